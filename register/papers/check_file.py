"""A CSV file of teachers to check, and the same list with the answers."""

import codecs
import csv
import io
from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.names import is_number
from core.days import in_figures
from core.errors import Refused
from register.selectors.checks import NO_NUMBER, NOT_POSSIBLE, NOT_REGISTERED, Asked
from register.selectors.public import plain_number

HEADER = ("registratienummer", "geboortedatum", "kenmerk")
ANSWER_HEADER = ("registratienummer", "kenmerk", "antwoord", "uitleg")
WAYS_TO_WRITE_A_DATE = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%Y%m%d")
MOST = 10_000
FAULTS_TOLD = 20
LONGEST = {0: 40, 2: 64}


def read_list(data: bytes) -> list[Asked]:
    """Read a CSV file with number, date of birth and, optionally, the asker's own reference.

    Raises Refused with every line that cannot be read.
    """
    rows = _rows(data)
    if not rows or tuple(name.strip().lower() for name in rows[0][:2]) != HEADER[:2]:
        raise Refused(
            _("The first line must be: registratienummer;geboortedatum;kenmerk."), code="header"
        )
    read = {
        line: _asked(row)
        for line, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    }
    asked = [one for one in read.values() if one]
    wrong = [line for line, one in read.items() if not one]
    if wrong:
        lines = ", ".join(map(str, wrong[:FAULTS_TOLD]))
        raise Refused(
            _("These lines have no number, or no date of birth as 31-12-1985: %(lines)s."),
            code="lines",
            params={"lines": lines},
        )
    if not 1 <= len(asked) <= MOST:
        raise Refused(_("Ask about 1 to 10,000 teachers at once."), code="too_many")
    return asked


def explained(answer: str, reason: str, number: str, replaced_by: str = "") -> str:
    """Explain an answer to the asker, with no more than is public about people not found."""
    words = _meaning(answer, reason, number)
    if replaced_by:
        new = _("Use number %(number)s from now on: two records became one.")
        words = f"{words} {new % {'number': replaced_by}}".strip()
    return words


def _meaning(answer: str, reason: str, number: str) -> str:
    if reason == NO_NUMBER or (answer == NOT_REGISTERED and not is_number(plain_number(number))):
        return _("This number cannot exist. Look for a typing error.")
    if answer == NOT_POSSIBLE and reason == "voorportaal":
        return _("This teacher is in the anteroom: in training, or on a temporary basis.")
    if answer == NOT_POSSIBLE:
        return _("This colleague is in the support section.")
    if answer == NOT_REGISTERED:
        return _("Not registered on this day, or number and date of birth do not belong together.")
    return ""


def answer_rows(answers: Iterable[dict[str, str]]) -> Iterable[tuple[str, str, str, str]]:
    for one in answers:
        number = one["registratienummer"]
        why = explained(one["antwoord"], one["reden"], number, one.get("vervangenDoor", ""))
        yield number, one["kenmerk"], one["antwoord"], why


def _rows(data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(_text(data)), delimiter=_separator(data)))
    except csv.Error as error:
        raise Refused(_("This is not a CSV file."), code="not_csv") from error


def _text(data: bytes) -> str:
    """Decode a file: Excel writes UTF-8 with a byte order mark, or Windows-1252."""
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Refused(_("This is not a CSV file."), code="not_csv")
    return text


def _separator(data: bytes) -> str:
    first = data.partition(b"\n")[0]
    return ";" if b";" in first else ","


def _asked(row: list[str]) -> Asked | None:
    cells = [cell.strip() for cell in row] + ["", ""]
    born = _day(cells[1])
    fits = all(len(cells[place]) <= most for place, most in LONGEST.items())
    readable = all(cell.isprintable() for cell in cells)
    return Asked(cells[0], born, cells[2]) if cells[0] and born and fits and readable else None


def _day(text: str) -> date | None:
    for way in WAYS_TO_WRITE_A_DATE:
        try:
            return datetime.strptime(in_figures(text), way).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None
