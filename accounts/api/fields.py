"""Fields of what machines send: numbers and days in one way of writing, text without surprises."""

import re
from datetime import UTC
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import serializers

from core.text import clean_text

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Written:
    """Refuse text that Python would read as a number or a day although it is not written as one.

    For Python also “٣”, “1_0” and the week “2026-W47-7” are such.
    """

    way: re.Pattern[str]
    words: str

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and not self.way.fullmatch(data.strip(" ")):
            raise serializers.ValidationError(self.words, code="invalid")
        return super().to_internal_value(data)  # type: ignore[misc]  # of the field that it is


class Whole(Written, serializers.IntegerField):
    way = re.compile(r"[+-]?[0-9]+")
    words = "Dit is geen heel getal. Schrijf het met de cijfers 0 tot en met 9."


class Amount(Written, serializers.DecimalField):
    way = re.compile(r"[+-]?[0-9]*\.?[0-9]*")
    words = "Dit is geen getal. Schrijf het met cijfers en een punt, zoals 2.50."


class Day(Written, serializers.DateField):
    way = DAY
    words = "Dit is geen datum. Schrijf JJJJ-MM-DD."
    default_error_messages = {"invalid": words, "datetime": words}


class TimeOfDay(Written, serializers.TimeField):
    way = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?")
    words = "Dit is geen tijd. Schrijf UU:MM."
    default_error_messages = {"invalid": words}


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
