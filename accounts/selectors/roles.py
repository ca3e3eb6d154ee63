"""Who works for an organisation, and in which role somebody acts for it."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from accounts.choices import ROLES_OF, OrganisationKind, RoleKind
from accounts.models import Organisation, Person, Role


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


def workers(organisation: Organisation, on: date) -> QuerySet[Person]:
    """Return the people who hold a role at an organisation on a day."""
    return (
        Person.objects.filter(roles__in=organisation.roles.on(on)).distinct().order_by("sort_key")
    )
