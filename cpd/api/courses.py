"""Describing, changing and handing in a provider's courses, with the same services as the pages."""

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.changing import SEEN, as_seen, etag_of, merged
from accounts.api.idempotency import KEY, once
from accounts.api.reading import NoQuery, Strict
from accounts.choices import Scope
from core import clock
from cpd.choices.offers import OfferStatus
from cpd.models import Offer, Provider
from cpd.querysets import OfferQuerySet
from cpd.services.offers import change_offer, draft_offer, submit_offer, withdraw_offer
from cpd.services.revisions import begin_revision, change_at_once

from .course_shapes import (
    CHANGE,
    COURSE,
    DESCRIBED,
    STATUSES,
    TOLD,
    CourseBody,
    CourseQuery,
    CourseSerializer,
    DescribedSerializer,
    HandInBody,
    proposal_from,
    said_again,
)

CHANGED = {**TOLD, **CHANGE, "ontbreekt": []}
BODILESS = ["409", "413", "415", "422"]


class CourseViewSet(Resource):
    """The courses of the client's own provider, whatever their status."""

    scopes = {"*": Scope.WRITE_COURSES}
    http_method_names = ["get", "head", "post", "patch"]
    serializer_class = DescribedSerializer
    queryset = Offer.objects.none()
    lookup_value_converter = "int"
    lookup_example = 12

    def get_queryset(self) -> OfferQuerySet:
        own = Offer.objects.of_provider(self.organisation.pk).select_related("provider")
        return own.prefetch_related("hours", "submissions__judgement").order_by("-pk")

    @extend_schema(
        operation_id="cursussen",
        summary="Uw cursussen",
        description="Geeft uw eigen cursussen, van concept tot verlopen, de nieuwste eerst.",
        parameters=[CourseQuery],
        responses=CourseSerializer(many=True),
        tags=["cursussen"],
        examples=[OpenApiExample("Een concept", value=COURSE, response_only=True)],
    )
    def list(self, request: Request) -> Response:
        asked, found = self.asked(CourseQuery), self.get_queryset()
        if "status" in asked:
            found = found.filter(
                status__in=[s for s, n in STATUSES.items() if n == asked["status"]]
            )
        page = self.paginate_queryset(found)
        return self.get_paginated_response(CourseSerializer(page, many=True).data)

    @extend_schema(
        operation_id="cursus",
        summary="Een cursus",
        description="Geeft alles wat over een eigen cursus is gezegd, en wat er nog ontbreekt.",
        tags=["cursussen"],
        examples=[OpenApiExample("Een concept", value=TOLD, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        told = self._told(pk)
        return Response(told, headers={"ETag": etag_of(told)})

    @extend_schema(
        operation_id="cursusWijzigen",
        summary="Een cursus wijzigen",
        description=(
            "Verandert alleen de velden die u stuurt; `null` maakt een veld leeg (JSON Merge "
            "Patch). Zo verandert u een concept, een cursus waarover wij iets vroegen, en van een "
            "gevalideerde cursus wat geen nieuwe beoordeling vraagt. Vraagt het dat wel, begin "
            "dan een nieuwe versie."
        ),
        parameters=[SEEN],
        request=CourseBody,
        responses={200: DescribedSerializer},
        tags=["cursussen"],
        extensions={"x-problems": ["409", "412", "428"]},
        examples=[
            OpenApiExample("Aanvullen", value=CHANGE, request_only=True),
            OpenApiExample("Aangevuld", value=CHANGED, response_only=True),
        ],
    )
    @as_seen
    def partial_update(self, request: Request, offer: Offer) -> None:
        said = self.sent(CourseBody, data=merged(said_again(offer), request.data))
        proposal, actor = proposal_from(said), self.client.responsible
        change = change_offer
        if offer.status == OfferStatus.VALIDATED:
            change = partial(change_at_once, on=clock.today())
        change(offer, actor=actor, proposal=proposal, version=offer.version)

    @extend_schema(
        operation_id="cursusBeschrijven",
        summary="Een cursus beschrijven",
        description=(
            "Maakt een concept. Alleen titel en soort zijn nodig; `ontbreekt` zegt wat er bij moet "
            "om in te dienen."
        ),
        parameters=[KEY],
        request=CourseBody,
        responses={201: DescribedSerializer},
        tags=["cursussen"],
        examples=[
            OpenApiExample("Een cursus", value=DESCRIBED, request_only=True),
            OpenApiExample("Een concept", value=TOLD, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        proposal = proposal_from(self.sent(CourseBody))
        provider = get_object_or_404(Provider, pk=self.organisation.pk)
        return self._made(draft_offer(provider, actor=self.client.responsible, proposal=proposal))

    @extend_schema(
        operation_id="cursusIndienen",
        summary="Een cursus indienen",
        description=(
            "Laat een concept beoordelen; `beslisdatum` zegt uiterlijk wanneer wij beslissen. "
            "Ontbreekt er iets, dan zegt het antwoord alles tegelijk. Vroegen wij iets, geef dan "
            "`antwoord`."
        ),
        parameters=[KEY],
        request=HandInBody,
        responses={200: DescribedSerializer},
        tags=["cursussen"],
        extensions={"x-problems": ["409"]},
        examples=[OpenApiExample("Voor het eerst", value={"antwoord": ""}, request_only=True)],
    )
    @action(detail=True, methods=["post"], url_path="indiening", serializer_class=HandInBody)
    @once
    def handing_in(self, request: Request, pk: int) -> Response:
        offer = get_object_or_404(self.get_queryset(), pk=pk)
        answer = self.sent(HandInBody)["antwoord"]
        submit_offer(offer, actor=self.client.responsible, on=clock.today(), answer=answer)
        return Response(self._told(pk))

    @extend_schema(
        operation_id="cursusNieuweVersie",
        summary="Een nieuwe versie beginnen",
        description=(
            "Maakt van een gevalideerde cursus een nieuw concept dat u wijzigt en indient. De "
            "cursus van nu blijft geldig tot de nieuwe versie is gevalideerd."
        ),
        parameters=[KEY],
        request=None,
        responses={201: DescribedSerializer},
        tags=["cursussen"],
        extensions={"x-problems": BODILESS},
    )
    @action(detail=True, methods=["post"], url_path="nieuwe-versie", serializer_class=Strict)
    @once
    def revising(self, request: Request, pk: int) -> Response:
        offer = get_object_or_404(self.get_queryset(), pk=pk)
        self.sent()
        return self._made(begin_revision(offer, actor=self.client.responsible))

    @extend_schema(
        operation_id="cursusIntrekken",
        summary="Een cursus intrekken",
        description=(
            "Neemt een cursus terug, wie er ook aan zet is. Wat leraren tot nu toe volgden, blijft "
            "tellen. Bijeenkomsten die nog komen, gaan niet door; wie wilde komen, krijgt een "
            "e-mail. Dit kan niet ongedaan worden gemaakt."
        ),
        parameters=[KEY],
        request=None,
        responses={200: DescribedSerializer},
        tags=["cursussen"],
        extensions={"x-problems": BODILESS},
    )
    @action(detail=True, methods=["post"], url_path="intrekking", serializer_class=Strict)
    @once
    def withdrawing(self, request: Request, pk: int) -> Response:
        offer = get_object_or_404(self.get_queryset(), pk=pk)
        self.sent()
        withdraw_offer(offer, actor=self.client.responsible, on=clock.today())
        return Response(self._told(pk))

    def _told(self, pk: int) -> dict[str, Any]:
        return DescribedSerializer(get_object_or_404(self.get_queryset(), pk=pk)).data

    def _made(self, offer: Offer) -> Response:
        address = reverse("api:cursussen-detail", args=[offer.pk])
        headers = {"Location": self.request.build_absolute_uri(address)}
        return Response(self._told(offer.pk), status=201, headers=headers)
