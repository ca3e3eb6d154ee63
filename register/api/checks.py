"""Checking registrations by machine, up to ten thousand at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.idempotency import KEY, once
from accounts.api.reading import Moment, NoQuery, PageQuery, Strict
from accounts.choices import Scope
from accounts.models import Agreement
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
)
from register.services.checks import MOST, check_registrations

NUMBER, BIRTH_DATE, LABEL = "registratienummer", "geboortedatum", "kenmerk"
LONGEST = {NUMBER: 40, BIRTH_DATE: 10, LABEL: 64}
MOST_FAULTS = 500
DATE_LENGTH = 10
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
        },
        {
            "registratienummer": "LR2048116377",
            "kenmerk": "2027-00013",
            "antwoord": NOT_POSSIBLE,
            "reden": "voorportaal",
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


Questions = list[Asked]


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
                NUMBER: {"type": "string", "maxLength": LONGEST[NUMBER]},
                BIRTH_DATE: {"type": "string", "format": "date"},
                LABEL: {"type": "string", "maxLength": LONGEST[LABEL]},
            },
        },
    }
)
class Teachers(serializers.Field):
    """Who is asked about. Read by hand: a serializer for each would take longer than the answer."""

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
    """Return who is asked about, or what is wrong with it."""
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
        return date.fromisoformat(text) if len(text) == DATE_LENGTH else None
    except ValueError:
        return None


class CheckBody(Strict):
    doel = serializers.SlugField(
        max_length=40, help_text="De code van de afspraak waaronder u het vraagt."
    )
    peildatum = serializers.DateField(
        required=False, help_text="De dag waarover u het wilt weten; vandaag, als u niets zegt."
    )
    leraren = Teachers(help_text="De leraren, hoogstens 10.000.")


@extend_schema_field(
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                NUMBER: {"type": "string"},
                LABEL: {"type": "string"},
                "antwoord": {
                    "type": "string",
                    "enum": [REGISTERED, NOT_REGISTERED, NOT_POSSIBLE],
                },
                "reden": {"type": "string", "enum": ["", NO_NUMBER, *REASONS.values()]},
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


class CheckViewSet(Resource):
    """The checks of the client's own organisation."""

    scopes = {"*": Scope.CHECKS}
    serializer_class = CheckSerializer
    queryset = RegisterCheck.objects.none()
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[RegisterCheck]:
        own = RegisterCheck.objects.filter(agreement__organisation=self.client.organisation_id)
        return own.select_related("agreement")

    @extend_schema(
        operation_id="registerControles",
        summary="Uw controles",
        description="Geeft welke controles uw organisatie deed, de laatste eerst.",
        parameters=[PageQuery],
        responses=CheckSummary(many=True),
        tags=["register-controles"],
    )
    def list(self, request: Request) -> Response:
        self.asked()
        page = self.paginate_queryset(self.get_queryset().defer("sealed"))
        return self.get_paginated_response(CheckSummary(page, many=True).data)

    @extend_schema(
        operation_id="registerControle",
        summary="Een controle",
        description="Geeft een eerdere controle, tot 30 dagen lang met de antwoorden.",
        tags=["register-controles"],
        examples=[OpenApiExample("Twee leraren", value=EXAMPLE, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.query_class = NoQuery
        self.asked()
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(
        operation_id="registerControleDoen",
        summary="Zijn deze leraren ingeschreven?",
        description=(
            "Beantwoordt voor hoogstens 10.000 leraren of zij op een dag waren ingeschreven. U "
            "vraagt dat onder een afspraak met het register; die zegt waarvoor, hoeveel per dag en "
            "of u ook hoort waarom inschrijving niet mogelijk was.\n\n"
            "Nummer en geboortedatum moeten bij elkaar horen. Wie niet is gevonden, heet niet "
            "ingeschreven; bij een nummer dat niet kan bestaan, staat dat erbij. Elke leraar die "
            "is gevonden, ziet wie het vroeg, wanneer en waarvoor.\n\n"
            "Het bewijs is een JWS. U controleert het met de sleutels op /.well-known/jwks.json."
        ),
        parameters=[KEY],
        request=CheckBody,
        responses={201: CheckSerializer},
        tags=["register-controles"],
        examples=[
            OpenApiExample("Een vraag", value=QUESTION, request_only=True),
            OpenApiExample("Het antwoord", value=EXAMPLE, response_only=True),
        ],
    )
    def create(self, request: Request) -> Response:
        return self._create(request)

    @once
    def _create(self, request: Request) -> Response:
        self.query_class = NoQuery
        self.asked()
        body = CheckBody(data=request.data)
        body.is_valid(raise_exception=True)
        check = self._check(**body.validated_data)
        address = reverse("api:register-controles-detail", args=[check.pk])
        headers = {"Location": request.build_absolute_uri(address)}
        return Response(self.get_serializer(check).data, status=201, headers=headers)

    def _check(
        self, *, doel: str, leraren: Questions, peildatum: date | None = None
    ) -> RegisterCheck:
        own = Agreement.objects.filter(organisation=self.client.organisation_id)
        agreement = own.filter(code=doel).first()
        if agreement is None:
            raise ValidationError({"doel": ["Onder deze code heeft u geen afspraak."]})
        today = clock.today()
        return check_registrations(
            agreement,
            actor=self.client.responsible,
            asked=leraren,
            on=peildatum or today,
            today=today,
            client=self.client,
        )
