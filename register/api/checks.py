"""Checking registrations by API, up to ten thousand at once."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.files import PdfRenderer
from accounts.api.idempotency import KEY, once
from accounts.api.reading import NoQuery, PageQuery
from accounts.choices import Scope
from accounts.models import Agreement
from core import clock
from register.models import RegisterCheck
from register.services.checks import check_registrations
from register.services.proofs import proof_of

from .check_shapes import EXAMPLE, QUESTION, CheckBody, CheckSerializer, CheckSummary


class CheckViewSet(Resource):
    """The checks of the client's own organisation."""

    scopes = {"*": Scope.CHECKS}
    serializer_class = CheckSerializer
    queryset = RegisterCheck.objects.none()
    lookup_value_converter = "int"
    lookup_example = 12

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
        self.asked(NoQuery)
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(
        operation_id="registerControleBewijs",
        summary="Het bewijs op papier",
        description=(
            "Geeft de antwoorden van een controle als ondertekende pdf (PAdES), 30 dagen lang. In "
            "de pdf zitten de antwoorden als CSV en het bewijs als JWS. Iedereen kan het bestand "
            "laten vergelijken op /controleren/."
        ),
        responses={(200, PdfRenderer.media_type): OpenApiTypes.BINARY},
        tags=["register-controles"],
    )
    @action(detail=True, renderer_classes=[PdfRenderer])
    def bewijs(self, request: Request, pk: int) -> HttpResponse:
        self.asked(NoQuery)
        check = get_object_or_404(self.get_queryset(), pk=pk)
        pdf = proof_of(check, actor=self.client.responsible)
        if not pdf:
            raise Http404
        name = f'attachment; filename="controle-{check.pk}.pdf"'
        return Response(pdf, headers={"Content-Disposition": name})

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
            "Is een nummer samengevoegd met een ander, dan gaat het antwoord over wie bleef, en "
            "staat het nummer van nu erbij.\n\n"
            "Het bewijs is een JWS. U controleert het met de sleutels op /.well-known/jwks.json. "
            "Als pdf staat het op /register-controles/{id}/bewijs."
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
    @once
    def create(self, request: Request) -> Response:
        own = Agreement.objects.filter(organisation=self.client.organisation_id)
        said, today = self.sent(CheckBody, own=own), clock.today()
        check = check_registrations(
            own.get(code=said["doel"]),
            actor=self.client.responsible,
            asked=said["leraren"],
            on=said.get("peildatum", today),
            today=today,
            client=self.client,
        )
        address = reverse("api:register-controles-detail", args=[check.pk])
        headers = {"Location": request.build_absolute_uri(address)}
        return Response(self.get_serializer(check).data, status=201, headers=headers)
