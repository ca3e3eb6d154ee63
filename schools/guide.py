"""What each column of a delivery holds, for the field guide and the template.

Lengths, ranges and which columns may be empty are those of the checks; a test compares the two.
"""

from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .rules.appointments import LARGEST_FTE
from .rules.grounds import MOST_AREAS
from .rules.people import NAME_LENGTH, PREFIX_LENGTH, STAFF_NUMBER_LENGTH

ALWAYS, SOMETIMES, NEVER = "always", "sometimes", "never"
DATES = _("A day: 31-12-2026, 2026-12-31 or 20261231")


@dataclass(frozen=True)
class Field:
    """A column: what it means, whether it must be filled, how it is written."""

    column: str
    meaning: str | Promise
    needed: str
    form: str
    example: str


_FIELDS = (
    ("vestiging", _("Where the person works"), ALWAYS, _("Two digits, two letters, two digits")),
    ("personeelsnummer", _("The number in your own system; keep it the same"), ALWAYS, ""),
    ("bsn", _("The citizen service number"), ALWAYS, _("Nine digits")),
    ("geslachtsnaam", _("The family name, as in the passport"), ALWAYS, ""),
    ("voorvoegsel", _("The prefix of the family name"), NEVER, ""),
    ("voornamen", _("The given names, or initials"), ALWAYS, ""),
    ("geboortedatum", _("The date of birth"), ALWAYS, DATES),
    ("geslacht", _("Man, woman or other"), NEVER, _("M, V or O")),
    ("email", _("To invite the teacher"), NEVER, _("An email address")),
    ("functiecategorie", _("The function"), ALWAYS, _("A number from 1 to 18")),
    ("aard_arbeidsrelatie", _("The kind of employment"), ALWAYS, _("A number from 1 to 4")),
    ("betrekkingsomvang", _("The size of the job, as part of a full job"), ALWAYS, ""),
    ("grondslagcode", _("On what ground the person is appointed"), ALWAYS, _("A code below")),
    ("onderwijsterreinen", _("What is taught; with an unqualified ground"), SOMETIMES, ""),
    ("begin", _("The first day of the ground"), ALWAYS, DATES),
    ("einde", _("The last day; with a temporary ground or an ending"), SOMETIMES, DATES),
    ("mutatiesoort", _("What the row says"), ALWAYS, _("N, W, B, V or S")),
    ("mutatiedatum", _("The day on which it takes effect"), ALWAYS, DATES),
)
MEANINGS = {column: meaning for column, meaning, *_rest in _FIELDS}
_LONGEST = {
    "personeelsnummer": STAFF_NUMBER_LENGTH,
    "geslachtsnaam": NAME_LENGTH,
    "voorvoegsel": PREFIX_LENGTH,
    "voornamen": NAME_LENGTH,
}
_EXAMPLES = (
    *("12AB00", "P-10001", "900000213", "Groot", "de", "Anna Maria", "31-12-1985", "V"),
    *("a.degroot@school.example", "9", "1", "0,8", "VO-GET", "WIS|NAT", "1-8-2026", ""),
    *("N", "1-8-2026"),
)


def fields() -> list[Field]:
    """Return the columns in their order, in the language of the reader."""
    return [
        Field(column, meaning, needed, str(form) or _form(column), example)
        for (column, meaning, needed, form), example in zip(_FIELDS, _EXAMPLES, strict=True)
    ]


def _form(column: str) -> str:
    if column in _LONGEST:
        return str(_("At most %(n)s characters")) % {"n": _LONGEST[column]}
    if column == "betrekkingsomvang":
        return str(_("From 0 to %(n)s, with a comma or a point")) % {"n": localize(LARGEST_FTE)}
    return str(_("Codes with a bar between them, at most %(n)s")) % {"n": MOST_AREAS}
