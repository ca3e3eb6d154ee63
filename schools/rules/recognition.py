"""Which column of somebody's own export is which of ours.

Sources: the names of AFAS (domain.md §2.4, [S29]), of the personnel data that the law prescribed
(domain.md §4.1) and of the export screens of Raet, Youforce and Visma as their users know them.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .rows import COLUMNS

SHEET = "blad"  # a column that we add to a list of several sheets
JOINED = "onderwijsterreinen"  # may be in several columns: Sco1, Sco2, Sco3
SIZE = "betrekkingsomvang"  # may be a percentage

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "vestiging": (
        *("vestigingscode", "vestigingsnummer", "brin vestiging", "brin6", "brinvest"),
        *("brin nummer vestiging", "organisatienummer vestiging", "school", "schoolcode"),
        *("kostenplaats brin", "locatiecode", "brin volgnummer", "vestiging brin"),
        *("brin", "brincode", "brin nummer"),
    ),
    "personeelsnummer": (
        *("medewerker", "medewerkernummer", "medewerkersnummer", "mdw", "mdw nr", "pers nr"),
        *("personeelsnr", "persnr", "nummer medewerker", "registratienummer werknemer"),
        *("werknemernummer", "werknemer", "employee id", "em id", "medewerker id"),
    ),
    "bsn": (
        *("burgerservicenummer", "bsn nummer", "bsnnr", "sofinummer", "sofi nummer", "sofi"),
        *("burger service nr", "bsn sofinummer", "sofinr"),
    ),
    "geslachtsnaam": (
        *("achternaam", "geboortenaam", "naam", "eigen naam", "achternaam geboorte"),
        *("geboorteachternaam", "la nm", "familienaam", "naam medewerker"),
    ),
    "voorvoegsel": (
        *("voorvoegsels", "tussenvoegsel", "tussenvoegsels", "voorv", "voorvoegsel geboortenaam"),
        *("voorvoegsel eigen naam", "voorvoegsel geslachtsnaam", "is", "tussenv"),
    ),
    "voornamen": (
        *("voornaam", "volledige voornamen", "roepnaam", "voorletters", "voornamen voluit"),
        *("initialen", "voornamen initialen", "fi nm"),
    ),
    "geboortedatum": ("geb datum", "gebdatum", "datum geboorte", "geboren", "geboren op", "da bi"),
    "geslacht": ("m v", "gender", "geslacht code", "ma gn", "geslacht omschrijving"),
    "email": (
        *("e mailadres", "emailadres", "e mail werk", "e mail adres werk", "mail", "em ad"),
        *("e mail zakelijk", "werk e mail", "e mail privé", "mailadres"),
    ),
    "functiecategorie": (
        *("functie categorie", "functiecategorie code", "code functiecategorie", "soort functie"),
        *("functiegroep", "functiecat", "cat functie", "functiesoort"),
    ),
    "aard_arbeidsrelatie": (
        *("aard dienstverband", "soort dienstverband", "type dienstverband", "dienstbetrekking"),
        *("aard arbeidsverhouding", "contractsoort", "soort contract", "contract"),
        *("vast tijdelijk", "soort arbeidsrelatie", "type contract"),
    ),
    "betrekkingsomvang": (
        *("fte", "deeltijdfactor", "werktijdfactor", "wtf", "deeltijdpercentage", "omvang"),
        *("dienstverband fte", "parttime factor", "deeltijd", "aanstellingsomvang", "formatie fte"),
        *("parttime percentage", "parttime", "dt percentage", "omvang dienstverband"),
    ),
    "grondslagcode": (
        *("benoemingsgrondslag", "baap", "grondslag", "code benoemingsgrondslag", "bevoegdheid"),
        *("benoemingsgrondslag code", "grond", "grondslag benoeming", "bekwaamheid"),
    ),
    "onderwijsterreinen": (
        *("onderwijsterrein", "onderwijsterrein1", "onderwijsterrein2", "onderwijsterrein3"),
        *("sco1", "sco2", "sco3", "vak", "vakken", "vakgebied", "vakcode"),
    ),
    "begin": (
        *("begindatum", "ingangsdatum", "datum begin", "begindatum grondslag", "startdatum"),
        *("ingangsdatum grondslag", "begindatum arbeidsrelatie", "begindatum contract", "vanaf"),
        *("datum in dienst", "in dienst", "begindatum benoeming", "da be"),
    ),
    "einde": (
        *("einddatum", "datum einde", "einddatum grondslag", "einddatum contract", "tot en met"),
        *("einddatum arbeidsrelatie", "datum uit dienst", "einddatum benoeming", "t m", "da en"),
        *("uit dienst",),
    ),
    "mutatiesoort": ("soort mutatie", "mutatie", "mutatiecode", "code mutatie"),
    "mutatiedatum": ("datum mutatie", "ingangsdatum mutatie", "ingangsdatum wijziging"),
}

VALUES: Mapping[str, Mapping[str, str]] = {
    "geslacht": {"man": "M", "vrouw": "V", "onbekend": "", "male": "M", "female": "V", "x": "O"},
    "aard_arbeidsrelatie": {
        **dict.fromkeys(("vast", "onbepaalde tijd", "vaste aanstelling", "v", "o"), "1"),
        **dict.fromkeys(("tijdelijk", "bepaalde tijd", "tijdelijke aanstelling", "t", "b"), "2"),
        **dict.fromkeys(("vervanging", "vervanger", "invaller"), "3"),
        **dict.fromkeys(("zonder aanstelling", "detachering", "inhuur"), "4"),
    },
    "functiecategorie": {
        **dict.fromkeys(("groepsleerkracht", "leerkracht", "leraar basisonderwijs"), "8"),
        **dict.fromkeys(("vakleraar", "vakleerkracht", "docent", "leraar"), "9"),
        **dict.fromkeys(("leraar in opleiding", "lio"), "10"),
        **dict.fromkeys(("overig onderwijzend",), "11"),
        **dict.fromkeys(("onderwijsassistent", "assisterend"), "12"),
        **dict.fromkeys(("instructeur", "praktijkinstructeur"), "14"),
    },
    "mutatiesoort": {
        **dict.fromkeys(("nieuw", "indiensttreding"), "N"),
        **dict.fromkeys(("wijziging", "gewijzigd"), "W"),
        **dict.fromkeys(("beëindiging", "einde", "uitdiensttreding"), "B"),
        **dict.fromkeys(("verwijdering", "foutherstel"), "V"),
    },
}

# Written by us where a file does not tell them: how things are, on the day of the delivery.
TOLD_BY_US = ("mutatiesoort", "mutatiedatum")
MAY_BE_ABSENT = frozenset({"voorvoegsel", "geslacht", "email", JOINED, "einde", *TOLD_BY_US})
MAY_BE_THE_SAME = ("vestiging", "functiecategorie", "aard_arbeidsrelatie", "betrekkingsomvang")
TRANSLATABLE = (
    *("functiecategorie", "aard_arbeidsrelatie", "grondslagcode", "geslacht", "mutatiesoort"),
    *("vestiging", JOINED),
)


def plain_name(name: str) -> str:
    """Return a column's name as it is compared: no accents, capitals, spaces or marks."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]", "", "".join(char for char in bare if not unicodedata.combining(char)))


