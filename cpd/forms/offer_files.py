"""Reading a CSV file of offers into proposals, each validated by the same forms as the pages."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.names import plain
from core.errors import Refused
from cpd.choices import OFFERED, Language
from cpd.provider_choices import Setting
from cpd.rules import Proposal, wrong_in_proposal
from cpd.selectors.terms import words
from cpd.writing import WRONG
from schools.selectors.codes import subject_titles

from .fields import split_name
from .offer_pages import PAGES, SubjectsPage

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
AT = {"price_negative": "prijs"}  # the column of what cannot be; otherwise it is about the hours
SETTINGS = {"locatie": Setting.TOGETHER, "online": Setting.ONLINE, "deels online": Setting.BOTH}
LISTS = ("sectors", "subjects")


@dataclass(frozen=True)
class Row:
    """One row of the file, numbered as in a spreadsheet; ``faults`` are columns with messages."""

    row: int
    kvk: str
    proposal: Proposal
    faults: list[tuple[str, str]]


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
    data |= dict(_split(cells.get("categorieen", "")))
    proposal, faults = Proposal(title="", kind=OFFERED[0].value), []
    columns = {name: column for column, name in COLUMNS.items()}
    for page in PAGES:
        more: dict[str, Any] = {"proposal": proposal}
        if issubclass(page, SubjectsPage):
            more["subjects"] = subject_titles(proposal.sectors)
        form = page(data, **more)
        if form.is_valid():
            proposal = form.cleaned_data["proposal"]
        for name, errors in form.errors.items():
            column = columns.get(name, "categorieen")
            faults += [(column, str(message)) for message in errors]
    wrong = wrong_in_proposal(proposal)
    faults += [(AT.get(code, "contacturen"), str(WRONG[code])) for code in wrong]
    return Row(number, cells.get(KVK, "").strip(), proposal, faults)


def _value(name: str, said: str) -> str | list[str] | bool:
    if name in LISTS:
        return [part.strip() for part in said.split("|") if part.strip()]
    if name == "kind":
        return words("soort").get(plain(said), said)
    if name == "setting":
        return SETTINGS.get(plain(said), said)
    if name == "language":
        known = {plain(str(label)): value for value, label in Language.choices}
        return known.get(plain(said), said or Language.DUTCH)
    if name == "ends_with_test":
        return plain(said) in {"ja", "j", "x", "1", "yes"}
    return said


def _split(said: str) -> Iterator[tuple[str, str]]:
    """Parse hours per category: vakinhoud=8 | pedagogiek=4."""
    for part in filter(None, map(str.strip, said.split("|"))):
        name, _sign, hours = part.partition("=")
        category = words("categorie").get(plain(name.strip()))
        yield split_name(category) if category else "unknown", hours.strip()


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
        raise Refused(_now("This is no CSV file that we can read."), code="not_csv")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
