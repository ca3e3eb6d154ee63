"""Reading a CSV file of offers into proposals, each validated by the same forms as the pages."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.names import plain
from core.errors import Refused
from cpd.choices.activities import OFFERED, Category
from cpd.choices.offers import Language, Setting
from cpd.rules import Proposal, wrong_in_proposal
from cpd.selectors.terms import words
from cpd.writing import WRONG
from schools.choices import Sector
from schools.selectors.codes import subject_titles

from .fields import split_name
from .offer_pages import PAGES, OfferPage, SubjectsPage

MOST_ROWS, LARGEST_FILE = 200, 500_000
KVK = "kvk"
COLUMNS = {
    "titel": "title",
    "soort": "kind",
    "samenvatting": "summary",
    "sectoren": "sectors",
    "doelgroep": "target_group",
    "taal": "language",
    "vakken": "subjects",
    "leert": "learns",
    "opzet": "design",
    "contacturen": "contact_hours",
    "zelfstudieuren": "self_study_hours",
    "zelfstudie": "self_study_reason",
    "toets": "ends_with_test",
    "categorieen": "split",
    "prijs": "price",
    "prijs_bevat": "price_includes",
    "waar": "setting",
    "toegankelijkheid": "accessibility",
    "webpagina": "url",
}
NEEDED = ["titel", "soort"]
NO_SUCH_WORD = {"required", "invalid_choice"}
UNKNOWN = "unknown"  # hours of a category that nobody knows
AT = {"price_negative": "prijs"}  # the column of what cannot be; otherwise it is about the hours
SETTINGS = {"locatie": Setting.TOGETHER, "online": Setting.ONLINE, "deels online": Setting.BOTH}
LANGUAGES = {
    "nederlands": Language.DUTCH,
    "fries": Language.FRISIAN,
    "engels": Language.ENGLISH,
    "duits": Language.GERMAN,
    "frans": Language.FRENCH,
}
YES, NO = {"ja", "j", "x", "1", "yes"}, {"nee", "n", "0", "no", ""}
LISTS = ("sectors", "subjects")
EXAMPLE = {
    "titel": "Lezen met een boekenkring",
    "soort": "cursus",
    "samenvatting": "Zo begint u een boekenkring in uw klas.",
    "sectoren": "po|vo",
    "doelgroep": "leraren Nederlands",
    "taal": "nederlands",
    "leert": "een boekenkring beginnen en begeleiden",
    "opzet": "Drie middagen, met een opdracht in uw eigen klas.",
    "contacturen": "12",
    "categorieen": "vakinhoud=8|vakdidactiek=4",
    "prijs": "150,50",
    "prijs_bevat": "lunch en een boek",
    "waar": "locatie",
    "toegankelijkheid": "bereikbaar met een rolstoel",
    "webpagina": "https://www.voorbeeld.nl/boekenkring",
}


@dataclass(frozen=True)
class Row:
    """One row of the file, numbered as in a spreadsheet; ``faults`` are columns with messages.

    ``title`` is what the row says, also where that cannot be a title.
    """

    row: int
    kvk: str
    title: str
    proposal: Proposal
    faults: list[tuple[str, str]]


def accepted_words() -> dict[str, list[str]]:
    """Return the words that can stand in a column, for each column that accepts only some."""
    return {
        "soort": _words_for("soort", OFFERED),
        "sectoren": list(Sector.values),
        "taal": list(LANGUAGES),
        "toets": ["ja", "nee"],
        "categorieen": _words_for("categorie", Category),
        "waar": list(SETTINGS),
    }


def read_offers(text: str) -> list[Row]:
    """Read a file. Raises Refused if the file as a whole cannot be read."""
    separator = max(";,\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Refused(_("This is no CSV file that we can read."), code="not_csv") from None
    header = [plain(name).strip() for name in rows[0]] if rows else []
    if missing := [name for name in NEEDED if name not in header]:
        raise Refused(
            _("These columns are missing: %(columns)s."),
            code="columns_missing",
            params={"columns": ", ".join(missing)},
        )
    if len(rows) > MOST_ROWS + 1:
        raise Refused(_("This file has more than 200 rows. Divide it."), code="too_long")
    return [
        _row(number, dict(zip(header, cells, strict=False)))
        for number, cells in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]


def _row(number: int, cells: dict[str, str]) -> Row:
    """Fill in each page of the form with what the row says."""
    data = {
        name: _value(name, cells.get(column, "").strip())
        for column, name in COLUMNS.items()
        if name != "split"
    }
    split = dict(_split(cells.get("categorieen", "")))
    proposal = Proposal(title="", kind=OFFERED[0].value)
    faults = [_only("categorieen")] if UNKNOWN in split else []
    if plain(cells.get("toets", "")) not in YES | NO:
        faults.append(_only("toets"))
    for page in PAGES:
        more: dict[str, Any] = {"proposal": proposal}
        if issubclass(page, SubjectsPage):
            more["subjects"] = subject_titles(proposal.sectors)
        form = page(data | split, **more)
        if form.is_valid():
            proposal = form.cleaned_data["proposal"]
        faults += _faults(form)
    wrong = wrong_in_proposal(proposal)
    faults += [(AT.get(code, "contacturen"), str(WRONG[code])) for code in wrong]
    return Row(number, cells.get(KVK, "").strip(), str(data["title"]), proposal, faults)


def _faults(form: OfferPage) -> Iterator[tuple[str, str]]:
    """Tell per column what is wrong; of a column with few words, which words there are."""
    columns = {name: column for column, name in COLUMNS.items()}
    for name, errors in form.errors.as_data().items():
        column = columns.get(name, "categorieen")
        for error in errors:
            if column in accepted_words() and error.code in NO_SUCH_WORD:
                yield _only(column)
            else:
                yield from ((column, message) for message in error.messages)


def _only(column: str) -> tuple[str, str]:
    listed = ", ".join(accepted_words()[column])
    return column, str(_("Write one of these words: %(words)s.") % {"words": listed})


def _words_for(column: str, values: Iterable[str]) -> list[str]:
    """Return the first word for each value in the table of words."""
    known = words(column).items()
    return [next(word for word, value in known if word != value == one) for one in values]


def _value(name: str, said: str) -> str | list[str] | bool:
    if name in LISTS:
        return [part.strip() for part in said.split("|") if part.strip()]
    if name == "kind":
        return words("soort").get(plain(said), said)
    if name == "setting":
        return SETTINGS.get(plain(said), said)
    if name == "language":
        return LANGUAGES.get(plain(said), said or Language.DUTCH)
    if name == "ends_with_test":
        return plain(said) in YES
    return said


def _split(said: str) -> Iterator[tuple[str, str]]:
    """Parse hours per category: vakinhoud=8 | pedagogiek=4."""
    for part in filter(None, map(str.strip, said.split("|"))):
        name, _sign, hours = part.partition("=")
        category = words("categorie").get(plain(name.strip()))
        yield split_name(category) if category else UNKNOWN, hours.strip()


class OfferFileForm(forms.Form):
    """A file of offers; gives its ``rows``."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("At most 200 courses. The columns are listed below."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose a file.")},
    )

    def clean(self) -> dict:
        file = self.cleaned_data.get("file")
        if not file:
            return {}
        if file.size > LARGEST_FILE:
            raise Refused(_("This file is larger than 500 kB. Divide it."), code="too_large")
        text = decoded(file.read())
        rows = read_offers(text)
        if not rows:
            raise Refused(_("There is no course in this file below the header."), code="empty")
        return {"text": text, "rows": rows}


class OfferTextForm(forms.Form):
    """The text of the file that was previewed, sent again to confirm it.

    What cannot be read in it is a fault of its row, as in the preview, and not of the whole.
    """

    text = forms.CharField(max_length=LARGEST_FILE, widget=forms.HiddenInput, strip=False)

    def clean(self) -> dict:
        text = self.cleaned_data.get("text", "")
        return {"rows": read_offers(text)} if text else {}


def decoded(data: bytes) -> str:
    """Decode a file. Raises Refused if it is not text."""
    if b"\0" in data:
        raise Refused(_("This is no CSV file that we can read."), code="not_csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
