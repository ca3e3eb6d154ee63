"""Turning a fault, a code with facts, into sentences for the sender."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from schools.parsing import StructuralFault
from schools.rules import Problem
from schools.rules.sheets import ONE_SHEET, Place, Sheets

from .conflict import CONFLICT_FAULTS
from .file import FILE_FAULTS
from .ground import GROUND_FAULTS
from .person import PERSON_FAULTS
from .work import WORK_FAULTS

WORDS = FILE_FAULTS | PERSON_FAULTS | WORK_FAULTS | GROUND_FAULTS | CONFLICT_FAULTS

Fact = str | int


def explain(fault: Problem | StructuralFault, sheets: Sheets = ONE_SHEET) -> tuple[str, str]:
    """Return what is wrong and what to do about it, in the language of the reader.

    ``sheets``: those of the delivery whose rows a problem may be about.
    """
    text, advice = WORDS[fault.code]
    facts = {key: _readable(key, fact) for key, fact in fault.params.items()}
    if isinstance(row := fault.params.get("row"), int):
        sheet = str(fault.params.get("sheet", ""))
        facts["row"] = row_in_words(Place(row, sheet) if sheet else sheets.place(row))
    facts["title"] = _title(fault.params)
    return capfirst(str(text) % facts), str(advice) % facts


def row_in_words(place: Place) -> str:
    """Return which row it is, as it follows the word “row”."""
    row = number_format(place.row, force_grouping=True)
    if not place.sheet:
        return row
    return _("%(row)s on sheet “%(sheet)s”") % {"row": row, "sheet": place.sheet}


def _title(params: Mapping[str, Fact]) -> Fact:
    """Choose the name of a code in the language of the reader; Dutch where there is no other."""
    return params.get(f"title_{get_language()}") or params.get("title_nl", "")


def _readable(key: str, fact: Fact) -> Fact:
    """Format a fact for people; the suffix of its key says what it is (``rules.Problem``)."""
    match key.rpartition("_")[2]:
        case "date":
            return date_format(date.fromisoformat(str(fact)), "j F Y")
        case "cell":
            return f"{date.fromisoformat(str(fact)):%d-%m-%Y}"
        case "figure":
            return number_format(Decimal(str(fact)))
    return fact
