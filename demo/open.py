"""Who checks registrations in the demo, by hand and by machine, and what they found."""

from datetime import date

from accounts.choices import OWN_SCOPES, SCOPES_OF, OrganisationKind, RoleKind
from accounts.models import Agreement, Person
from accounts.services.agreements import agree
from accounts.services.clients import add_client, add_own_client
from register.models import Registration
from register.selectors.checks import Asked
from register.services.checks import check_registrations

from .people import DOMAIN

NOBODY = "LR0000000014"  # a number that could be somebody's, and is not


def make_open_register(*, on: date) -> None:
    """Let a board check too, let programs in, and leave one check of the fund to look at."""
    fund, officer, editor, teacher, administrator = (
        Person.objects.get(email=f"{name}@{DOMAIN}")
        for name in ("fonds", "hr", "aanbieder", "leraar", "beheer")
    )
    _let_board_check(officer, administrator, on=on)
    provider = _organisation(editor, RoleKind.PROVIDER_EDITOR)
    add_client(
        provider,
        actor=editor,
        responsible=editor,
        name="Cursusadministratie",
        purpose="Na elke bijeenkomst doorgeven wie er was",
        scopes=SCOPES_OF[OrganisationKind.PROVIDER],
        since=on,
        until=None,
    )
    add_own_client(
        teacher, actor=teacher, name="Mijn portfolio", scopes=OWN_SCOPES, since=on, until=None
    )
    _check_some(fund, teacher, on=on)


def _let_board_check(officer: Person, administrator: Person, *, on: date) -> None:
    agree(
        _organisation(officer, RoleKind.HR_OFFICER),
        actor=administrator,
        code="sollicitanten",
        purpose="Sollicitatie bij een school van dit bestuur",
        ground="Afspraak met het register, met toestemming van wie solliciteert",
        with_reason=False,
        a_day=200,
        since=on,
        until=None,
    )


def _check_some(fund: Person, teacher: Person, *, on: date) -> None:
    waiting = Registration.objects.filter(section="anteroom", registered_on__isnull=False)
    people = [teacher, *(row.person for row in waiting.select_related("person")[:1])]
    asked = [Asked(one.number, one.birth_date, f"2027-{n:05}") for n, one in enumerate(people, 1)]
    asked += [Asked(NOBODY, date(1980, 1, 1), "2027-00008"), Asked("LR123", on, "2027-00009")]
    agreement = Agreement.objects.get(code="lerarenbeurs")
    check_registrations(agreement, actor=fund, asked=asked, on=on, today=on)


def _organisation(person: Person, kind: RoleKind):
    return next(role.organisation for role in person.current_roles if role.kind == kind)
