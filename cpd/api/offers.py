"""The catalogue of courses for machines: the same search as its page."""

from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import OpenResource
from accounts.api.reading import NoQuery, PageQuery
from core import clock
from cpd.choices.activities import ActivityKind, Category
from cpd.choices.catalogue import PriceRange
from cpd.models import Offer
from cpd.selectors.catalogue import offers_found
from schools.choices import Sector

KINDS = {
    ActivityKind.COURSE: "cursus",
    ActivityKind.PROGRAMME: "opleiding",
    ActivityKind.STUDY_DAY: "studiedag",
    ActivityKind.CONFERENCE: "conferentie",
    ActivityKind.OUTSIDE_SCHOOL: "buiten-school",
    ActivityKind.SELF_STUDY: "zelfstudie",
}
CATEGORIES = {
    Category.SUBJECT_CONTENT: "vakinhoud",
    Category.SUBJECT_TEACHING: "vakdidactiek",
    Category.PEDAGOGY: "pedagogiek",
    Category.PROFESSIONAL_CONDUCT: "professioneel-handelen",
    Category.SCHOOL_DEVELOPMENT: "schoolontwikkeling",
    Category.PROFESSIONAL_GROUP: "beroepsgroep",
}
EXAMPLE = {
    "id": 4,
    "titel": "Formatief evalueren in de klas",
    "aanbieder": "Nascholing Oost",
    "alleenEigenPersoneel": False,
    "soort": "cursus",
    "samenvatting": "U leert toetsen om van te leren.",
    "sectoren": ["vo"],
    "contacturen": "12.00",
    "zelfstudieuren": "4.00",
    "urenPerCategorie": {"vakdidactiek": "16.00"},
    "prijs": "250.00",
    "geldigVanaf": "2026-02-01",
    "geldigTot": "2030-02-01",
    "webpagina": "https://register.example/aanbod/4/",
}


class OfferQuery(PageQuery):
    zoek = serializers.CharField(max_length=100, default="", help_text="Woorden; een typefout mag.")
    soort = serializers.ChoiceField(
        choices=list(KINDS.values()), required=False, help_text="Alleen deze soort."
    )
    categorie = serializers.ChoiceField(
        choices=list(CATEGORIES.values()), required=False, help_text="Telt mee voor deze categorie."
    )
    sector = serializers.ChoiceField(
        choices=Sector.values, required=False, help_text="Voor deze sector."
    )
    gratis = serializers.BooleanField(default=False, help_text="Alleen wat niets kost.")


class OfferSerializer(serializers.ModelSerializer[Offer]):
    id = serializers.IntegerField(source="pk", help_text="Het nummer van het aanbod.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    aanbieder = serializers.CharField(source="provider.name", help_text="Wie het aanbiedt.")
    alleenEigenPersoneel = serializers.BooleanField(  # noqa: N815  names in the API
        source="provider.in_company", help_text="Of alleen het personeel van dit bestuur kan komen."
    )
    soort = serializers.SerializerMethodField(help_text="De soort.")
    samenvatting = serializers.CharField(source="summary", help_text="In een of twee zinnen.")
    sectoren = serializers.ListField(
        source="sectors", child=serializers.CharField(), help_text="Voor welke sectoren."
    )
    contacturen = serializers.DecimalField(
        6, 2, source="contact_hours", help_text="Uren met anderen."
    )
    zelfstudieuren = serializers.DecimalField(
        6, 2, source="self_study_hours", help_text="Uren alleen."
    )
    urenPerCategorie = serializers.SerializerMethodField(  # noqa: N815  names in the API
        help_text="Hoeveel uren meetellen in welke categorie."
    )
    prijs = serializers.DecimalField(8, 2, source="price", help_text="In euro's.")
    geldigVanaf = serializers.DateField(  # noqa: N815
        source="valid_since", allow_null=True, help_text="De eerste dag."
    )
    geldigTot = serializers.DateField(  # noqa: N815
        source="valid_until", allow_null=True, help_text="De eerste dag waarop het niet meer geldt."
    )
    webpagina = serializers.SerializerMethodField(help_text="Waar het oordeel te lezen is.")

    class Meta:
        model = Offer
        fields = list(EXAMPLE)

    @extend_schema_field({"type": "string", "enum": list(KINDS.values())})
    def get_soort(self, offer: Offer) -> str:
        return KINDS[ActivityKind(offer.kind)]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_urenPerCategorie(self, offer: Offer) -> dict[str, str]:  # noqa: N802  as the field
        return {CATEGORIES[Category(one.category)]: str(one.hours) for one in offer.hours.all()}

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_webpagina(self, offer: Offer) -> str:
        return f"{settings.SITE_URL}{offer.get_absolute_url()}"


class OfferViewSet(OpenResource):
    serializer_class = OfferSerializer
    queryset = Offer.objects.none()
    lookup_value_converter = "int"
    lookup_example = 4

    @extend_schema(
        operation_id="aanbod",
        summary="Aanbod zoeken",
        description="Geeft het aanbod dat vandaag geldig is.",
        parameters=[OfferQuery],
        tags=["aanbod"],
    )
    def list(self, request: Request) -> Response:
        found = offers_found(_wanted(self.asked(OfferQuery)), on=clock.today())
        page = self.paginate_queryset(found.with_card())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="aanbodDetail",
        summary="Een aanbod",
        description="Geeft een aanbod dat is beoordeeld. Het oordeel zelf staat op de webpagina.",
        tags=["aanbod"],
        examples=[OpenApiExample("Een cursus", value=EXAMPLE, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        rows = Offer.objects.judged().select_related("provider").prefetch_related("hours")
        return Response(self.get_serializer(get_object_or_404(rows, pk=pk)).data)


def _wanted(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the filters by the names of the page's form."""
    prices = [PriceRange.FREE] if asked["gratis"] else []
    wanted: dict[str, Any] = {"q": asked["zoek"], "price": prices}
    if "soort" in asked:
        wanted["kind"] = [kind for kind, name in KINDS.items() if name == asked["soort"]]
    if "categorie" in asked:
        names = CATEGORIES.items()
        wanted["category"] = [one for one, name in names if name == asked["categorie"]]
    if "sector" in asked:
        wanted["sector"] = [asked["sector"]]
    return wanted