def tells_percentages(name: str) -> bool:
    """Tell whether the name of a column says that it holds percentages."""
    return _PERCENTAGE.search(name) is not None


def plain_value(text: str) -> str:
    return " ".join(text.casefold().split())


_PERCENTAGE = re.compile(r"%|perc|procent|\bpct\b", re.IGNORECASE)
_EXACT = {plain_name(column): (column,) for column in COLUMNS}
_SYNONYM = {plain_name(name): (column,) for column, names in SYNONYMS.items() for name in names}


@dataclass(frozen=True, slots=True)
class Remembered:
    """What officers of a board told us about earlier files.

    ``columns``: the plain name of a column of theirs → those of ours that are read from it.
    ``constants``: a column of ours that their files lack → its value in every row. ``values``: per
    column of ours, what they write → what it means here. ``unread`` are the plain names of sheets
    that they do not want to be read.
    """

    columns: Mapping[str, Collection[str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unread: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """How the cells of a file become ours: per column the places that it is read from, or what it
    is in every row.
    """

    sources: Mapping[str, tuple[int, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def open(self) -> tuple[str, ...]:
        """Name the columns of which nobody knows yet where they are."""
        return tuple(c for c in COLUMNS if c not in self.sources and c not in self.constants)


def recognise(header: Sequence[str], remembered: Remembered) -> Plan:
    """Find our columns in a header: what the board told before, our own names, then synonyms.

    A column that two of theirs could be, with equal right, stays open.
    """
    names = [plain_name(name) for name in header]
    sources: dict[str, tuple[int, ...]] = {}
    taken: set[int] = set()
    for known in (remembered.columns, _EXACT, _SYNONYM):
        found: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for column in known.get(name, ()):
                if place not in taken and column not in sources:
                    found.setdefault(column, []).append(place)
        settled = {c: p for c, p in found.items() if len(p) == 1 or c == JOINED}
        sources |= {column: tuple(places) for column, places in settled.items()}
        taken |= {place for places in found.values() for place in places}
    constants = {c: text for c, text in remembered.constants.items() if c not in sources}
    return Plan(sources, constants)


def score(header: Iterable[str], remembered: Remembered) -> int:
    """Count the columns of ours that a header holds, to tell a header from a title or a row."""
    found = recognise(list(header), remembered).sources
    return len(found)


def meaning(column: str, text: str, values: Mapping[str, Mapping[str, str]]) -> str:
    """Return what a cell means here; what nobody told is taken as it is."""
    said = plain_value(text)
    if said in (told := values.get(column, {})):
        return told[said]
    return VALUES.get(column, {}).get(said, text)
