"""Locations of schools, each with the board that is responsible for it today."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import OpenResource
from accounts.api.reading import NoQuery, PageQuery
from core import clock
from schools.choices import Sector
from schools.models import Location
from schools.selectors.locations import find_locations

EXAMPLE = {
    "code": "99XA00",
    "naam": "De Linde",
    "sector": "vo",
    "straat": "Dorpsstraat",
    "huisnummer": "1",
    "postcode": "1234 AB",
    "plaats": "Veldhoven",
    "gemeente": "Veldhoven",
    "bestuur": {"nummer": "99001", "naam": "Stichting Rijn en Heuvel"},
}


class SchoolQuery(PageQuery):
    zoek = serializers.CharField(
        max_length=100,
        default="",
        help_text="Woorden uit de code, de naam, de plaats of het bestuur.",
    )
    sector = serializers.ChoiceField(
        choices=Sector.values, required=False, help_text="Alleen deze sector."
    )


class SchoolSerializer(serializers.ModelSerializer[Location]):
    code = serializers.CharField(help_text="De vestigingscode: BRIN en twee cijfers.")
    naam = serializers.CharField(source="name", help_text="De naam van de vestiging.")
    sector = serializers.ChoiceField(choices=Sector.values, help_text="De sector.")
    straat = serializers.CharField(source="street", help_text="De straat.")
    huisnummer = serializers.CharField(source="house_number", help_text="Het huisnummer.")
    postcode = serializers.CharField(help_text="De postcode.")
    plaats = serializers.CharField(source="town", help_text="De plaats.")
    gemeente = serializers.CharField(source="municipality", help_text="De gemeente.")
    bestuur = serializers.SerializerMethodField(help_text="Het bestuur van vandaag.")

    class Meta:
        model = Location
        fields = list(EXAMPLE)

    @extend_schema_field(
        {
            "type": "object",
            "nullable": True,
            "properties": {"nummer": {"type": "string"}, "naam": {"type": "string"}},
        }
    )
    def get_bestuur(self, location: Location) -> dict[str, str] | None:
        for governance in location.governed_today:  # type: ignore[attr-defined]  # prefetched
            return {"nummer": governance.board.number, "naam": governance.board.name}
        return None


class SchoolViewSet(OpenResource):
    serializer_class = SchoolSerializer
    queryset = Location.objects.none()
    lookup_field = "code"
    lookup_value_converter = "str"
    lookup_example = "99XA00"
    lookup_words = "De code van de vestiging: die van de school, en twee tekens."

    @extend_schema(
        operation_id="scholen",
        summary="Scholen zoeken",
        description="Geeft vestigingen van scholen, op volgorde van hun code.",
        parameters=[SchoolQuery],
        tags=["scholen"],
    )
    def list(self, request: Request) -> Response:
        asked = self.asked(SchoolQuery)
        found: QuerySet[Location] = find_locations(asked["zoek"], on=clock.today())
        if "sector" in asked:
            found = found.filter(sector=asked["sector"])
        page = self.paginate_queryset(found)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="school",
        summary="Een school",
        description="Geeft een vestiging en het bestuur van vandaag.",
        tags=["scholen"],
        examples=[OpenApiExample("Een vestiging", value=EXAMPLE, response_only=True)],
    )
    def retrieve(self, request: Request, code: str) -> Response:
        self.asked(NoQuery)
        found = get_object_or_404(find_locations("", on=clock.today()), code=code.upper())
        return Response(self.get_serializer(found).data)
