"""What an organisation must show before it may offer courses (domain.md §5.4). Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Requirement:
    """One quality requirement as a question, in the language of the page.

    Dated configuration, ``cpd/data/requirements.csv``. Registration at the Chamber of Commerce is
    asked separately.
    """

    version: str
    in_force_from: date
    code: str
    name: str
    question: str
    hint: str


def missing_in(
    *, name: str, kvk: str, contact: str, answered: Collection[str], asked: Iterable[Requirement]
) -> list[str]:
    """Return the pages of an application that still lack something, in their order."""
    lacks = {"organisation": not (name and kvk), "contact": not contact}
    lacks |= {one.code: one.code not in answered for one in asked}
    return [page for page, lacking in lacks.items() if lacking]


def decided_by(submitted_on: date, weeks: int) -> date:
    """Return the day by which an application is decided on: two weeks (domain.md §5.4)."""
    return submitted_on + timedelta(weeks=weeks)
