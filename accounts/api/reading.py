"""Strict input: bodies of a limited size, and no parameters or fields that we do not know."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NoReturn

from django.core.exceptions import RequestDataTooBig
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from .fields import Whole

LARGEST_JSON = 2 * 1024 * 1024
UNKNOWN = "Dit kennen we hier niet."
NO_OBJECT = "Dit is geen object met velden."
TWICE = "Dit staat er meer dan eens."


def read_bounded(stream: Any, *, most: int) -> bytes:
    """Read a body; raise RequestDataTooBig as soon as it exceeds ``most`` bytes."""
    data: bytes = stream.read(most + 1)
    if len(data) > most:
        raise RequestDataTooBig
    return data


class JsonParser(BaseParser):
    """Parse JSON strictly: UTF-8, no NaN, not deep, no larger than the view allows.

    The view is told in ``repeated`` which names an object has more than once: which of its values
    was meant, nobody can say.
    """

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        view = (parser_context or {}).get("view")
        data = read_bounded(stream, most=getattr(view, "largest_json", LARGEST_JSON))
        objects = _Objects()
        try:
            read = json.loads(
                data.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=objects
            )
            twice = _given_twice(read) if objects.repeated else {}
        except (ValueError, RecursionError) as error:
            raise ParseError("De inhoud is geen geldige JSON in UTF-8.") from error
        if twice and view is not None:
            view.repeated = twice
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


class Invalid(serializers.ValidationError):
    """What is wrong with a request, by place: ``header``, ``query`` or ``body``."""

    def __init__(self, **places: Any) -> None:
        super().__init__(places)


class Strict(serializers.Serializer):
    """A serializer that tells everything at once: unknown fields, wrong shapes and what makes no
    sense in the fields that have their shape.
    """

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        """Return errors in the fields ``said``; those that are ``unclear`` lack their shape."""
        return {}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({"non_field_errors": [NO_OBJECT]})
        unknown = sorted(str(name)[:100] for name in set(data) - set(self.fields))
        errors: dict[str, Any] = {name: [UNKNOWN] for name in unknown}
        said: dict[str, Any] = {}
        for name, field in self.fields.items():
            with suppress(serializers.SkipField):
                try:
                    said[name] = field.run_validation(field.get_value(data))
                except serializers.ValidationError as error:
                    errors[name] = error.detail
        errors = {**self.sense(said, set(errors)), **errors}
        if errors:
            raise serializers.ValidationError(errors)
        return said


def together(one: Any, other: Any) -> Any:
    """Return what two validations found about the same input, nested as it is."""
    one, other = _by_place(one), _by_place(other)
    if isinstance(one, dict) and isinstance(other, dict):
        both = {name: together(one[name], other[name]) for name in one if name in other}
        return {**one, **other, **both}
    return other or one


def _by_place(found: Any) -> Any:
    """Return the errors of a list of objects by their place in that list."""
    if isinstance(found, list) and any(isinstance(one, dict) for one in found):
        return {place: one for place, one in enumerate(found) if one}
    return found


class NoQuery(Strict):
    """No query parameters are allowed."""


class PageQuery(Strict):
    """Which page of a list."""

    pagina = Whole(
        min_value=1, max_value=1_000_000, default=1, help_text="Het nummer van de pagina."
    )
    aantal = Whole(
        min_value=1, max_value=500, default=50, help_text="Hoeveel resultaten op een pagina."
    )
