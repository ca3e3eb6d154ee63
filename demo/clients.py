"""The machines of the demo."""

from datetime import date

from accounts.choices import Scope
from accounts.models import Organisation, Person
from accounts.services.clients import add_client


def make_clients(board: Organisation, officer: Person, *, on: date) -> None:
    """Let the staff system of a board in; a visitor makes the token, for it is shown once."""
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
