"""Serializers for a provider's own courses, and conversion to and from a proposal."""

from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.api.fields import Amount, Text
from accounts.api.reading import PageQuery, Strict
from cpd.choices.activities import ActivityKind, Category
from cpd.choices.offers import EDITABLE, Language, OfferStatus, Setting
from cpd.models import Offer
from cpd.rules import Proposal, wrong_in_proposal
from cpd.selectors.offers import missing_of, open_question
from cpd.writing import WRONG
from schools.choices import Sector
from schools.selectors.codes import subject_titles

from .activities import Split
from .offers import CATEGORIES, KINDS

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
TOLD = {
    **COURSE,
    "samenvatting": "U leert toetsen om van te leren.",
    "sectoren": ["vo"],
    "doelgroep": "",
    "taal": "nl",
    "vakken": [],
    "leert": "",
    "opzet": "",
    "contacturen": "12.00",
    "zelfstudieuren": "4.00",
    "zelfstudie": "U maakt een toets voor uw eigen klas.",
    "toets": False,
    "urenPerCategorie": {"vakdidactiek": "16.00"},
    "prijs": "250.00",
    "prijsBevat": "",
    "waar": "",
    "toegankelijkheid": "",
    "webpagina": "",
}
JUDGED = {
    "contacturen": "contact_hours",
    "zelfstudieuren": "self_study_hours",
    "urenPerCategorie": "split",
    "prijs": "price",
}
CHANGE = {"leert": "Deelnemers maken een toets en bespreken die.", "prijs": "225.00"}


def _text(most: int, about: str) -> Text:
    return Text(max_length=most, default="", allow_blank=True, help_text=about)


def _number(digits: int, about: str) -> Amount:
    return Amount(digits, 2, min_value=Decimal(0), default=Decimal(0), help_text=about)


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

    def sense(self, said: dict[str, Any], unclear: set[str]) -> dict[str, Any]:
        found = {
            name: words for name, field in JUDGED.items() if (words := _wrong(said, name, field))
        }
        known = subject_titles(said["sectoren"]) if "sectoren" in said else said.get("vakken", [])
        if unknown := set(said.get("vakken", [])) - set(known):
            told = f"Dit vak is er niet in deze sectoren: {', '.join(sorted(unknown))}."
            found["vakken"] = [told]
        return found


def _wrong(said: dict[str, Any], name: str, field: str) -> list[Any]:
    """Return what the rule for proposals says of one field."""
    alone: dict[str, Any] = {field: said[name]} if name in said else {}
    return [WRONG[code] for code in wrong_in_proposal(Proposal(title="", kind="", **alone))]


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


class DescribedSerializer(CourseSerializer):
    """A course with all that was said of it, in the words in which it is said."""

    samenvatting = serializers.CharField(source="summary", help_text="In een of twee zinnen.")
    sectoren = serializers.ListField(
        source="sectors",
        child=serializers.ChoiceField(choices=Sector.values),
        help_text="Voor welke sectoren.",
    )
    doelgroep = serializers.CharField(source="target_group", help_text="Voor wie precies.")
    taal = serializers.ChoiceField(
        source="language", choices=Language.values, help_text="In welke taal."
    )
    vakken = serializers.ListField(
        source="subjects",
        child=serializers.CharField(),
        help_text="Voor welke vakken; geen is alle vakken.",
    )
    leert = serializers.CharField(source="learns", help_text="Wat deelnemers leren.")
    opzet = serializers.CharField(source="design", help_text="Hoe het gaat.")
    contacturen = serializers.DecimalField(
        6, 2, source="contact_hours", help_text="Uren met anderen."
    )
    zelfstudieuren = serializers.DecimalField(
        6, 2, source="self_study_hours", help_text="Uren alleen."
    )
    zelfstudie = serializers.CharField(
        source="self_study_reason", help_text="Wat deelnemers in die uren doen."
    )
    toets = serializers.BooleanField(
        source="ends_with_test", help_text="Of er een toets of opdracht is."
    )
    urenPerCategorie = serializers.SerializerMethodField(  # noqa: N815
        help_text="De verdeling."
    )
    prijs = serializers.DecimalField(8, 2, source="price", help_text="In euro's.")
    prijsBevat = serializers.CharField(  # noqa: N815
        source="price_includes", help_text="Wat bij de prijs hoort."
    )
    waar = serializers.SerializerMethodField(help_text="Waar men het volgt.")
    toegankelijkheid = serializers.CharField(
        source="accessibility", help_text="Bijvoorbeeld rolstoel, ondertiteling."
    )
    webpagina = serializers.CharField(source="url", help_text="Waar men zich inschrijft.")

    class Meta(CourseSerializer.Meta):
        fields = list(TOLD)

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_urenPerCategorie(self, offer: Offer) -> dict[str, str]:  # noqa: N802  as the field
        return {CATEGORIES[Category(one.category)]: str(one.hours) for one in offer.hours.all()}

    @extend_schema_field({"type": "string", "enum": ["", *PLACES.values()]})
    def get_waar(self, offer: Offer) -> str:
        return PLACES[Setting(offer.setting)] if offer.setting else ""


def said_again(offer: Offer) -> dict[str, Any]:
    """Return a course in the form that ``CourseBody`` accepts."""
    told = DescribedSerializer(offer).data
    return {name: told[name] for name in CourseBody().get_fields()}


def proposal_from(said: dict[str, Any]) -> Proposal:
    """Return the proposal in a valid ``CourseBody``.

    Lists are put in our order, so that sending them in another order is no change.
    """
    return Proposal(
        title=said["titel"],
        kind=next(kind.value for kind, name in KINDS.items() if name == said["soort"]),
        summary=said["samenvatting"],
        learns=said["leert"],
        design=said["opzet"],
        sectors=tuple(one for one in Sector.values if one in said["sectoren"]),
        contact_hours=Decimal(said["contacturen"]),
        self_study_hours=Decimal(said["zelfstudieuren"]),
        self_study_reason=said["zelfstudie"],
        ends_with_test=said["toets"],
        split=said.get("urenPerCategorie", {}),
        price=Decimal(said["prijs"]),
        url=said["webpagina"],
        language=said["taal"],
        target_group=said["doelgroep"],
        subjects=tuple(t for t in subject_titles(said["sectoren"]) if t in said["vakken"]),
        setting=next((code.value for code, name in PLACES.items() if name == said["waar"]), ""),
        price_includes=said["prijsBevat"],
        accessibility=said["toegankelijkheid"],
    )
