"""Handing in staff data by API, with the same services as the pages and the command."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.idempotency import KEY, once
from accounts.api.reading import LARGEST_JSON, JsonParser, NoQuery, Strict
from accounts.choices import OrganisationKind, Scope
from core import clock
from schools.models import Board, Delivery, DeliveryRow
from schools.querysets import DeliveryQuerySet
from schools.selectors.boards import boards_served
from schools.selectors.rows import rows_of
from schools.services.compensations import undo
from schools.services.deliveries import approve

from .examples import EXAMPLE, ROW, UNDO
from .incoming import CsvParser, shape_of, taken_in
from .shapes import (
    CHOICES,
    NOTHING,
    SHOWN,
    STATUSES,
    ApprovalBody,
    DeliveryBody,
    DeliveryFilter,
    DeliveryQuery,
    DeliverySerializer,
    NothingBody,
    RowFilter,
    RowSerializer,
)

BODY = PolymorphicProxySerializer(
    "LeveringIn", [DeliveryBody, NothingBody], resource_type_field_name=None
)


class DeliveryViewSet(Resource):
    """The deliveries of the client's own board, or of those that mandated its office; those of
    another are not there.
    """

    scopes = {
        "GET": Scope.READ_DELIVERIES,
        "HEAD": Scope.READ_DELIVERIES,
        "POST": Scope.WRITE_DELIVERIES,
    }
    parser_classes = [CsvParser, JsonParser]
    largest_json = 24 * 1024 * 1024
    serializer_class = DeliverySerializer
    queryset = Delivery.objects.none()
    lookup_value_converter = "int"
    lookup_example = 7

    def get_queryset(self) -> DeliveryQuerySet:
        boards = boards_served(self.client, on=clock.today())
        found = Delivery.objects.filter(board__in=boards)
        return found.select_related("board").prefetch_related("undone_by")

    @extend_schema(
        operation_id="leveringen",
        summary="Uw leveringen",
        description=(
            "Geeft de leveringen van uw bestuur, of van de besturen die uw kantoor nu hebben "
            "gemachtigd. De laatste staat vooraan."
        ),
        parameters=[DeliveryFilter],
        tags=["leveringen"],
    )
    def list(self, request: Request) -> Response:
        asked = self.asked(DeliveryFilter)
        found = self.get_queryset()
        if status := asked.get("status"):
            found = found.filter(status=_key(STATUSES, status))
        if board := asked.get("bestuur"):
            found = found.filter(board__number=board)
        return self._paged(found, DeliverySerializer)

    @extend_schema(
        operation_id="levering",
        summary="Een levering",
        description="Geeft hoe ver een levering is en hoeveel regels welke uitkomst hebben.",
        tags=["leveringen"],
        examples=[OpenApiExample("Gecontroleerd", value=EXAMPLE, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        return Response(self.get_serializer(self._found(pk)).data)

    @extend_schema(
        operation_id="leveringInleveren",
        summary="Personeelsgegevens inleveren",
        description=(
            "Neemt een bestand aan en laat het controleren. Stuur CSV zoals u het op de pagina zou "
            "inleveren (tot 64 MB), of JSON met dezelfde kolomnamen (tot 25.000 regels). Bij CSV "
            "staan soort, peildatum, bestandsnaam en bestuur in het adres, bij JSON in de inhoud."
            "\n\n"
            "Met soort `volledig` vertelt u wie er op de peildatum werken: wie niet in het bestand "
            "staat, vertrekt. Een administratiekantoor zegt met `bestuur` voor wie het levert."
            "\n\n"
            "Er verandert nog niets. Vraag de levering op tot zij is gecontroleerd, en keur haar "
            "goed. Was dit bestand al ingeleverd, dan krijgt u die levering, met status 200."
            "\n\n"
            'Is er deze maand niets veranderd, stuur dan zonder regels `{"soort": '
            '"niets-veranderd"}`. Dat is meteen verwerkt, met een ontvangstbewijs; eens per dag '
            "is genoeg."
        ),
        parameters=[KEY, DeliveryQuery],
        request={"application/json": BODY, "text/csv": OpenApiTypes.STR},
        responses={201: DeliverySerializer, 200: DeliverySerializer},
        tags=["leveringen"],
        examples=[
            OpenApiExample(
                "Een regel",
                value={"soort": "wijzigingen", "regels": [ROW]},
                request_only=True,
                media_type="application/json",
            ),
            OpenApiExample(
                "Niets veranderd",
                value={"soort": NOTHING},
                request_only=True,
                media_type="application/json",
            ),
            OpenApiExample("Aangenomen", value=EXAMPLE, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        board, facts, data = self._delivered(request)
        began = Delivery.objects.filter(board=board).order_by("-pk").values_list("pk", flat=True)
        before = began.first() or 0
        delivery = taken_in(board, self.client.responsible, facts, data)
        address = request.build_absolute_uri(reverse("api:leveringen-detail", args=[delivery.pk]))
        return Response(
            self.get_serializer(delivery).data,
            status=201 if delivery.pk > before else 200,
            headers={"Location": address},
        )

    @extend_schema(
        operation_id="leveringRegels",
        summary="De regels van een levering",
        description=(
            "Geeft per regel wat zij doet en wat er niet klopt, met advies. Van een bsn ziet u "
            "niet meer dan de laatste drie cijfers."
        ),
        parameters=[RowFilter],
        responses=RowSerializer(many=True),
        tags=["leveringen"],
    )
    @action(detail=True, url_path="regels", url_name="regels")
    def rows(self, request: Request, pk: int) -> Response:
        asked = self.asked(RowFilter)
        return self._paged(_rows(self._found(pk), asked), RowSerializer)

    @extend_schema(
        operation_id="leveringGoedkeuren",
        summary="Een levering goedkeuren",
        description=(
            "Laat een gecontroleerde levering verwerken. De digest zegt welke uitkomst u zag; is "
            "die intussen anders, dan krijgt u 409 en verandert er niets. Zijn er regels "
            "afgekeurd, dan kunt u met `goede` de andere laten verwerken. Zouden door een volledig "
            "bestand veel mensen vertrekken, noem dan hoeveel: zo beëindigt een half bestand "
            "niemand."
        ),
        parameters=[KEY],
        request=ApprovalBody,
        responses={202: DeliverySerializer},
        tags=["leveringen"],
        extensions={"x-problems": ["409"]},
        examples=[
            OpenApiExample(
                "Alles",
                value={"digest": EXAMPLE["digest"], "keuze": "alles"},
                request_only=True,
            )
        ],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="goedkeuring",
        url_name="goedkeuring",
        parser_classes=[JsonParser],
        largest_json=LARGEST_JSON,
        serializer_class=ApprovalBody,
    )
    @once
    def approval(self, request: Request, pk: int) -> Response:
        sent = self.sent(ApprovalBody)
        delivery = approve(
            self._found(pk),
            actor=self.client.responsible,
            digest=sent["digest"],
            choice=CHOICES[sent["keuze"]],
            ends=sent.get("vertrokken"),
        )
        return Response(DeliverySerializer(delivery, context={"request": request}).data, status=202)

    @extend_schema(
        operation_id="leveringTerugdraaien",
        summary="Een levering terugdraaien",
        description=(
            "Laat alles wat een verwerkte levering veranderde weer worden zoals het was. U krijgt "
            "een nieuwe levering, die zegt wat zij terugdraait. Vraag die op tot zij is verwerkt."
            "\n\n"
            "Is er intussen iets op de levering gebouwd, zoals een latere levering of een "
            "bevestiging van een leraar, dan verandert er niets. De nieuwe levering is dan "
            "vervallen en zegt in `redenen` waarom. Wat niet is verwerkt, is gewist of al is "
            "teruggedraaid, geeft 409."
        ),
        parameters=[KEY],
        request=None,
        responses={202: DeliverySerializer},
        tags=["leveringen"],
        extensions={"x-problems": ["409", "413", "415", "422"]},
        examples=[OpenApiExample("Wordt teruggedraaid", value=UNDO, response_only=True)],
    )
    @action(
        detail=True,
        methods=["post"],
        url_path="terugdraaiing",
        url_name="terugdraaiing",
        parser_classes=[JsonParser],
        largest_json=LARGEST_JSON,
        serializer_class=Strict,
    )
    @once
    def compensation(self, request: Request, pk: int) -> Response:
        self.sent()
        actor = self.client.responsible
        delivery = undo(self._found(pk), actor=actor, on=clock.today())
        address = request.build_absolute_uri(reverse("api:leveringen-detail", args=[delivery.pk]))
        told = DeliverySerializer(delivery, context={"request": request}).data
        return Response(told, status=202, headers={"Location": address})

    def _found(self, pk: int) -> Delivery:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def _paged(self, found: QuerySet, serializer_class: Any) -> Response:
        page = self.paginate_queryset(found)
        serializer = serializer_class(page, many=True, context=self.get_serializer_context())
        return self.get_paginated_response(serializer.data)

    def _delivered(self, request: Request) -> tuple[Board, Mapping[str, Any], bytes]:
        """Return for which board something was delivered, what, and the bytes of its rows."""
        served = boards_served(self.client, on=clock.today())
        known = {"served": served, "names": self.organisation.kind == OrganisationKind.OFFICE}
        if isinstance(request.data, bytes):
            facts, data = self.asked(DeliveryQuery, **known), request.data
        else:
            facts = self.sent(shape_of(request.data), **known)
            data = facts.get("regels", b"")
        number = facts.get("bestuur", "")
        return (served.get(number=number) if number else served[0]), facts, data


def _rows(delivery: Delivery, asked: Mapping[str, Any]) -> QuerySet[DeliveryRow]:
    filters = {"column": asked["kolom"], "q": asked["zoek"]}
    return rows_of(delivery, show=SHOWN.get(asked.get("toon", ""), ""), **filters)


def _key(names: Mapping[Any, str], name: str) -> Any:
    return next(key for key, known in names.items() if known == name)
