from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import signing
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from core import crypto

from . import codes, identifiers, merging, names
from .choices import (
    ROLES_OF,
    AlarmStatus,
    IdentifierKind,
    OrganisationKind,
    RoleKind,
    ShieldStatus,
)
from .merging import Standing, furthest
from .models import (
    Agreement,
    ApiClient,
    ApiToken,
    ClaimAlarm,
    ClaimCode,
    Double,
    Invitation,
    Organisation,
    Person,
    PersonIdentifier,
    PostalAddress,
    Role,
    Shield,
    View,
)
from .signals import opening_asked

ALARM = "claim alarm"
ALARM_FOR = timedelta(days=180)


def who_looked(person: Person) -> QuerySet[View]:
    """Return who viewed a person's file, latest first: the organisation and the function.

    Not the name: the law gives a person no right to know which employee it was, unless they need it
    to defend a right (CJEU C-579/21).
    """
    return person.views.select_related("role__organisation", "agreement")


def person_by_bsn(bsn: str) -> Person | None:
    """Return the person with a citizen service number, else the one who once had it by mistake."""
    return person_by_digest(identifiers.bsn_digest(bsn))


def person_by_digest(digest: bytes) -> Person | None:
    """Return the person whose present or former citizen service number has this digest."""
    found = PersonIdentifier.objects.filter(kind=IdentifierKind.BSN, digest=digest)
    identifier = found.select_related("person").order_by("-retired_at").first()
    return identifier.person if identifier else None


def open_claim(person: Person) -> ClaimCode | None:
    """Return the code with which this person may still claim their record."""
    return person.claim_codes.open().first()


def plain_code(code: ClaimCode) -> str:
    """Return a claim code in plain text. For letters only."""
    plain = crypto.decrypt(code.ciphertext, bound_to=bytes(code.digest).hex())
    return codes.shown(plain.decode())


def family_names(persons: Iterable[int]) -> dict[int, set[str]]:
    """Return the family names that people have or ever had, plain (``accounts.names.plain``)."""
    found: dict[int, set[str]] = {}
    versions: type[Model] = Person.events.rel.related_model
    rows = versions._default_manager.filter(pgh_obj__in=list(persons))
    for person, name in rows.values_list("pgh_obj", "family_name").distinct():
        found.setdefault(person, set()).add(names.plain(name))
    return found


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation that a link leads to, if it can still be accepted."""
    usable = Invitation.objects.usable(timezone.now()).select_related("organisation")
    return usable.filter(digest=crypto.digest(token, purpose="invitation")).first()


def plain_token(invitation: Invitation) -> str:
    """Return the secret in an invitation's link. For letters only."""
    digest = bytes(invitation.digest).hex()
    return crypto.decrypt(invitation.ciphertext, bound_to=digest).decode()


@dataclass(frozen=True)
class Envelope:
    """An address as people fill it in; a Dutch one has no country."""

    street: str
    postcode: str
    town: str
    country: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        place = f"{self.postcode}  {self.town}".strip()
        return tuple(line for line in (self.street, place, self.country.upper()) if line)


