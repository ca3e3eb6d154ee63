"""The sessions of a provider for its own system: listed, and planned as on the page."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.idempotency import KEY, once
from accounts.api.reading import NoQuery, Strict, Text
from accounts.choices import Scope
from core import clock
from cpd.attending import Occasion, day_after
from cpd.choices import Province
from cpd.models import Offer, Session
from cpd.selectors.sessions import search_sessions
from cpd.services.sessions import plan_session

from .participants import SHOWN, SessionQuery, SessionSerializer

SESSION = {
    "id": 31,
    "aanbod": 4,
    "titel": "Formatief evalueren in de klas",
    "begint": "2026-11-19T18:30:00Z",
    "eindigt": "2026-11-19T20:00:00Z",
    "online": False,
    "plaats": "Deventer",
    "plaatsen": 24,
    "bezet": 18,
    "status": "gepland",
}
PLAN = {
    "aanbod": 4,
    "eersteDag": "2026-12-10",
    "begintOm": "19:30",
    "eindigtOm": "21:00",
    "gebouw": "De Waag, Brink 1",
    "plaats": "Deventer",
    "provincie": "overijssel",
    "plaatsen": 24,
}
MOST = 2**31 - 1


class SessionBody(Strict):
    aanbod = serializers.IntegerField(
        min_value=1, max_value=MOST, help_text="Het nummer van uw gevalideerde aanbod."
    )
    eersteDag = serializers.DateField(help_text="De eerste dag.")  # noqa: N815  in the API
    laatsteDag = serializers.DateField(  # noqa: N815
        required=False, help_text="De laatste dag; zonder deze is het een dag."
    )
    begintOm = serializers.TimeField(help_text="Hoe laat het begint, in Nederland.")  # noqa: N815
    eindigtOm = serializers.TimeField(  # noqa: N815
        help_text="Hoe laat het op de laatste dag eindigt, in Nederland."
    )
    online = serializers.BooleanField(default=False, help_text="Of zij online is.")
    gebouw = Text(max_length=200, default="", allow_blank=True, help_text="Gebouw en adres.")
    plaats = Text(max_length=100, default="", allow_blank=True, help_text="De plaats.")
    provincie = serializers.ChoiceField(
        choices=Province.values, default="", allow_blank=True, help_text="De provincie."
    )
    plaatsen = serializers.IntegerField(
        min_value=1, max_value=MOST, help_text="Voor hoeveel mensen, hoogstens 5000."
    )
    prijs = serializers.DecimalField(
        8,
        2,
        min_value=Decimal(0),
        required=False,
        help_text="Zonder prijs geldt die van de cursus.",
    )
    webpagina = serializers.URLField(
        max_length=200, default="", allow_blank=True, help_text="Waar men zich inschrijft."
    )


class SessionViewSet(Resource):
    """The sessions of the client's own provider."""

    scopes = {
        "GET": Scope.READ_ATTENDANCE,
        "HEAD": Scope.READ_ATTENDANCE,
        "POST": Scope.WRITE_COURSES,
    }
    serializer_class = SessionSerializer
    queryset = Session.objects.none()

    @extend_schema(
        operation_id="bijeenkomsten",
        summary="Uw bijeenkomsten",
        description="Geeft uw bijeenkomsten, met het nummer dat u in een lijst noemt.",
        parameters=[SessionQuery],
        tags=["aanwezigheden"],
        examples=[OpenApiExample("Een bijeenkomst", value=SESSION, response_only=True)],
    )
    def list(self, request: Request) -> Response:
        asked = self.asked(SessionQuery)
        wanted = {"q": asked["zoek"], "when": SHOWN.get(asked.get("toon", ""), "")}
        found = search_sessions(self.organisation.pk, wanted, clock.today())
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="bijeenkomstPlannen",
        summary="Een bijeenkomst plannen",
        description=(
            "Plant een bijeenkomst van een gevalideerde cursus; zij staat meteen in de catalogus. "
            "Wijzigen en afzeggen kan op de pagina's van de aanbieder."
        ),
        parameters=[KEY],
        request=SessionBody,
        responses={201: SessionSerializer},
        tags=["cursussen"],
        examples=[
            OpenApiExample("Een avond", value=PLAN, request_only=True),
            OpenApiExample("Gepland", value=SESSION, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        self.asked(NoQuery)
        body = SessionBody(data=request.data)
        body.is_valid(raise_exception=True)
        said = body.validated_data
        offer = Offer.objects.of_provider(self.organisation.pk).filter(pk=said["aanbod"]).first()
        if offer is None:
            raise ValidationError({"aanbod": ["Aanbod met dit nummer heeft u niet."]})
        actor, on = self.client.responsible, clock.today()
        session = plan_session(offer, actor=actor, on=on, occasion=_occasion(said))
        shown = search_sessions(self.organisation.pk, {}, on).get(pk=session.pk)
        return Response(SessionSerializer(shown).data, status=201)


def _occasion(said: dict[str, Any]) -> Occasion:
    names = {"venue": "gebouw", "town": "plaats", "province": "provincie"}
    place = {} if said["online"] else {name: said[dutch] for name, dutch in names.items()}
    return Occasion(
        **place,
        since=said["eersteDag"],
        until=day_after(said.get("laatsteDag", said["eersteDag"])),
        starts_at=said["begintOm"],
        ends_at=said["eindigtOm"],
        seats=said["plaatsen"],
        online=said["online"],
        price=said.get("prijs"),
        url=said["webpagina"],
    )
