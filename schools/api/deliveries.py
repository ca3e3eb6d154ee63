"""Handing in staff data by machine: the same services as the pages and the command."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.idempotency import KEY, once
from accounts.api.reading import LARGEST_JSON, JsonParser, NoQuery, read_bounded
from accounts.choices import OrganisationKind, Scope
from accounts.models import Person
from core import clock
from schools.forms import LARGEST_FILE
from schools.models import Board, Delivery, DeliveryRow
from schools.querysets import DeliveryQuerySet
from schools.selectors.boards import boards_served
from schools.selectors.rows import rows_of
from schools.services.deliveries import approve, hand_in

from .examples import EXAMPLE, ROW
from .shapes import (
    CHOICES,
    KINDS,
    SHOWN,
    STATUSES,
    ApprovalBody,
    DeliveryBody,
    DeliveryFilter,
    DeliveryQuery,
    DeliverySerializer,
    RowFilter,
    RowSerializer,
)

WHICH_BOARD = "Zeg met het nummer van vijf cijfers voor welk bestuur u levert."
NOT_MANDATED = (
    "Voor dit bestuur kunt u niet leveren. Kijk of het nummer klopt en u gemachtigd bent."
)


class CsvParser(BaseParser):
    """A file of staff data, byte by byte."""

    media_type = "text/csv"

    def parse(  # type: ignore[override]  # bytes, not fields: the view gets them as they are
        self, stream: Any, media_type: str | None = None, parser_context: Any = None
    ) -> bytes:
        return read_bounded(stream, most=LARGEST_FILE)


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

    def get_queryset(self) -> DeliveryQuerySet:
        boards = boards_served(self.client, on=clock.today())
        return Delivery.objects.filter(board__in=boards).select_related("board")

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
        ),
        parameters=[KEY, DeliveryQuery],
        request={"application/json": DeliveryBody, "text/csv": OpenApiTypes.STR},
        responses={201: DeliverySerializer, 200: DeliverySerializer},
        tags=["leveringen"],
        examples=[
            OpenApiExample(
                "Een regel",
                value={"soort": "wijzigingen", "regels": [ROW]},
                request_only=True,
                media_type="application/json",
            ),
            OpenApiExample("Aangenomen", value=EXAMPLE, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        facts, data = self._delivered(request)
        board = self._board(facts.get("bestuur", ""))
        began = Delivery.objects.filter(board=board).order_by("-pk").values_list("pk", flat=True)
        before = began.first() or 0
        delivery = _hand_in(board, self.client.responsible, facts, data)
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
        self.asked(NoQuery)
        sent = self.sent()
        delivery = approve(
            self._found(pk),
            actor=self.client.responsible,
            digest=sent["digest"],
            choice=CHOICES[sent["keuze"]],
            ends=sent.get("vertrokken"),
        )
        return Response(DeliverySerializer(delivery, context={"request": request}).data, status=202)

    def _board(self, number: str) -> Board:
        """Return the board that is delivered for; an office says which. Raises ValidationError."""
        served = boards_served(self.client, on=clock.today())
        if self.organisation.kind == OrganisationKind.OFFICE or number:
            served = served.filter(number=number)
        board = served.first()
        if board is None:
            raise ValidationError({"bestuur": [WHICH_BOARD if not number else NOT_MANDATED]})
        return board

    def _found(self, pk: int) -> Delivery:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def _paged(self, found: QuerySet, serializer_class: Any) -> Response:
        page = self.paginate_queryset(found)
        serializer = serializer_class(page, many=True, context=self.get_serializer_context())
        return self.get_paginated_response(serializer.data)

    def _delivered(self, request: Request) -> tuple[Mapping[str, Any], bytes]:
        """Return what was delivered, and the bytes of its rows."""
        if isinstance(request.data, bytes):
            return self.asked(DeliveryQuery), request.data
        self.asked(NoQuery)
        body = DeliveryBody(data=request.data)
        body.is_valid(raise_exception=True)
        return body.validated_data, body.validated_data["regels"]


def _hand_in(board: Board, actor: Person, facts: Mapping[str, Any], data: bytes) -> Delivery:
    today = clock.today()
    on: date = facts.get("peildatum") or today
    if on > today:
        raise ValidationError({"peildatum": ["Deze dag moet nog komen."]})
    return hand_in(
        board,
        actor=actor,
        file_name=facts["bestandsnaam"] or f"api-{today:%Y-%m-%d}",
        data=data,
        kind=KINDS[facts["soort"]],
        on=on,
    )


def _rows(delivery: Delivery, asked: Mapping[str, Any]) -> QuerySet[DeliveryRow]:
    filters = {"column": asked["kolom"], "q": asked["zoek"]}
    return rows_of(delivery, show=SHOWN.get(asked.get("toon", ""), ""), **filters)


def _key(names: Mapping[Any, str], name: str) -> Any:
    return next(key for key, known in names.items() if known == name)