def postal_lines(persons: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the address lines of those people who gave an address. For letters only."""
    rows = PostalAddress.objects.filter(person__in=list(persons))
    return {row.person_id: row.lines for row in rows}


def who_gave_an_address(persons: Iterable[int]) -> set[int]:
    rows = PostalAddress.objects.filter(person__in=list(persons))
    return set(rows.values_list("person_id", flat=True))


@dataclass(frozen=True)
class Colleague:
    """Somebody with a role at an organisation, and what else they could be given there."""

    person: Person
    roles: list[Role]
    second_factor: bool
    grantable: list[RoleKind]


def colleagues(organisation: Organisation, on: date) -> list[Colleague]:
    held: dict[Person, list[Role]] = {}
    for role in organisation.roles.on(on).select_related("person", "organisation"):
        held.setdefault(role.person, []).append(role)
    secured = set(
        Authenticator.objects.filter(user__in=held)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    kinds = ROLES_OF[OrganisationKind(organisation.kind)]
    return [
        Colleague(
            person,
            roles,
            person.pk in secured,
            [kind for kind in kinds if kind not in {role.kind for role in roles}],
        )
        for person, roles in held.items()
    ]


def survivor_and_other(double: Double) -> tuple[Person, Person]:
    """Return whose record remains when two are merged, and whose does not.

    The one who came furthest remains: first somebody with a decision, then with a running period,
    then with a claimed record; otherwise the older record.
    """

    def rank(person: Person) -> tuple[int, int]:
        return max(furthest(person.pk), Standing(person.claimed_at is not None)), -person.pk

    survivor, other = sorted((double.first, double.second), key=rank, reverse=True)
    return survivor, other


def what_moves(other: Person) -> list[tuple[str, int]]:
    """Return how many rows of each kind would move along with a record: label and count."""
    counted = [
        (apps.get_model(label)._meta, merging.rows(label, field, other.pk).count())
        for label, field in merging.kinds_of_rows()
    ]
    return [(meta.label, count) for meta, count in counted if count]


def person_by_number(number: str) -> Person | None:
    """Return the person with a registration number; a merged record leads to the survivor."""
    if not number:  # as those have who never came into the register
        return None
    person = Person.objects.select_related("merged_into").filter(number=number).first()
    while person and person.merged_into_id:
        person = person.merged_into
    return person


def people_by_numbers(numbers: Iterable[str]) -> dict[str, Person]:
    """Return people by registration number; a merged record leads to the survivor."""
    asked = set(numbers) - {""}
    found = {one.number: one for one in Person.objects.filter(number__in=asked)}
    while merged := {one.merged_into_id for one in found.values() if one.merged_into_id}:
        remained = Person.objects.in_bulk(merged)
        found = {
            number: remained[one.merged_into_id] if one.merged_into_id else one
            for number, one in found.items()
        }
    return found


def role_to_act_by(person: Person, board: int) -> Role:
    """Return the role in which somebody acts for a board that is not their own.

    That is their role at the office with the board's mandate, else their role as administrator.
    """
    mandate = person.mandated_boards.get(board)
    kind = RoleKind.OFFICE_CLERK if mandate else RoleKind.ADMINISTRATOR
    office = mandate.office_id if mandate else None
    return next(
        role
        for role in person.current_roles
        if role.kind == kind and office in (None, role.organisation_id)
    )


def acting_for(person: Person, board: int) -> Organisation | None:
    """Return the office or register that somebody represents in acting for a board.

    None for the board's own people.
    """
    if person.has_role(RoleKind.HR_OFFICER, organisation=board):
        return None
    return role_to_act_by(person, board).organisation


def has_account(email: str) -> bool:
    return Person.objects.with_address(email).exists()


def token_of(text: str) -> ApiToken | None:
    """Return the token with this secret and its client, if it is still valid."""
    usable = ApiToken.objects.usable(timezone.now()).select_related(
        "client__organisation", "client__responsible"
    )
    return usable.filter(digest=crypto.digest(text, purpose="api-token")).first()


def agreements(rows: QuerySet[Agreement]) -> QuerySet[Agreement]:
    return rows.select_related("organisation").order_by("organisation__name", "code")


def workers(organisation: Organisation, on: date) -> QuerySet[Person]:
    """Return the people who hold a role at an organisation on a day."""
    return (
        Person.objects.filter(roles__in=organisation.roles.on(on)).distinct().order_by("sort_key")
    )


def clients(rows: QuerySet[ApiClient]) -> QuerySet[ApiClient]:
    """Add to clients their organisation and the last use of any of their tokens."""
    used = Max("tokens__last_used_at")
    found = rows.select_related("organisation", "responsible").annotate(last_used_at=used)
    return found.order_by("organisation__name", "name", "pk")


def alarm_token(person: Person) -> str:
    """Return the secret of the link “this was not me” about the claim of a person. For letters."""
    code = person.claim_codes.filter(used_at__isnull=False).latest("used_at")
    return signing.dumps(code.pk, salt=ALARM)


def code_of_alarm(token: str) -> ClaimCode | None:
    """Return the claim code that such a link is about."""
    try:
        pk = signing.loads(token, salt=ALARM, max_age=ALARM_FOR)
    except signing.BadSignature:
        return None
    used = ClaimCode.objects.filter(used_at__isnull=False).select_related("person")
    return used.filter(pk=pk).first()


def alarms_to_look_into() -> int:
    return ClaimAlarm.objects.filter(status=AlarmStatus.OPEN).count()


def may_be_opened(person: Person) -> bool:
    """Tell whether nothing keeps an account shut: no alarm, no merge, no app above."""
    alarmed = ClaimAlarm.objects.filter(person=person, status=AlarmStatus.OPEN).exists()
    if alarmed or person.merged_into_id:
        return False
    return not any(why for _receiver, why in opening_asked.send(sender=Person, person=person))


def is_shielded(person: Person) -> bool:
    return person.shields.working().exists()


def shields_to_look_at() -> int:
    return Shield.objects.filter(status=ShieldStatus.ASKED).count()
