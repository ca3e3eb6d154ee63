"""Strict input: bodies of a limited size, and no parameters or fields that we do not know."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from core.text import clean_text

LARGEST_JSON = 2 * 1024 * 1024
UNKNOWN = "Dit kennen we hier niet."
TWICE = "Dit staat er meer dan eens."


def read_bounded(stream: Any, *, most: int) -> bytes:
    """Read a body; raise RequestDataTooBig as soon as it exceeds ``most`` bytes."""
    data: bytes = stream.read(most + 1)
    if len(data) > most:
        raise RequestDataTooBig
    return data


class JsonParser(BaseParser):
    """Parse JSON strictly: UTF-8, no NaN, no name twice, not deep, no larger than the view allows.

    Raises ValidationError with every name that an object has more than once: which of its values
    was meant, nobody can say.
    """

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        most = getattr((parser_context or {}).get("view"), "largest_json", LARGEST_JSON)
        data = read_bounded(stream, most=most)
        objects = _Objects()
        try:
            read = json.loads(
                data.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=objects
            )
            twice = _given_twice(read) if objects.repeated else {}
        except (ValueError, RecursionError) as error:
            raise ParseError("De inhoud is geen geldige JSON in UTF-8.") from error
        if twice:
            raise serializers.ValidationError(twice)
        return read


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


class _Repeating(dict[str, Any]):
    """A JSON object that was given a name more than once."""

    names: list[str]


class _Objects:
    """Make objects of pairs, and remember whether a name was ``repeated`` in one of them."""

    repeated = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        self.repeated = True
        made = _Repeating(made)
        made.names = [
            name for name, times in Counter(name for name, _ in pairs).items() if times > 1
        ]
        return made


def _given_twice(read: Any) -> dict[Any, Any]:
    """Return an error for each repeated name, nested as the body is."""
    below: Iterable[tuple[Any, Any]] = enumerate(read) if isinstance(read, list) else ()
    if isinstance(read, dict):
        below = read.items()
    found = {name: errors for name, value in below if (errors := _given_twice(value))}
    return found | {name: [TWICE] for name in (read.names if isinstance(read, _Repeating) else ())}


class InvalidQuery(serializers.ValidationError):
    """Something is wrong with the query parameters."""

    place = "query"


class InvalidHeader(serializers.ValidationError):
    """Something is wrong with a header."""

    place = "header"


class Strict(serializers.Serializer):
    """A serializer that refuses unknown fields, together with all other errors."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, Mapping) else set()
        errors = {name: [UNKNOWN] for name in sorted(str(name)[:100] for name in unknown)}
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found: Any = error.detail
            raise serializers.ValidationError({**errors, **found}) from error
        if errors:
            raise serializers.ValidationError(errors)
        return value


class NoQuery(Strict):
    """No query parameters are allowed."""


class PageQuery(Strict):
    """Which page of a list."""

    pagina = serializers.IntegerField(
        min_value=1, max_value=1_000_000, default=1, help_text="Het nummer van de pagina."
    )
    aantal = serializers.IntegerField(
        min_value=1, max_value=500, default=50, help_text="Hoeveel resultaten op een pagina."
    )


class Text(serializers.CharField):
    """Text that people read, without invisible characters (``core.text``)."""

    def to_internal_value(self, data: Any) -> str:
        try:
            return clean_text(super().to_internal_value(data))
        except DjangoValidationError as error:
            raise serializers.ValidationError(error.messages, code=error.code) from error


class Moment(serializers.DateTimeField):
    """A moment, in UTC as the API Design Rules require."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default_timezone=UTC, **kwargs)
