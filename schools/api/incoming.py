"""Turning the body of an API request into a delivery."""

from collections.abc import Mapping
from typing import Any

from rest_framework.parsers import BaseParser

from accounts.api.reading import Strict, read_bounded
from accounts.models import Person
from core import clock
from schools.forms.handing_in import LARGEST_FILE
from schools.models import Board, Delivery
from schools.services.compensations import nothing_changed
from schools.services.deliveries import hand_in

from .shapes import KINDS, NOTHING, DeliveryBody, NothingBody


class CsvParser(BaseParser):
    """A file of staff data, byte by byte."""

    media_type = "text/csv"

    def parse(  # type: ignore[override]  # bytes, not fields: the view gets them as they are
        self, stream: Any, media_type: str | None = None, parser_context: Any = None
    ) -> bytes:
        return read_bounded(stream, most=LARGEST_FILE)


def shape_of(sent: Any) -> type[Strict]:
    """Return the shape that a delivery in JSON must have: with rows, or that nothing changed."""
    nothing = isinstance(sent, Mapping) and sent.get("soort") == NOTHING
    return NothingBody if nothing else DeliveryBody


def taken_in(board: Board, actor: Person, facts: Mapping[str, Any], data: bytes) -> Delivery:
    """Hand in what was sent."""
    today = clock.today()
    if facts["soort"] == NOTHING:
        return nothing_changed(board, actor=actor, on=today)
    return hand_in(
        board,
        actor=actor,
        file_name=facts["bestandsnaam"] or f"api-{today:%Y-%m-%d}",
        data=data,
        kind=KINDS[facts["soort"]],
        on=facts.get("peildatum", today),
    )
