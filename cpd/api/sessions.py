"""Listing, planning, changing and cancelling a provider's sessions, as on the pages."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.changing import SEEN, as_seen, etag_of, merged
from accounts.api.idempotency import KEY, once
from accounts.api.reading import NoQuery
from accounts.choices import Scope
from core import clock
from cpd.models import Offer, Session
from cpd.selectors.sessions import search_sessions
from cpd.services.sessions import cancel_session, change_session, plan_session

from .participants import SHOWN, SessionQuery, SessionSerializer
from .session_shapes import (
    CANCELLATION,
    CHANGE,
    PLAN,
    SESSION,
    TOLD,
    CancellationBody,
    PlannedSerializer,
    SessionBody,
    occasion_from,
    said_again,
)

CHANGED = {**CHANGE, "begint": "2026-11-19T19:00:00Z", "eindigt": "2026-11-19T20:30:00Z"}


class SessionViewSet(Resource):
    """The sessions of the client's own provider."""

    scopes = {
        "GET": Scope.READ_ATTENDANCE,
        "HEAD": Scope.READ_ATTENDANCE,
        "POST": Scope.WRITE_COURSES,
        "PATCH": Scope.WRITE_COURSES,
    }
    http_method_names = ["get", "head", "post", "patch"]
    serializer_class = PlannedSerializer
    queryset = Session.objects.none()
    lookup_value_converter = "int"
    lookup_example = 31

    def get_queryset(self) -> QuerySet[Session]:
        return search_sessions(self.organisation.pk, {}, clock.today())

    @extend_schema(
        operation_id="bijeenkomsten",
        summary="Uw bijeenkomsten",
        description="Geeft uw bijeenkomsten, met het nummer dat u in een lijst noemt.",
        parameters=[SessionQuery],
        responses=SessionSerializer(many=True),
        tags=["aanwezigheden"],
        examples=[OpenApiExample("Een bijeenkomst", value=SESSION, response_only=True)],
    )
    def list(self, request: Request) -> Response:
        asked = self.asked(SessionQuery)
        wanted = {"q": asked["zoek"], "when": SHOWN.get(asked.get("toon", ""), "")}
        found = search_sessions(self.organisation.pk, wanted, clock.today())
        page = self.paginate_queryset(found)
        return self.get_paginated_response(SessionSerializer(page, many=True).data)

    @extend_schema(
        operation_id="bijeenkomstPlannen",
        summary="Een bijeenkomst plannen",
        description=(
            "Plant een bijeenkomst van een gevalideerde cursus; zij staat meteen in de catalogus."
        ),
        parameters=[KEY],
        request=SessionBody,
        responses={201: PlannedSerializer},
        tags=["cursussen"],
        examples=[
            OpenApiExample("Een avond", value=PLAN, request_only=True),
            OpenApiExample("Gepland", value=TOLD, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        own = Offer.objects.of_provider(self.organisation.pk)

        def course(pk: int) -> str:
            return "" if own.filter(pk=pk).exists() else "Aanbod met dit nummer heeft u niet."

        said = self.sent(SessionBody, course=course, begun=False)
        offer = own.get(pk=said["aanbod"])
        actor, on = self.client.responsible, clock.today()
        session = plan_session(offer, actor=actor, on=on, occasion=occasion_from(said))
        address = reverse("api:bijeenkomsten-detail", args=[session.pk])
        headers = {"Location": request.build_absolute_uri(address)}
        return Response(self._told(session.pk), status=201, headers=headers)

    @extend_schema(
        operation_id="bijeenkomst",
        summary="Een bijeenkomst",
        description="Geeft alles wat over een eigen bijeenkomst is gezegd.",
        tags=["cursussen"],
        examples=[OpenApiExample("Gepland", value=TOLD, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        told = self._told(pk)
        return Response(told, headers={"ETag": etag_of(told)})

    @extend_schema(
        operation_id="bijeenkomstWijzigen",
        summary="Een bijeenkomst wijzigen",
        description=(
            "Verandert alleen de velden die u stuurt; `null` maakt een veld leeg (JSON Merge "
            "Patch). Dat kan tot en met de dag waarop zij begint. Wie zou komen, krijgt een mail "
            "als de tijd of de plaats verandert. Bij welke cursus zij hoort, verandert niet."
        ),
        parameters=[SEEN],
        request=SessionBody,
        responses={200: PlannedSerializer},
        tags=["cursussen"],
        extensions={"x-problems": ["409", "412", "428"]},
        examples=[
            OpenApiExample("Later beginnen", value=CHANGE, request_only=True),
            OpenApiExample("Gewijzigd", value={**TOLD, **CHANGED}, response_only=True),
        ],
    )
    @as_seen
    def partial_update(self, request: Request, session: Session) -> None:
        def course(pk: int) -> str:
            return "" if pk == session.offer_id else "Een bijeenkomst blijft bij haar cursus."

        on, data = clock.today(), merged(said_again(session), request.data)
        said = self.sent(SessionBody, data=data, course=course, begun=session.since < on)
        change_session(
            session,
            actor=self.client.responsible,
            on=on,
            occasion=occasion_from(said),
            version=session.version,
        )

    @extend_schema(
        operation_id="bijeenkomstAfzeggen",
        summary="Een bijeenkomst afzeggen",
        description=(
            "Laat een bijeenkomst niet doorgaan, met de reden; wie zou komen, krijgt een mail. Dat "
            "kan tot en met de dag waarop zij begint, en niet ongedaan worden gemaakt."
        ),
        parameters=[KEY],
        request=CancellationBody,
        responses={200: PlannedSerializer},
        tags=["cursussen"],
        extensions={"x-problems": ["409"]},
        examples=[OpenApiExample("De trainer is ziek", value=CANCELLATION, request_only=True)],
    )
    @action(detail=True, methods=["post"], url_path="afzegging", serializer_class=CancellationBody)
    @once
    def cancelling(self, request: Request, pk: int) -> Response:
        session = get_object_or_404(self.get_queryset(), pk=pk)
        reason, actor = self.sent(CancellationBody)["reden"], self.client.responsible
        cancel_session(session, actor=actor, on=clock.today(), reason=reason)
        return Response(self._told(pk))

    def _told(self, pk: int) -> dict[str, Any]:
        return PlannedSerializer(get_object_or_404(self.get_queryset(), pk=pk)).data
