from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import BaseUserManager
from django.db.models import Q, QuerySet

from . import names
from .choices import MANAGERS, SHIELDING, MessageKind, RoleKind, Way

if TYPE_CHECKING:
    from .models import Message, MessageText, Person, Shield  # noqa: F401  read by the type checker only


class RoleQuerySet(QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class MandateQuerySet(QuerySet):
    def on(self, day: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def held_by(self, person: "Person") -> Self:
        """Mandates of the offices for which somebody works today."""
        offices = [
            role.organisation_id
            for role in person.current_roles
            if role.kind == RoleKind.OFFICE_CLERK
        ]
        return self.filter(office__in=offices)


class OrganisationQuerySet(QuerySet):
    def managed_by(self, person: "Person") -> Self:
        """Administrators manage all, officers and editors their own."""
        if person.has_role(RoleKind.ADMINISTRATOR):
            return self
        own = [role.organisation_id for role in person.current_roles if role.kind in MANAGERS]
        return self.filter(pk__in=own)

    def matching(self, text: str) -> Self:
        """Find by a part of the name or of a number; each word must occur."""
        found = self
        for word in names.plain(text).split():
            found = found.filter(Q(search_key__contains=word) | Q(name__icontains=word))
        return found


class ApiClientQuerySet(QuerySet):
    def managed_by(self, person: "Person") -> Self:
        """Administrators manage those of all organisations, colleagues those of their own."""
        if person.has_role(RoleKind.ADMINISTRATOR):
            return self.of_organisations()
        own = [role.organisation_id for role in person.current_roles if role.kind in MANAGERS]
        return self.filter(organisation__in=own)

    def of_organisations(self) -> Self:
        """All but those of teachers, which are nobody else's business."""
        return self.filter(organisation__isnull=False)

    def own_of(self, person: "Person") -> Self:
        """Programs to which a teacher gave access to their own file."""
        return self.filter(organisation=None, responsible=person)

    def on(self, day: date) -> Self:
        """Clients that may be used on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def matching(self, text: str) -> Self:
        """Find by a part of the own name, or by a part of the organisation's name or number."""
        found = self
        for word in names.plain(text).split():
            organisation = Q(organisation__search_key__contains=word)
            found = found.filter(Q(name__icontains=word) | organisation)
        return found


class AgreementQuerySet(QuerySet):
    def on(self, day: date) -> Self:
        """Agreements that hold on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def matching(self, text: str) -> Self:
        """Find by a part of the purpose, or of the organisation's name or number."""
        found = self
        for word in names.plain(text).split():
            organisation = Q(organisation__search_key__contains=word)
            found = found.filter(Q(purpose__icontains=word) | organisation)
        return found


class ApiTokenQuerySet(QuerySet):
    def usable(self, now: datetime) -> Self:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None)


class InvitationQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(accepted_at=None, withdrawn_at=None)

    def usable(self, now: datetime) -> Self:
        return self.open().filter(expires_at__gt=now)


class ClaimCodeQuerySet(QuerySet):
    def open(self) -> Self:
        return self.filter(used_at=None, withdrawn_at=None)

    def usable(self, now: datetime) -> Self:
        return self.open().filter(expires_at__gt=now)


class DoubleQuerySet(QuerySet):
    def visible_to(self, administrator: "Person") -> Self:
        """Nobody judges whether they are somebody else."""
        return self.exclude(Q(first=administrator) | Q(second=administrator))

    def matching(self, text: str) -> Self:
        """Doubles in which the name of one of the two contains every word."""
        found = self
        for word in names.plain(text).split():
            found = found.filter(
                Q(first__sort_key__contains=word) | Q(second__sort_key__contains=word)
            )
        return found


class PersonQuerySet(QuerySet):
    def managed_by(self, person: "Person") -> Self:
        """Administrators manage everybody, officers and editors those of their organisation."""
        if person.has_role(RoleKind.ADMINISTRATOR):
            return self
        own = [role.organisation_id for role in person.current_roles if role.kind in MANAGERS]
        return self.filter(roles__organisation__in=own).distinct()

    def merged(self) -> Self:
        """Records that went into another one."""
        return self.exclude(merged_into=None)

    def shielded(self) -> Self:
        """People who are found by number only, and whose school is not shown."""
        return self.filter(shields__status__in=SHIELDING)

    def known_by(self, text: str) -> Self:
        """Find by a whole email address or registration number."""
        number = "".join(text.split()).upper()
        return self.filter(Q(email__iexact=text.strip(), email__gt="") | Q(number=number))


class MessageQuerySet(QuerySet["Message"]):
    def to_print(self) -> Self:
        """Official notices that could not be mailed, so they go by letter."""
        return self.filter(kind=MessageKind.NOTICE, way=Way.BOUNCED)

    def to_person(self, text: str) -> Self:
        """Messages to one person, by the whole address or registration number."""
        number = "".join(text.split()).upper()
        known = Q(person__email__iexact=text.strip(), person__email__gt="")
        return self.filter(known | Q(person__number=number))


class MessageTextQuerySet(QuerySet["MessageText"]):
    def in_force(self, code: str, *, on: date) -> "MessageText":
        """The newest version of a message whose day has come; there always is one."""
        return self.filter(code=code, since__lte=on).order_by("-version")[0]


class ShieldQuerySet(QuerySet["Shield"]):
    def working(self) -> Self:
        return self.filter(status__in=SHIELDING)

    def visible_to(self, administrator: "Person") -> Self:
        """Nobody decides about their own."""
        return self.exclude(person=administrator)


PersonManager = BaseUserManager.from_queryset(PersonQuerySet)
