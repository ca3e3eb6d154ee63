"""Serializers for sessions and attendance."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, TextChoices
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import Amount, Moment, Text, Whole
from accounts.api.reading import PageQuery, Strict
from accounts.names import is_number
from cpd.choices.sessions import AttendanceStatus, SessionStatus
from cpd.lists import MOST_LINES, Line
from cpd.models import Attendance, Session

STATUSES = {
    AttendanceStatus.PRESENT: "bevestigd",
    AttendanceStatus.CREDITED: "toegekend",
    AttendanceStatus.CONTESTED: "in-onderzoek",
    AttendanceStatus.WITHDRAWN: "ingetrokken",
}
SESSION_STATUSES = {SessionStatus.PLANNED: "gepland", SessionStatus.CANCELLED: "geannuleerd"}
SHOWN = {"komend": "to_come", "voorbij": "past", "geannuleerd": "cancelled"}


class Outcome(TextChoices):
    """The result for one participant on a list, as the API calls it."""

    CREDITED = "toegekend"
    THERE = "stond-er-al"
    TWICE = "dubbel-in-de-lijst"
    SAME_DAY = "telde-die-dag-al"
    NOT_FOUND = "niet-gevonden"


LIST = {
    "bijeenkomst": 31,
    "deelnemers": [
        {"registratienummer": "LR6157930214", "naam": "Noor de Vries"},
        {"registratienummer": "LR2048116377"},
    ],
}
LISTED = {
    "bijeenkomst": 31,
    "toegekend": 1,
    "deelnemers": [
        {
            "registratienummer": "LR6157930214",
            "uitkomst": Outcome.CREDITED.value,
            "vervangenDoor": "",
        },
        {
            "registratienummer": "LR2048116377",
            "uitkomst": Outcome.NOT_FOUND.value,
            "vervangenDoor": "",
        },
    ],
}
WITHDRAWAL = {"bijeenkomst": 31, "reden": "Dit was de lijst van een andere bijeenkomst."}
CORRECTION = {
    "bijeenkomst": 31,
    "uren": "4.00",
    "reden": "De tweede dag ging niet door.",
}
CHANGED = {"bijeenkomst": 31, "aangepast": 1, "inOnderzoek": 0}
ATTENDANCE = {
    "id": 104,
    "bijeenkomst": 31,
    "registratienummer": "LR6157930214",
    "naam": "Noor de Vries",
    "status": "toegekend",
    "uren": "12.00",
    "reden": "",
    "vastgelegdOp": "2026-11-20T08:12:44Z",
}


class SessionQuery(PageQuery):
    toon = serializers.ChoiceField(
        choices=list(SHOWN), required=False, help_text="Alleen wat nog komt, voorbij is of vervalt."
    )
    zoek = serializers.CharField(max_length=100, default="", help_text="Woorden uit de titel.")


class SessionSerializer(serializers.ModelSerializer[Session]):
    id = serializers.IntegerField(source="pk", help_text="Het nummer van de bijeenkomst.")
    aanbod = serializers.IntegerField(source="offer_id", help_text="Het nummer van het aanbod.")
    titel = serializers.CharField(source="offer.title", help_text="De titel van het aanbod.")
    begint = Moment(source="begins", help_text="Wanneer zij begint.")
    eindigt = Moment(source="ends", help_text="Wanneer zij voorbij is.")
    online = serializers.BooleanField(help_text="Of zij online is.")
    plaats = serializers.CharField(source="town", help_text="De plaats; leeg als zij online is.")
    plaatsen = serializers.IntegerField(source="seats", help_text="Voor hoeveel mensen.")
    bezet = serializers.IntegerField(source="seated", help_text="Hoeveel mensen op de lijst staan.")
    status = serializers.SerializerMethodField(help_text="Hoe het ervoor staat.")

    class Meta:
        model = Session
        fields = [
            *("id", "aanbod", "titel", "begint", "eindigt", "online"),
            *("plaats", "plaatsen", "bezet", "status"),
        ]

    @extend_schema_field({"type": "string", "enum": list(SESSION_STATUSES.values())})
    def get_status(self, session: Session) -> str:
        return SESSION_STATUSES[SessionStatus(session.status)]


class AttendanceQuery(PageQuery):
    bijeenkomst = Whole(
        required=False, min_value=1, max_value=2**31, help_text="Alleen van deze bijeenkomst."
    )
    status = serializers.ChoiceField(
        choices=list(STATUSES.values()), required=False, help_text="Alleen met deze status."
    )


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    """An attendance of ``AttendanceQuerySet.with_credited``."""

    id = serializers.IntegerField(source="pk", help_text="Het nummer van de aanwezigheid.")
    bijeenkomst = serializers.IntegerField(source="session_id", help_text="De bijeenkomst.")
    registratienummer = serializers.CharField(source="person.number", help_text="Van wie er was.")
    naam = serializers.CharField(source="name", help_text="De naam die op uw lijst stond.")
    status = serializers.SerializerMethodField(help_text="Hoe het ervoor staat.")
    uren = serializers.DecimalField(
        6,
        2,
        source="credited",
        allow_null=True,
        help_text="Hoeveel uren zij telt; null als zij niet (meer) is toegekend.",
    )
    reden = serializers.CharField(
        source="reason", help_text="Waarom zij is ingetrokken of aangepast."
    )
    vastgelegdOp = Moment(  # noqa: N815  the name that it has in the API
        source="recorded_at", help_text="Wanneer zij is vastgelegd."
    )

    class Meta:
        model = Attendance
        fields = [
            *("id", "bijeenkomst", "registratienummer", "naam", "status", "uren", "reden"),
            "vastgelegdOp",
        ]

    @extend_schema_field({"type": "string", "enum": list(STATUSES.values())})
    def get_status(self, attendance: Attendance) -> str:
        return STATUSES[AttendanceStatus(attendance.status)]


NUMBER_OF_PEOPLE = "Noem hier 1 tot 5.000 deelnemers."
HOW_MANY: dict[str, Any] = {
    "not_a_list": "Dit is geen lijst van deelnemers.",
    "min_length": NUMBER_OF_PEOPLE,
    "max_length": NUMBER_OF_PEOPLE,
}


class Participant(Strict):
    registratienummer = serializers.CharField(
        max_length=40, help_text="LR en tien cijfers; spaties mogen."
    )
    naam = Text(
        max_length=200,
        default="",
        allow_blank=True,
        help_text="De naam, als u wilt dat wij kijken of die erbij past.",
    )

    def to_internal_value(self, data: Any) -> Line:
        said = super().to_internal_value(data)
        number = "".join(said["registratienummer"].split()).upper()
        return Line(
            text=said["registratienummer"],
            number=number if is_number(number) else "",
            name=said["naam"],
        )


class OfSession(Strict):
    """A body about a session that is one of the ``own``."""

    bijeenkomst = Whole(min_value=1, max_value=2**31, help_text="Het nummer van de bijeenkomst.")

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        own: QuerySet[Session] = self.context["own"]
        if "bijeenkomst" in unclear or own.filter(pk=said["bijeenkomst"]).exists():
            return {}
        return {"bijeenkomst": ["Een bijeenkomst met dit nummer heeft u niet."]}


class ListBody(OfSession):
    deelnemers = Participant(  # type: ignore[call-arg]  # many=True makes a list of it
        many=True,
        min_length=1,
        max_length=MOST_LINES,
        error_messages=HOW_MANY,
        help_text="Wie er was, hoogstens 5.000.",
    )


class ListedSerializer(serializers.Serializer[Any]):
    registratienummer = serializers.CharField(help_text="Zoals u het stuurde.")
    uitkomst = serializers.ChoiceField(
        choices=Outcome.values,
        help_text="Wat ermee is gedaan. Waarom iemand ontbreekt, zegt het niet.",
    )
    vervangenDoor = serializers.CharField(  # noqa: N815
        help_text="Het nummer van nu, als het gestuurde nummer is samengevoegd."
    )


class ListSerializer(serializers.Serializer[Any]):
    bijeenkomst = serializers.IntegerField(help_text="Het nummer van de bijeenkomst.")
    toegekend = serializers.IntegerField(help_text="Aan hoeveel mensen uren zijn toegekend.")
    deelnemers = ListedSerializer(many=True, help_text="In de volgorde van uw lijst.")


class WithdrawalBody(Strict):
    reden = Text(max_length=500, help_text="Waarom; de leraar leest dit.")


class ListWithdrawalBody(OfSession, WithdrawalBody):
    deelnemers = Participant(  # type: ignore[call-arg]  # many=True makes a list of it
        many=True,
        required=False,
        min_length=1,
        max_length=MOST_LINES,
        error_messages=HOW_MANY,
        help_text="Wie; zonder dit veld iedereen aan wie uren zijn toegekend.",
    )


class HoursBody(ListWithdrawalBody):
    uren = Amount(6, 2, min_value=Decimal("0.25"), help_text="Hoeveel uur het was, in kwartieren.")


class ChangedSerializer(serializers.Serializer[Any]):
    bijeenkomst = serializers.IntegerField(help_text="Het nummer van de bijeenkomst.")
    aangepast = serializers.IntegerField(help_text="Bij hoeveel mensen het dossier is aangepast.")
    inOnderzoek = serializers.IntegerField(  # noqa: N815  the name that it has in the API
        help_text="Bij hoeveel mensen het register er eerst naar kijkt: er is al op beslist."
    )
