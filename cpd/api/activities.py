"""A teacher's own activities, for programs to which that teacher gave access."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.base import Resource
from accounts.api.fields import Amount, Day, Moment, Text
from accounts.api.idempotency import KEY, once
from accounts.api.reading import UNKNOWN, NoQuery, PageQuery, Strict, together
from accounts.choices import Scope
from core import clock
from cpd.choices.activities import ActivityKind, ActivityStatus, Category
from cpd.models import Activity
from cpd.querysets import ActivityQuerySet
from cpd.rules import Entry, wrong_in_entry
from cpd.services.activities import WRONG, log_activity, withdraw_activity

from .offers import CATEGORIES, KINDS

ALL_KINDS = {
    **KINDS,
    ActivityKind.INTERVISION: "intervisie",
    ActivityKind.LESSON_VISIT: "lesbezoek",
    ActivityKind.LESSON_DEVELOPMENT: "lesontwikkeling",
    ActivityKind.LESSON_EVALUATION: "evaluatie-van-lessen",
    ActivityKind.IN_SCHOOL: "binnen-school",
}
STATUSES = {
    ActivityStatus.COUNTS: "telt-mee",
    ActivityStatus.SETTLED: "meegeteld-in-besluit",
    ActivityStatus.WITHDRAWN: "verwijderd",
    ActivityStatus.DISALLOWED: "telt-niet-mee-volgens-besluit",
}
EXAMPLE = {
    "id": 88,
    "datum": "2026-11-12",
    "soort": "intervisie",
    "titel": "Intervisie met de sectie Nederlands",
    "uren": "2.00",
    "urenPerCategorie": {"professioneel-handelen": "2.00"},
    "aanbod": None,
    "status": "telt-mee",
    "vastgelegdOp": "2026-11-12T16:05:00Z",
}
PLACES = {
    "future": "datum",
    "long_ago": "datum",
    "hours_impossible": "uren",
    "not_in_quarters": "uren",
    "hours_negative": "urenPerCategorie",
    "split_differs": "urenPerCategorie",
}
QUESTION = {
    "datum": "2026-11-12",
    "soort": "intervisie",
    "titel": "Intervisie met de sectie Nederlands",
    "uren": "2.00",
}


class ActivityQuery(PageQuery):
    van = Day(required=False, help_text="Vanaf deze dag.")
    tot = Day(required=False, help_text="Tot deze dag; die dag zelf niet.")
    soort = serializers.ChoiceField(
        choices=list(ALL_KINDS.values()), required=False, help_text="Alleen deze soort."
    )
    categorie = serializers.ChoiceField(
        choices=list(CATEGORIES.values()), required=False, help_text="Telt mee voor deze categorie."
    )


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    id = serializers.IntegerField(source="pk", help_text="Het nummer van de activiteit.")
    datum = serializers.DateField(source="done_on", help_text="De dag.")
    soort = serializers.SerializerMethodField(help_text="De soort.")
    titel = serializers.CharField(source="title", help_text="De titel; die mag leeg zijn.")
    uren = serializers.DecimalField(6, 2, source="total", help_text="De uren samen.")
    urenPerCategorie = serializers.SerializerMethodField(  # noqa: N815  names in the API
        help_text="Hoeveel uren in welke categorie."
    )
    aanbod = serializers.IntegerField(
        source="offer_id",
        allow_null=True,
        help_text="Het aanbod uit de catalogus, als het dat was.",
    )
    status = serializers.SerializerMethodField(help_text="Of de activiteit in het dossier telt.")
    vastgelegdOp = Moment(  # noqa: N815
        source="logged_at", help_text="Wanneer de activiteit is vastgelegd."
    )

    class Meta:
        model = Activity
        fields = list(EXAMPLE)

    @extend_schema_field({"type": "string", "enum": list(ALL_KINDS.values())})
    def get_soort(self, activity: Activity) -> str:
        return ALL_KINDS[ActivityKind(activity.kind)]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_urenPerCategorie(self, activity: Activity) -> dict[str, str]:  # noqa: N802
        return {CATEGORIES[Category(one.category)]: str(one.hours) for one in activity.hours.all()}

    @extend_schema_field({"type": "string", "enum": list(STATUSES.values())})
    def get_status(self, activity: Activity) -> str:
        return STATUSES[ActivityStatus(activity.status)]


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"type": "string"} for name in CATEGORIES.values()},
    }
)
class Split(serializers.DictField):
    """Hours by category; unknown categories are refused."""

    child = Amount(6, 2, min_value=Decimal(0))

    def to_internal_value(self, data: Any) -> dict[str, Decimal]:
        names = [str(name) for name in data] if isinstance(data, dict) else []
        unknown = {name[:100]: [UNKNOWN] for name in names if name not in CATEGORIES.values()}
        try:
            hours = super().to_internal_value(data)
        except ValidationError as error:
            raise ValidationError(together(error.detail, unknown)) from error
        if unknown:
            raise ValidationError(unknown)
        codes = {name: code for code, name in CATEGORIES.items()}
        return {codes[name]: number for name, number in hours.items()}


class ActivityBody(Strict):
    datum = Day(help_text="De dag, of bij meer dagen de laatste.")
    soort = serializers.ChoiceField(choices=list(ALL_KINDS.values()), help_text="De soort.")
    uren = Amount(6, 2, min_value=Decimal("0.25"), help_text="De uren, in kwartieren.")
    titel = Text(max_length=200, default="", allow_blank=True, help_text="De titel.")
    urenPerCategorie = Split(  # noqa: N815
        required=False, help_text="De verdeling; zonder deze geldt die van de soort."
    )
    zeker = serializers.BooleanField(
        default=False,
        help_text="Zeg true als het klopt, ook al staat er iets gelijks of wordt de dag erg lang.",
    )

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        today, harmless = clock.today(), {"soort": "intervisie", "titel": ""}
        entry = _entry(
            {"datum": today, "uren": sum(_parts(said)) or Decimal(1), **harmless, **said}
        )
        return {PLACES[code]: [WRONG[code]] for code in wrong_in_entry(entry, on=today)}


def _parts(said: dict[str, Any]) -> Iterable[Decimal]:
    return said.get("urenPerCategorie", {}).values()


class ActivityViewSet(Resource):
    """The activities of the teacher who let this program in."""

    scopes = {
        "GET": Scope.READ_ACTIVITIES,
        "HEAD": Scope.READ_ACTIVITIES,
        "POST": Scope.WRITE_ACTIVITIES,
    }
    serializer_class = ActivitySerializer
    queryset = Activity.objects.none()
    lookup_value_converter = "int"
    lookup_example = 88

    def get_queryset(self) -> ActivityQuerySet:
        return Activity.objects.of(self.client.responsible).with_hours()

    @extend_schema(
        operation_id="activiteiten",
        summary="Uw activiteiten",
        description=(
            "Geeft wat in het eigen dossier staat, de laatste eerst. Alleen de leraar zelf kan een "
            "programma hiertoe toelaten, onder Mijn koppelingen; scholen en aanbieders niet."
        ),
        parameters=[ActivityQuery],
        tags=["activiteiten"],
        examples=[OpenApiExample("Intervisie", value=EXAMPLE, response_only=True)],
    )
    def list(self, request: Request) -> Response:
        wanted = _wanted(self.asked(ActivityQuery))
        page = self.paginate_queryset(self.get_queryset().in_file().filter(wanted))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        operation_id="activiteit",
        summary="Een activiteit",
        description="Geeft een activiteit uit het eigen dossier.",
        tags=["activiteiten"],
        examples=[OpenApiExample("Intervisie", value=EXAMPLE, response_only=True)],
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        self.asked(NoQuery)
        return Response(self.get_serializer(get_object_or_404(self.get_queryset(), pk=pk)).data)

    @extend_schema(
        operation_id="activiteitVastleggen",
        summary="Een activiteit vastleggen",
        description=(
            "Voegt een activiteit toe aan het eigen dossier; zij telt meteen mee. Staat er al "
            "zoiets op die dag, of wordt de dag erg lang, dan krijgt u 400. Klopt het toch, stuur "
            "dan `zeker`."
        ),
        parameters=[KEY],
        request=ActivityBody,
        responses={201: ActivitySerializer},
        tags=["activiteiten"],
        examples=[
            OpenApiExample("Intervisie", value=QUESTION, request_only=True),
            OpenApiExample("Vastgelegd", value=EXAMPLE, response_only=True),
        ],
    )
    @once
    def create(self, request: Request) -> Response:
        said, teacher = self.sent(ActivityBody), self.client.responsible
        activity = log_activity(
            teacher, actor=teacher, on=clock.today(), entry=_entry(said), sure=said["zeker"]
        )
        address = reverse("api:activiteiten-detail", args=[activity.pk])
        headers = {"Location": request.build_absolute_uri(address)}
        return Response(self.get_serializer(activity).data, status=201, headers=headers)

    @extend_schema(
        operation_id="activiteitVerwijderen",
        summary="Een activiteit uit het dossier halen",
        description="Haalt een activiteit uit het dossier. Terugzetten kan de leraar zelf.",
        parameters=[KEY],
        request=None,
        responses={200: ActivitySerializer},
        tags=["activiteiten"],
        extensions={"x-problems": ["409"]},
    )
    @action(detail=True, methods=["post"], url_path="intrekking")
    @once
    def withdrawal(self, request: Request, pk: int) -> Response:
        self.sent()
        activity = get_object_or_404(self.get_queryset(), pk=pk)
        withdraw_activity(activity, actor=self.client.responsible)
        return Response(self.get_serializer(self.get_queryset().get(pk=pk)).data)


def _wanted(asked: dict[str, Any]) -> Q:
    wanted = Q()
    if "van" in asked:
        wanted &= Q(done_on__gte=asked["van"])
    if "tot" in asked:
        wanted &= Q(done_on__lt=asked["tot"])
    if "soort" in asked:
        wanted &= Q(kind=_code(ALL_KINDS, asked["soort"]))
    if "categorie" in asked:
        category = _code(CATEGORIES, asked["categorie"])
        wanted &= Q(hours__category=category)  # each category once an activity, so no doubles
    return wanted


def _entry(said: dict[str, Any]) -> Entry:
    return Entry(
        kind=_code(ALL_KINDS, said["soort"]),
        done_on=said["datum"],
        hours=said["uren"],
        title=said["titel"],
        split=said.get("urenPerCategorie", {}),
    )


def _code(names: dict[Any, str], name: str) -> Any:
    return next(code for code, known in names.items() if known == name)
