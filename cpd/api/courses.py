"""A provider's own system describes courses and hands them in: the same services as the pages."""

from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.idempotency import KEY, once
from accounts.api.reading import NoQuery, PageQuery, Strict, Text
from accounts.choices import Scope
from core import clock
from cpd.choices import EDITABLE, ActivityKind, Language, OfferStatus
from cpd.models import Offer, Provider
from cpd.provider_choices import Setting
from cpd.querysets import OfferQuerySet
from cpd.rules import Proposal
from cpd.selectors.offers import missing_of, open_question
from cpd.services.offers import draft_offer, submit_offer
from schools.choices import Sector
from schools.selectors.codes import subject_titles

from .activities import Split
from .offers import KINDS

STATUSES = {
    OfferStatus.DRAFT: "concept",
    OfferStatus.SUBMITTED: "ingediend",
    OfferStatus.IN_REVIEW: "in-beoordeling",
    OfferStatus.CHANGES_ASKED: "aanpassen",
    OfferStatus.VALIDATED: "gevalideerd",
    OfferStatus.REFUSED: "afgewezen",
    OfferStatus.EXPIRED: "verlopen",
    OfferStatus.WITHDRAWN: "ingetrokken",
}
PLACES = {Setting.TOGETHER: "locatie", Setting.ONLINE: "online", Setting.BOTH: "deels-online"}
COURSE = {
    "id": 12,
    "titel": "Formatief evalueren in de klas",
    "soort": "cursus",
    "status": "concept",
    "ontbreekt": ["Schrijf wat deelnemers leren."],
    "vraag": "",
    "beslisdatum": None,
    "geldigVanaf": None,
    "geldigTot": None,
}
DESCRIBED = {
    "titel": "Formatief evalueren in de klas",
    "soort": "cursus",
    "samenvatting": "U leert toetsen om van te leren.",
    "sectoren": ["vo"],
    "contacturen": "12.00",
    "zelfstudieuren": "4.00",
    "zelfstudie": "U maakt een toets voor uw eigen klas.",
    "urenPerCategorie": {"vakdidactiek": "16.00"},
    "prijs": "250.00",
}


def _text(most: int, about: str) -> Text:
    return Text(max_length=most, default="", allow_blank=True, help_text=about)


def _number(digits: int, about: str) -> serializers.DecimalField:
    return serializers.DecimalField(
        digits, 2, min_value=Decimal(0), default=Decimal(0), help_text=about
    )


class CourseBody(Strict):
    titel = Text(max_length=200, help_text="De titel.")
    soort = serializers.ChoiceField(choices=list(KINDS.values()), help_text="De soort.")
    samenvatting = _text(300, "In een of twee zinnen.")
    sectoren = serializers.ListField(
        child=serializers.ChoiceField(choices=Sector.values),
        default=list,
        max_length=len(Sector.values),
        help_text="Voor welke sectoren.",
    )
    doelgroep = _text(300, "Voor wie precies.")
    taal = serializers.ChoiceField(
        choices=Language.values, default=Language.DUTCH.value, help_text="In welke taal."
    )
    vakken = serializers.ListField(
        child=Text(max_length=200),
        default=list,
        max_length=100,
        help_text="Voor welke vakken, met hun Nederlandse naam; geen is alle vakken.",
    )
    leert = _text(4000, "Wat deelnemers leren.")
    opzet = _text(4000, "Hoe het gaat; met `**vet**`, `*nadruk*` en lijsten.")
    contacturen = _number(6, "Uren met anderen, in kwartieren.")
    zelfstudieuren = _number(6, "Uren alleen, in kwartieren.")
    zelfstudie = _text(2000, "Wat deelnemers in die uren doen.")
    toets = serializers.BooleanField(default=False, help_text="Of er een toets of opdracht is.")
    urenPerCategorie = Split(required=False, help_text="De verdeling.")  # noqa: N815  in the API
    prijs = _number(8, "In euro's, alles bij elkaar.")
    prijsBevat = _text(300, "Wat bij de prijs hoort.")  # noqa: N815
    waar = serializers.ChoiceField(
        choices=list(PLACES.values()), default="", allow_blank=True, help_text="Waar men het volgt."
    )
    toegankelijkheid = _text(300, "Bijvoorbeeld rolstoel, ondertiteling.")
    webpagina = serializers.URLField(
        max_length=200, default="", allow_blank=True, help_text="Waar men zich inschrijft."
    )

    def validate(self, said: dict[str, Any]) -> dict[str, Any]:
        if unknown := set(said["vakken"]) - set(subject_titles(said["sectoren"])):
            words = f"Dit vak is er niet in deze sectoren: {', '.join(sorted(unknown))}."
            raise serializers.ValidationError({"vakken": [words]})
        return said


class HandInBody(Strict):
    antwoord = _text(4000, "Wat u aanpaste, als wij iets vroegen.")


class CourseQuery(PageQuery):
    status = serializers.ChoiceField(
        choices=list(STATUSES.values()), required=False, help_text="Alleen met deze status."
    )


