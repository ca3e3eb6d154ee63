"""Serializers for a check of registrations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts.api.fields import DAY, Day, Moment
from accounts.api.reading import Strict
from core import clock
from register.models import RegisterCheck
from register.selectors.checks import (
    NO_NUMBER,
    NOT_POSSIBLE,
    NOT_REGISTERED,
    REASONS,
    REGISTERED,
    Asked,
    answers_in,
    signed_words,
    wrong_in_check,
)
from register.services.checks import MOST, WRONG

NUMBER, BIRTH_DATE, LABEL = "registratienummer", "geboortedatum", "kenmerk"
LONGEST = {NUMBER: 40, BIRTH_DATE: 10, LABEL: 64}
MOST_FAULTS = 500
JUDGED = {"agreement_over": "doel", "day_to_come": "peildatum"}
COUNTS = ("gevraagd", "ingeschreven", "nietIngeschreven", "nietMogelijk")
EXAMPLE = {
    "id": 12,
    "doel": "lerarenbeurs",
    "omschrijving": "Aanvraag van een lerarenbeurs",
    "peildatum": "2026-11-22",
    "gevraagdOp": "2026-11-22T10:15:00Z",
    "aantallen": dict(zip(COUNTS, (2, 1, 0, 1), strict=True)),
    "antwoorden": [
        {
            "registratienummer": "LR6157930214",
            "kenmerk": "2027-00012",
            "antwoord": REGISTERED,
            "reden": "",
            "vervangenDoor": "",
        },
        {
            "registratienummer": "LR2048116377",
            "kenmerk": "2027-00013",
            "antwoord": NOT_POSSIBLE,
            "reden": "voorportaal",
            "vervangenDoor": "",
        },
    ],
    "bewijs": "eyJhbGciOiJFUzI1NiIsImtpZCI6IuKApiJ9.eyJpc3MiOiLigKYifQ.…",
}
QUESTION = {
    "doel": "lerarenbeurs",
    "peildatum": "2026-11-22",
    "leraren": [
        {NUMBER: "LR6157930214", BIRTH_DATE: "1985-12-31", LABEL: "2027-00012"},
        {NUMBER: "LR2048116377", BIRTH_DATE: "1999-02-14", LABEL: "2027-00013"},
    ],
}


@extend_schema_field(
    {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": [NUMBER, BIRTH_DATE],
            "properties": {
                NUMBER: {
                    "type": "string",
                    "maxLength": LONGEST[NUMBER],
                    "description": "Het registratienummer.",
                },
                BIRTH_DATE: {
                    "type": "string",
                    "format": "date",
                    "description": "De geboortedatum, zodat u de goede leraar vraagt.",
                },
                LABEL: {
                    "type": "string",
                    "maxLength": LONGEST[LABEL],
                    "description": "Een kenmerk van u; het staat ook bij het antwoord.",
                },
            },
        },
    }
)
class Teachers(serializers.Field):
    """The teachers to check; parsed by hand, because a serializer for each takes far longer."""

    default_error_messages = {
        "invalid": "Dit is geen lijst van leraren.",
        "number": "Vraag naar 1 tot 10.000 leraren tegelijk.",
    }

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("invalid")
        if not 1 <= len(data) <= MOST:
            self.fail("number")
        found = [_read(one) for one in data]
        wrong = [place for place, one in enumerate(found) if not isinstance(one, Asked)]
        if wrong:
            faults: Any = {place: found[place] for place in wrong[:MOST_FAULTS]}
            raise ValidationError(faults)
        return found

    def to_representation(self, value: Any) -> Any:
        return value


def _read(one: Any) -> Asked | list[str] | dict[str, list[str]]:
    """Return the teacher to check, or what is wrong with the input."""
    if not isinstance(one, Mapping):
        return ["Dit is geen object."]
    wrong = {
        str(name)[:100]: ["Dit veld kennen we hier niet."] for name in one if name not in LONGEST
    }
    for name, longest in LONGEST.items():
        if not _is_text(one.get(name, "" if name == LABEL else None), longest):
            wrong[name] = [f"Geef hier tekst van hoogstens {longest} tekens."]
    if BIRTH_DATE not in wrong:
        born = _day(one[BIRTH_DATE])
        if born is None:
            wrong[BIRTH_DATE] = ["Dit is geen datum. Schrijf JJJJ-MM-DD."]
    return wrong or Asked(one[NUMBER], born, one.get(LABEL, ""))


def _is_text(value: Any, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and value.isprintable()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


class CheckBody(Strict):
    doel = serializers.SlugField(
        max_length=40, help_text="De code van de afspraak waaronder u het vraagt."
    )
    peildatum = Day(
        required=False, help_text="De dag waarover u het wilt weten; vandaag, als u niets zegt."
    )
    leraren = Teachers(help_text="De leraren, hoogstens 10.000.")

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        """Judge the purpose by the ``own`` agreements, and the day."""
        agreement = self.context["own"].filter(code=said.get("doel", "")).first()
        today = clock.today()
        wrong = wrong_in_check(agreement, on=said.get("peildatum", today), today=today)
        found: dict[str, Any] = {JUDGED[code]: [WRONG[code]] for code in wrong}
        if "doel" in said and agreement is None:
            found["doel"] = ["Onder deze code heeft u geen afspraak."]
        return found


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                NUMBER: {"type": "string", "description": "Het nummer dat u vroeg."},
                LABEL: {"type": "string", "description": "Uw kenmerk."},
                "antwoord": {
                    "type": "string",
                    "enum": [REGISTERED, NOT_REGISTERED, NOT_POSSIBLE],
                    "description": "Of de leraar die dag was ingeschreven.",
                },
                "reden": {
                    "type": "string",
                    "enum": ["", NO_NUMBER, *REASONS.values()],
                    "description": "Waarom het niet kan, als uw afspraak dat toelaat.",
                },
                "vervangenDoor": {
                    "type": "string",
                    "description": "Het nummer van nu, als het gevraagde nummer is samengevoegd.",
                },
            },
        },
    }
)
class Answers(serializers.SerializerMethodField):
    """The answers in the order of the questions."""


class CheckSummary(serializers.ModelSerializer[RegisterCheck]):
    id = serializers.IntegerField(source="pk", help_text="Het nummer van de controle.")
    doel = serializers.CharField(source="agreement.code", help_text="De code van de afspraak.")
    omschrijving = serializers.CharField(
        source="agreement.purpose", help_text="Wat de leraar leest over het doel."
    )
    peildatum = serializers.DateField(source="on", help_text="De dag waarover het gaat.")
    gevraagdOp = Moment(  # noqa: N815  the name that it has in the API
        source="asked_at", help_text="Wanneer het is gevraagd."
    )
    aantallen = serializers.SerializerMethodField(help_text="Hoe vaak welk antwoord is gegeven.")

    class Meta:
        model = RegisterCheck
        fields = ["id", "doel", "omschrijving", "peildatum", "gevraagdOp", "aantallen"]

    @extend_schema_field(
        {
            "type": "object",
            "properties": {name: {"type": "integer"} for name in COUNTS},
        }
    )
    def get_aantallen(self, check: RegisterCheck) -> dict[str, int]:
        numbers = (check.asked, check.registered, check.not_registered, check.not_possible)
        return dict(zip(COUNTS, numbers, strict=True))


class CheckSerializer(CheckSummary):
    antwoorden = Answers(help_text="De antwoorden, in de volgorde van de vragen; 30 dagen lang.")
    bewijs = serializers.SerializerMethodField(
        help_text="Dezelfde antwoorden, ondertekend (JWS, ES256); 30 dagen lang."
    )

    class Meta:
        model = RegisterCheck
        fields = [*CheckSummary.Meta.fields, "antwoorden", "bewijs"]

    def get_antwoorden(self, check: RegisterCheck) -> list[dict[str, str]]:
        words = signed_words(check)
        return answers_in(words) if words else []

    def get_bewijs(self, check: RegisterCheck) -> str:
        return signed_words(check)
