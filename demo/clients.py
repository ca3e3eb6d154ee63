"""The API clients of the demo, and who may check registrations."""

from datetime import date

from accounts.choices import OrganisationKind, RoleKind, Scope
from accounts.models import Organisation, Person
from accounts.services.agreements import agree
from accounts.services.clients import add_client
from accounts.services.roles import give_role


def make_clients(board: Organisation, officer: Person, *, on: date) -> None:
    """Add a client for a board's staff system; visitors make its token, which is shown once."""
    add_client(
        board,
        actor=officer,
        responsible=officer,
        name="Personeelssysteem",
        purpose="Elke maand de wijzigingen in het personeel aanleveren",
        scopes=[Scope.READ_DELIVERIES, Scope.WRITE_DELIVERIES],
        since=on,
        until=None,
    )


def make_office_client(office: Organisation, clerk: Person, *, on: date) -> None:
    """Add a client for an administration office, for all boards that mandated it."""
    add_client(
        office,
        actor=clerk,
        responsible=clerk,
        name="Salarissysteem",
        purpose="Elke maand aanleveren voor alle besturen die ons hebben gemachtigd",
        scopes=[Scope.READ_DELIVERIES, Scope.WRITE_DELIVERIES],
        since=on,
        until=None,
    )


def make_fund(officer: Person, administrator: Person, *, on: date) -> None:
    """Let a fund check who is registered, by API and on its page."""
    fund = Organisation.objects.create(
        kind=OrganisationKind.FUND, name="Fonds Lerarenbeurs", search_key="fonds lerarenbeurs"
    )
    give_role(officer, organisation=fund, kind=RoleKind.CHECKER, on=on, actor=None)
    agree(
        fund,
        actor=administrator,
        code="lerarenbeurs",
        purpose="Aanvraag van een lerarenbeurs",
        ground="Subsidieregeling lerarenbeurs, artikel 4, eerste lid, onder d",
        with_reason=True,
        a_day=50_000,
        since=on,
        until=None,
    )
    add_client(
        fund,
        actor=administrator,
        responsible=officer,
        name="Aanvraagsysteem",
        purpose="Bij elke aanvraag controleren of de leraar is ingeschreven",
        scopes=[Scope.CHECKS],
        since=on,
        until=None,
    )