class CourseSerializer(serializers.ModelSerializer[Offer]):
    id = serializers.IntegerField(source="pk", help_text="Het nummer van de cursus.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    soort = serializers.SerializerMethodField(help_text="De soort.")
    status = serializers.SerializerMethodField(help_text="Hoe het ervoor staat.")
    ontbreekt = serializers.SerializerMethodField(help_text="Wat er nog bij moet om in te dienen.")
    vraag = serializers.SerializerMethodField(help_text="Wat wij vroegen, als u aan zet bent.")
    beslisdatum = serializers.DateField(
        source="due_on", allow_null=True, help_text="Uiterlijk dan beslissen wij."
    )
    geldigVanaf = serializers.DateField(  # noqa: N815
        source="valid_since", allow_null=True, help_text="De eerste dag."
    )
    geldigTot = serializers.DateField(  # noqa: N815
        source="valid_until", allow_null=True, help_text="De eerste dag waarop het niet meer geldt."
    )

    class Meta:
        model = Offer
        fields = list(COURSE)

    @extend_schema_field({"type": "string", "enum": list(KINDS.values())})
    def get_soort(self, offer: Offer) -> str:
        return KINDS[ActivityKind(offer.kind)]

    @extend_schema_field({"type": "string", "enum": list(STATUSES.values())})
    def get_status(self, offer: Offer) -> str:
        return STATUSES[OfferStatus(offer.status)]

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_ontbreekt(self, offer: Offer) -> list[str]:
        missing = missing_of(offer) if offer.status in EDITABLE else []
        return [message for one in missing for message in one.messages]

    @extend_schema_field({"type": "string"})
    def get_vraag(self, offer: Offer) -> str:
        return open_question(offer)


class CourseViewSet(Resource):
    """The courses of the client's own provider, whatever their status."""

    scopes = {
        "GET": Scope.WRITE_COURSES,
        "HEAD": Scope.WRITE_COURSES,
        "POST": Scope.WRITE_COURSES,
    }
    serializer_class = CourseSerializer
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
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="cursus",
        summary="Een cursus",
        description="Geeft hoe een eigen cursus ervoor staat en wat er nog ontbreekt.",
        tags=["cursussen"],
        examples=[OpenApiExample("Een concept", value=COURSE, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(
        operation_id="cursusBeschrijven",
        summary="Een cursus beschrijven",
        description=(
            "Maakt een concept. Alleen titel en soort zijn nodig; `ontbreekt` zegt wat er bij moet "
            "om in te dienen. Een concept aanvullen kan op de pagina's van de aanbieder."
        ),
        parameters=[KEY],
        request=CourseBody,
        responses={201: CourseSerializer},
        tags=["cursussen"],
        examples=[
            OpenApiExample("Een cursus", value=DESCRIBED, request_only=True),
            OpenApiExample("Een concept", value=COURSE, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        self.asked(NoQuery)
        provider = get_object_or_404(Provider, pk=self.organisation.pk)
        body = CourseBody(data=request.data)
        body.is_valid(raise_exception=True)
        proposal = _proposal(body.validated_data)
        offer = draft_offer(provider, actor=self.client.responsible, proposal=proposal)
        address = reverse("api:cursussen-detail", args=[offer.pk])
        headers = {"Location": request.build_absolute_uri(address)}
        return Response(self._shown(offer.pk), status=201, headers=headers)

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
        responses={200: CourseSerializer},
        tags=["cursussen"],
        extensions={"x-problems": ["409"]},
        examples=[OpenApiExample("Voor het eerst", value={"antwoord": ""}, request_only=True)],
    )
    @action(detail=True, methods=["post"], url_path="indiening", serializer_class=HandInBody)
    @once
    def handing_in(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        offer = get_object_or_404(self.get_queryset(), pk=pk)
        answer = self.sent()["antwoord"]
        submit_offer(offer, actor=self.client.responsible, on=clock.today(), answer=answer)
        return Response(self._shown(pk))

    def _shown(self, pk: int) -> dict[str, Any]:
        return CourseSerializer(self.get_queryset().get(pk=pk)).data


def _proposal(said: dict[str, Any]) -> Proposal:
    return Proposal(
        title=said["titel"],
        kind=next(kind.value for kind, name in KINDS.items() if name == said["soort"]),
        summary=said["samenvatting"],
        learns=said["leert"],
        design=said["opzet"],
        sectors=tuple(dict.fromkeys(said["sectoren"])),
        contact_hours=Decimal(said["contacturen"]),
        self_study_hours=Decimal(said["zelfstudieuren"]),
        self_study_reason=said["zelfstudie"],
        ends_with_test=said["toets"],
        split=said.get("urenPerCategorie", {}),
        price=Decimal(said["prijs"]),
        url=said["webpagina"],
        language=said["taal"],
        target_group=said["doelgroep"],
        subjects=tuple(dict.fromkeys(said["vakken"])),
        setting=next((code.value for code, name in PLACES.items() if name == said["waar"]), ""),
        price_includes=said["prijsBevat"],
        accessibility=said["toegankelijkheid"],
    )
