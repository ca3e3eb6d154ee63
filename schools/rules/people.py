"""Parsing the person in a row (domain.md §4.2).

Each check takes the text of a cell and returns its value, or None, with the problems found.
"""

import re
from datetime import date

from .problems import Problems, refused, signal
from .rows import Cells, Identity
from .values import (
    is_email,
    is_plain_name,
    is_readable_name,
    odd_character,
    passes_eleven_test,
    read_bsn,
    read_date,
    read_text,
)

STAFF_NUMBER_LENGTH = 20
NAME_LENGTH = 200
PREFIX_LENGTH = 20
_TOTAL = re.compile(r"(?:sub|eind)?tota+l|aantal|som\b|gemiddelde?\b|count\b|sum\b", re.IGNORECASE)
GENDERS = frozenset({"", "M", "V", "O"})
YOUNGEST, OLDEST = 16, 80


def is_no_person(cells: Cells) -> bool:
    """Tell whether a row is a total or a heading: it says nothing of a person, nor of a ground.

    What stands in place of the staff number must look like it too: a number with nothing else may
    be somebody whose other cells were lost.
    """
    if cells.bsn or cells.geslachtsnaam or cells.voornamen or cells.geboortedatum:
        return False
    if cells.grondslagcode or cells.begin:
        return False
    number = cells.personeelsnummer
    return not any(map(str.isdigit, number)) or _TOTAL.match(number) is not None


def check_staff_number(number: str) -> tuple[str | None, Problems]:
    """At most 20 characters (domain.md §4.1, field 1); kept as it is, leading zeros too."""
    if not number:
        return refused("staff_number_missing", "personeelsnummer")
    if len(number) > STAFF_NUMBER_LENGTH or not number.isprintable():
        return refused("staff_number_unreadable", "personeelsnummer", length=STAFF_NUMBER_LENGTH)
    return number, ()


def check_bsn(text: str) -> tuple[str | None, Problems]:
    """A BSN is required and must pass the 11-test (domain.md §9.1)."""
    bsn = read_bsn(text)
    if bsn is None:
        return refused("bsn_malformed" if text else "bsn_missing", "bsn")
    if not passes_eleven_test(bsn):
        return refused("bsn_impossible", "bsn")
    return bsn, ()


def check_identity(cells: Cells, *, on: date) -> tuple[Identity | None, Problems]:
    """Names and birth date are required; an unreadable gender or e-mail is left out."""
    family_name, about_family = check_name("geslachtsnaam", cells.geslachtsnaam)
    prefix, about_prefix = check_prefix(cells.voorvoegsel)
    given_names, about_given = check_name("voornamen", cells.voornamen)
    birth_date, about_birth = check_birth_date(cells.geboortedatum, on=on)
    gender, about_gender = check_gender(cells.geslacht)
    email, about_email = check_email(cells.email)
    problems = about_family + about_prefix + about_given + about_birth + about_gender + about_email
    if family_name is None or prefix is None or given_names is None or birth_date is None:
        return None, problems
    return Identity(family_name, prefix, given_names, birth_date, gender, email), problems


def check_name(column: str, text: str, length: int = NAME_LENGTH) -> tuple[str | None, Problems]:
    if len(text) <= length and is_plain_name(text):
        return text, ()
    name = read_text(text)
    if not name:
        return refused("name_missing", column)
    if len(name) > length:
        return refused("name_too_long", column, length=length)
    if not is_readable_name(name):
        return refused("name_unreadable", column)
    odd = odd_character(name)
    return name, (signal("name_odd", column, character=odd),) if odd else ()


def check_prefix(text: str) -> tuple[str | None, Problems]:
    return check_name("voorvoegsel", text, PREFIX_LENGTH) if text else ("", ())


def check_birth_date(text: str, *, on: date) -> tuple[date | None, Problems]:
    day = read_date(text)
    if day is None:
        return refused("date_unreadable" if text else "birth_date_missing", "geboortedatum")
    if day > on:
        return refused("birth_date_in_future", "geboortedatum")
    age = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    if YOUNGEST <= age <= OLDEST:
        return day, ()
    return day, (signal("age_unusual", "geboortedatum", age=age),)


def check_gender(text: str) -> tuple[str, Problems]:
    gender = text.upper()
    return (gender, ()) if gender in GENDERS else ("", (signal("gender_unknown", "geslacht"),))


def check_email(text: str) -> tuple[str, Problems]:
    if not text or is_email(text):
        return text, ()
    return "", (signal("email_malformed", "email"),)
