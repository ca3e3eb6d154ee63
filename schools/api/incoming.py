"""Turning the body of an API request into a delivery."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser

from accounts.api.reading import read_bounded
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


def read_body(sent: Any) -> tuple[Mapping[str, Any], bytes]:
    """Return the fields of a delivery sent as JSON, and its rows as a file (empty for no change).

    Raises ValidationError with all errors at once.
    """
    nothing = isinstance(sent, Mapping) and sent.get("soort") == NOTHING
    body = (NothingBody if nothing else DeliveryBody)(data=sent)
    body.is_valid(raise_exception=True)
    return body.validated_data, body.validated_data.get("regels", b"")


def taken_in(board: Board, actor: Person, facts: Mapping[str, Any], data: bytes) -> Delivery:
    """Hand in what was sent. Raises ValidationError for a day in the future."""
    today = clock.today()
    if facts["soort"] == NOTHING:
        return nothing_changed(board, actor=actor, on=today)
    on: date = facts.get("peildatum") or today
    if on > today:
        raise ValidationError({"peildatum": ["Deze dag moet nog komen."]})
    return hand_in(
        board,
        actor=actor,
        file_name=facts["bestandsnaam"] or f"api-{today:%Y-%m-%d}",
        data=data,
        kind=KINDS[facts["soort"]],
        on=on,
    )
