from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import BaseUserManager
from django.db.models import Q, QuerySet

from . import names
from .choices import MANAGERS, SHIELDING, MessageKind, RoleKind, Way

if TYPE_CHECKING:
    from .models import Message, MessageText, Person, Shield  # noqa: F401  read by the type checker only


def every_word(text: str, *lookups: str) -> Q:
    """Return the condition that each word of a search, in plain letters, fits one of these."""
    found = Q()
    for word in names.plain(text).split():
        found &= reduce(or_, (Q((lookup, word)) for lookup in lookups))
    return found


class DatedQuerySet(QuerySet):
    """Rows that are in force during ``[since, until)``; an empty ``until`` has no end."""

    def on(self, day: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class MandateQuerySet(DatedQuerySet):
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
        return self.filter(every_word(text, "search_key__contains", "name__icontains"))


class ApiClientQuerySet(DatedQuerySet):
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

    def matching(self, text: str) -> Self:
        """Find by words of its own name, and of the organisation's name or number."""
        return self.filter(
            every_word(text, "name__icontains", "organisation__search_key__contains")
        )


class AgreementQuerySet(DatedQuerySet):
    def matching(self, text: str) -> Self:
        """Find by words of its purpose, and of the organisation's name or number."""
        return self.filter(
            every_word(text, "purpose__icontains", "organisation__search_key__contains")
        )


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
        """Doubles in which every word occurs in one of the two names."""
        return self.filter(
            every_word(text, "first__sort_key__contains", "second__sort_key__contains")
        )


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

    def with_address(self, email: str) -> Self:
        """Find by an email address, whatever its capitals; the empty one is nobody's."""
        return self.filter(email=email.strip().lower()).exclude(email="")

    def known_by(self, text: str) -> Self:
        """Find by a whole email address or registration number."""
        email, number = text.strip().lower(), "".join(text.split()).upper()
        return self.filter(Q(email=email, email__gt="") | Q(number=number))


class MessageQuerySet(QuerySet["Message"]):
    def to_print(self) -> Self:
        """Official notices that could not be mailed, so they go by letter."""
        return self.filter(kind=MessageKind.NOTICE, way=Way.BOUNCED)

    def to_person(self, text: str) -> Self:
        """Messages to one person, by the whole address or registration number."""
        email, number = text.strip().lower(), "".join(text.split()).upper()
        known = Q(person__email=email, person__email__gt="")
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
