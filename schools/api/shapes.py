"""Serializers for a delivery and its rows."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import Day, Moment, Whole
from accounts.api.reading import PageQuery, Strict
from core import clock
from schools.choices import DeliveryChoice, DeliveryKind, DeliveryStatus, RowOutcome
from schools.faults import explain_undo
from schools.models import Delivery, DeliveryRow
from schools.rules import COLUMNS
from schools.selectors.deliveries import Fault, faults_of
from schools.selectors.rows import FAULTS, SIGNALS

from .cells import Rows

KINDS = {"wijzigingen": DeliveryKind.CHANGES, "volledig": DeliveryKind.FULL}
WHICH_BOARD = "Zeg met het nummer van vijf cijfers voor welk bestuur u levert."
NOT_MANDATED = (
    "Voor dit bestuur kunt u niet leveren. Kijk of het nummer klopt en u gemachtigd bent."
)
NOTHING = "niets-veranderd"
KIND_NAMES = {kind: name for name, kind in KINDS.items()} | {
    DeliveryKind.FORM: "formulier",
    DeliveryKind.NOTHING: NOTHING,
    DeliveryKind.UNDO: "teruggedraaid",
}
STATUSES = {
    DeliveryStatus.UPLOADED: "wacht-op-kolommen",
    DeliveryStatus.RECEIVED: "ontvangen",
    DeliveryStatus.CHECKED: "gecontroleerd",
    DeliveryStatus.APPROVED: "goedgekeurd",
    DeliveryStatus.APPLIED: "verwerkt",
    DeliveryStatus.DISCARDED: "vervallen",
}
OUTCOMES = {
    RowOutcome.NEW: "nieuw",
    RowOutcome.CHANGED: "gewijzigd",
    RowOutcome.ENDED: "beeindigd",
    RowOutcome.VOIDED: "verwijderd",
    RowOutcome.UNCHANGED: "ongewijzigd",
    RowOutcome.SKIPPED: "overgeslagen",
    RowOutcome.REJECTED: "afgekeurd",
}
COUNTS = {
    "regels": "rows",
    **{name: outcome.value for outcome, name in OUTCOMES.items()},
    "signalen": "signals",
    "vertrokken": "leaving",
}
SHOWN = {name: outcome.value for outcome, name in OUTCOMES.items()} | {
    "fouten": FAULTS,
    "signalen": SIGNALS,
}
CHOICES = {"alles": DeliveryChoice.ALL, "goede": DeliveryChoice.GOOD}
LINKS = ("self", "regels", "goedkeuring", "terugdraaiing")
LINK = {"type": "object", "properties": {"href": {"type": "string", "format": "uri"}}}


class BoardNumber(serializers.RegexField):
    def __init__(self, **options: Any) -> None:
        super().__init__(r"^[0-9]{5}$", **options)


class ForBoard(Strict):
    """A delivery for one of the boards that are ``served``; an office ``names`` it."""

    bestuur = BoardNumber(
        required=False,
        help_text="Het nummer van het bestuur. Een administratiekantoor geeft dat altijd.",
    )

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        found = {}
        number = said.get("bestuur", "")
        served = self.context["served"]
        if number:
            served = served.filter(number=number)
        if "bestuur" not in unclear and (
            (self.context["names"] and not number) or not served.exists()
        ):
            found["bestuur"] = [NOT_MANDATED if number else WHICH_BOARD]
        if "peildatum" in said and said["peildatum"] > clock.today():
            found["peildatum"] = ["Deze dag moet nog komen."]
        return found


class DeliveryQuery(ForBoard):
    """What a delivery says besides its rows."""

    soort = serializers.ChoiceField(
        choices=list(KINDS), default="wijzigingen", help_text="Wat het bestand bevat."
    )
    peildatum = Day(
        required=False, help_text="De dag waarop het zo was. Vandaag, als u niets zegt."
    )
    bestandsnaam = serializers.CharField(
        max_length=200, default="", allow_blank=True, help_text="Hoe het bestand bij u heet."
    )


class DeliveryBody(DeliveryQuery):
    """A delivery as JSON."""

    regels = Rows(help_text="De regels, met dezelfde kolomnamen als in het bestand.")


class NothingBody(ForBoard):
    """That nothing changed since the last delivery, said without rows."""

    soort = serializers.ChoiceField(
        choices=[NOTHING], help_text="Dat er deze maand niets is veranderd."
    )


class ApprovalBody(Strict):
    digest = serializers.RegexField(
        r"^[0-9a-f]{64}$", help_text="De digest van de levering zoals u haar zag."
    )
    keuze = serializers.ChoiceField(
        choices=list(CHOICES),
        default="alles",
        help_text="Alles, of alleen de goede regels als er regels zijn afgekeurd.",
    )
    vertrokken = Whole(
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text=(
            "Hoeveel mensen niet in het volledige bestand staan en vertrekken. Nodig als dat meer "
            "dan een op de tien is."
        ),
    )


class DeliveryFilter(PageQuery):
    status = serializers.ChoiceField(
        choices=list(STATUSES.values()), required=False, help_text="Alleen met deze status."
    )
    bestuur = BoardNumber(required=False, help_text="Alleen van dit bestuur.")


class RowFilter(PageQuery):
    toon = serializers.ChoiceField(
        choices=list(SHOWN), required=False, help_text="Alleen regels met deze uitkomst."
    )
    kolom = serializers.ChoiceField(
        choices=list(COLUMNS), default="", help_text="Alleen regels met een fout in deze kolom."
    )
    zoek = serializers.CharField(
        max_length=40, default="", help_text="Een personeelsnummer of een regelnummer."
    )


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    id = serializers.IntegerField(source="pk", help_text="Het nummer van de levering.")
    bestuur = serializers.CharField(source="board.number", help_text="Voor welk bestuur zij is.")
    status = serializers.SerializerMethodField(help_text="Hoe ver de levering is.")
    soort = serializers.SerializerMethodField(help_text="Wat het bestand bevat.")
    peildatum = serializers.DateField(source="on", help_text="De dag waarop het zo was.")
    bestandsnaam = serializers.CharField(source="file_name", help_text="Hoe het bestand heet.")
    vingerafdruk = serializers.CharField(source="sha256", help_text="SHA-256 van de inhoud.")
    ingeleverdOp = Moment(  # noqa: N815  names that these have in the API
        source="handed_in_at", help_text="Wanneer de levering binnenkwam."
    )
    gecontroleerdOp = Moment(  # noqa: N815
        source="checked_at", allow_null=True, help_text="Wanneer de controle klaar was."
    )
    verwerktOp = Moment(  # noqa: N815
        source="applied_at", allow_null=True, help_text="Wanneer de levering is verwerkt."
    )
    ontvangstbewijs = serializers.CharField(
        source="receipt", help_text="Het nummer van het ontvangstbewijs; leeg tot de verwerking."
    )
    digest = serializers.CharField(
        source="preview_digest",
        help_text="Waarmee u zegt welke uitkomst u goedkeurt; leeg tot de controle.",
    )
    aantallen = serializers.SerializerMethodField(help_text="Het aantal regels per uitkomst.")
    draaitTerug = serializers.IntegerField(  # noqa: N815
        source="undoes_id",
        allow_null=True,
        help_text="Het nummer van de levering die hiermee wordt teruggedraaid.",
    )
    redenen = serializers.SerializerMethodField(
        help_text="Waarom terugdraaien niet kon. De levering is dan vervallen."
    )
    _links = serializers.SerializerMethodField(help_text="Waar u verder kunt.")

    class Meta:
        model = Delivery
        fields = [
            "id",
            "bestuur",
            "status",
            "soort",
            "peildatum",
            "bestandsnaam",
            "vingerafdruk",
            "ingeleverdOp",
            "gecontroleerdOp",
            "verwerktOp",
            "ontvangstbewijs",
            "digest",
            "aantallen",
            "draaitTerug",
            "redenen",
            "_links",
        ]

    @extend_schema_field({"type": "string", "enum": list(STATUSES.values())})
    def get_status(self, delivery: Delivery) -> str:
        return STATUSES[DeliveryStatus(delivery.status)]

    @extend_schema_field({"type": "string", "enum": list(KIND_NAMES.values())})
    def get_soort(self, delivery: Delivery) -> str:
        return KIND_NAMES[DeliveryKind(delivery.kind)]

    @extend_schema_field(
        {"type": "object", "properties": {name: {"type": "integer"} for name in COUNTS}}
    )
    def get_aantallen(self, delivery: Delivery) -> dict[str, int]:
        return {name: getattr(delivery, field) for name, field in COUNTS.items()}

    def get_redenen(self, delivery: Delivery) -> list[str]:
        return explain_undo(delivery.built_on)

    @extend_schema_field({"type": "object", "properties": dict.fromkeys(LINKS, LINK)})
    def get__links(self, delivery: Delivery) -> dict[str, dict[str, str]]:
        names = {"self": "detail", "regels": "regels"}
        if delivery.status == DeliveryStatus.CHECKED and delivery.applicable:
            names["goedkeuring"] = "goedkeuring"
        if delivery.can_be_taken_back:
            names["terugdraaiing"] = "terugdraaiing"
        build = self.context["request"].build_absolute_uri
        return {
            name: {"href": build(reverse(f"api:leveringen-{route}", args=[delivery.pk]))}
            for name, route in names.items()
        }


class FaultSerializer(serializers.Serializer[Fault]):
    kolom = serializers.CharField(source="column", help_text="De kolom.")
    code = serializers.CharField(help_text="De code van de fout.")
    ernst = serializers.SerializerMethodField(help_text="Afgekeurd, of een signaal.")
    waarde = serializers.CharField(
        source="value", help_text="Wat er staat; van een bsn alleen de laatste cijfers."
    )
    melding = serializers.CharField(source="sentence", help_text="Wat er aan de hand is.")
    advies = serializers.CharField(source="advice", help_text="Wat u kunt doen.")

    @extend_schema_field({"type": "string", "enum": ["afgekeurd", "signaal"]})
    def get_ernst(self, fault: Fault) -> str:
        return "afgekeurd" if fault.rejects else "signaal"


class ChangeSerializer(serializers.Serializer[tuple[str, Any, Any]]):
    kolom = serializers.CharField(source="0", help_text="De kolom.")
    oud = serializers.CharField(source="1", allow_null=True, help_text="Wat er stond.")
    nieuw = serializers.CharField(source="2", allow_null=True, help_text="Wat er komt.")


class RowSerializer(serializers.ModelSerializer[DeliveryRow]):
    nummer = serializers.SerializerMethodField(
        help_text="Het nummer van de regel; in een werkmap zoals op het blad."
    )
    blad = serializers.SerializerMethodField(
        help_text="Het blad van de werkmap, als er meer dan een blad is gelezen; anders leeg."
    )
    uitkomst = serializers.SerializerMethodField(help_text="Wat de regel doet.")
    personeelsnummer = serializers.CharField(
        source="staff_number", help_text="Het personeelsnummer, zoals het in de regel staat."
    )
    fouten = serializers.SerializerMethodField(help_text="Wat er aan de regel niet klopt.")
    wijzigingen = serializers.SerializerMethodField(help_text="Wat er verandert.")

    class Meta:
        model = DeliveryRow
        fields = ["nummer", "blad", "uitkomst", "personeelsnummer", "fouten", "wijzigingen"]

    def get_nummer(self, row: DeliveryRow) -> int:
        return row.delivery.place(row.number).row

    def get_blad(self, row: DeliveryRow) -> str:
        return row.delivery.place(row.number).sheet

    @extend_schema_field({"type": "string", "enum": list(OUTCOMES.values())})
    def get_uitkomst(self, row: DeliveryRow) -> str:
        return OUTCOMES[RowOutcome(row.outcome)]

    @extend_schema_field(FaultSerializer(many=True))
    def get_fouten(self, row: DeliveryRow) -> Any:
        return [FaultSerializer(fault).data for fault in faults_of([row])]

    @extend_schema_field(ChangeSerializer(many=True))
    def get_wijzigingen(self, row: DeliveryRow) -> list[dict[str, Any]]:
        return [_change(*change) for change in row.changes]


def _change(column: str, old: Any, new: Any) -> dict[str, Any]:
    hidden = column == "bsn"
    return {
        "kolom": column,
        "oud": "••••••" if hidden else _text(old),
        "nieuw": "••••••" if hidden else _text(new),
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
