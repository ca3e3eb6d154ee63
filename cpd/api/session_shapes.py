"""Serializers for planning, changing and reading sessions."""

from datetime import date, time
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from accounts.api.fields import Amount, Day, Text, TimeOfDay, Whole
from accounts.api.reading import Strict
from core import clock
from cpd.attending import Occasion, day_after, last_day, wrong_in_occasion
from cpd.choices.sessions import Province
from cpd.models import Session
from cpd.services.sessions import WRONG

from .participants import SessionSerializer

SESSION = {
    "id": 31,
    "aanbod": 4,
    "titel": "Formatief evalueren in de klas",
    "begint": "2026-11-19T18:30:00Z",
    "eindigt": "2026-11-19T20:00:00Z",
    "online": False,
    "plaats": "Deventer",
    "plaatsen": 24,
    "bezet": 18,
    "status": "gepland",
}
TOLD = {
    **SESSION,
    "eersteDag": "2026-11-19",
    "laatsteDag": None,
    "begintOm": "19:30",
    "eindigtOm": "21:00",
    "gebouw": "De Waag, Brink 1",
    "provincie": "overijssel",
    "prijs": None,
    "webpagina": "",
    "reden": "",
}
CHANGE = {"begintOm": "20:00", "eindigtOm": "21:30", "plaatsen": 30}
CANCELLATION = {"reden": "De trainer is ziek. Wij plannen een nieuwe avond."}
PLAN = {
    "aanbod": 4,
    "eersteDag": "2026-12-10",
    "begintOm": "19:30",
    "eindigtOm": "21:00",
    "gebouw": "De Waag, Brink 1",
    "plaats": "Deventer",
    "provincie": "overijssel",
    "plaatsen": 24,
}
DAYS = ("eersteDag", "laatsteDag")
JUDGED = {
    "past": ("eersteDag",),
    "far_away": ("eersteDag",),
    "ends_before": ("eindigtOm", "begintOm", *DAYS),
    "too_long": ("laatsteDag", "eersteDag"),
    "seats": ("plaatsen",),
    "place": ("plaats", "provincie", "online"),
    "price_negative": ("prijs",),
}
HARMLESS = {
    "begintOm": time.min,
    "eindigtOm": time.max,
    "plaatsen": 1,
    "online": True,
    "gebouw": "",
    "plaats": "",
    "provincie": "",
    "webpagina": "",
}
MOST = 2**31 - 1


class SessionBody(Strict):
    aanbod = Whole(min_value=1, max_value=MOST, help_text="Het nummer van uw gevalideerde aanbod.")
    eersteDag = Day(help_text="De eerste dag.")  # noqa: N815  in the API
    laatsteDag = Day(  # noqa: N815
        required=False, help_text="De laatste dag; zonder deze is het een dag."
    )
    begintOm = TimeOfDay(help_text="Hoe laat het begint, in Nederland.")  # noqa: N815
    eindigtOm = TimeOfDay(  # noqa: N815
        help_text="Hoe laat het op de laatste dag eindigt, in Nederland."
    )
    online = serializers.BooleanField(default=False, help_text="Of zij online is.")
    gebouw = Text(max_length=200, default="", allow_blank=True, help_text="Gebouw en adres.")
    plaats = Text(max_length=100, default="", allow_blank=True, help_text="De plaats.")
    provincie = serializers.ChoiceField(
        choices=Province.values, default="", allow_blank=True, help_text="De provincie."
    )
    plaatsen = Whole(min_value=1, max_value=MOST, help_text="Voor hoeveel mensen, hoogstens 5000.")
    prijs = Amount(
        8,
        2,
        min_value=Decimal(0),
        required=False,
        help_text="Zonder prijs geldt die van de cursus.",
    )
    webpagina = serializers.URLField(
        max_length=200, default="", allow_blank=True, help_text="Waar men zich inschrijft."
    )

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        """Judge the course by ``course``, and the rest only of a session that has not begun."""
        wrong: str = self.context["course"](said["aanbod"]) if "aanbod" in said else ""
        found = {"aanbod": [wrong]} if wrong else {}
        if self.context["begun"]:
            return found
        today = clock.today()
        occasion = occasion_from({**HARMLESS, "eersteDag": today, **said})
        codes = [c for c in wrong_in_occasion(occasion, on=today) if not unclear & set(JUDGED[c])]
        return {**found, **{JUDGED[code][0]: [WRONG[code]] for code in codes}}


class CancellationBody(Strict):
    reden = Text(max_length=300, help_text="Waarom; wie zou komen, leest dit in een mail.")


class PlannedSerializer(SessionSerializer):
    """A session with all that was said of it, in the words in which it is said."""

    eersteDag = serializers.DateField(source="since", help_text="De eerste dag.")  # noqa: N815
    laatsteDag = serializers.SerializerMethodField(  # noqa: N815
        help_text="De laatste dag; null als het een dag is."
    )
    begintOm = serializers.TimeField(  # noqa: N815
        "%H:%M", source="starts_at", help_text="Hoe laat het begint, in Nederland."
    )
    eindigtOm = serializers.TimeField(  # noqa: N815
        "%H:%M", source="ends_at", help_text="Hoe laat het op de laatste dag eindigt, in Nederland."
    )
    gebouw = serializers.CharField(source="venue", help_text="Gebouw en adres.")
    provincie = serializers.ChoiceField(
        source="province", choices=["", *Province.values], help_text="De provincie."
    )
    prijs = serializers.DecimalField(
        8, 2, source="price", allow_null=True, help_text="Null als die van de cursus geldt."
    )
    webpagina = serializers.CharField(source="url", help_text="Waar men zich inschrijft.")
    reden = serializers.CharField(
        source="cancelled_because", help_text="Waarom zij niet doorgaat; leeg als zij doorgaat."
    )

    class Meta(SessionSerializer.Meta):
        fields = list(TOLD)

    def get_laatsteDag(self, session: Session) -> date | None:  # noqa: N802  as the field
        last = last_day(session.until)
        return None if last == session.since else last


def said_again(session: Session) -> dict[str, Any]:
    """Return a session in the form that ``SessionBody`` accepts."""
    told = PlannedSerializer(session).data
    return {name: told[name] for name in SessionBody().get_fields() if told[name] is not None}


def occasion_from(said: dict[str, Any]) -> Occasion:
    """Return the time and place in a valid ``SessionBody``."""
    names = {"venue": "gebouw", "town": "plaats", "province": "provincie"}
    place = {} if said["online"] else {name: said[dutch] for name, dutch in names.items()}
    return Occasion(
        **place,
        since=said["eersteDag"],
        until=day_after(said.get("laatsteDag", said["eersteDag"])),
        starts_at=said["begintOm"],
        ends_at=said["eindigtOm"],
        seats=said["plaatsen"],
        online=said["online"],
        price=said.get("prijs"),
        url=said["webpagina"],
    )
