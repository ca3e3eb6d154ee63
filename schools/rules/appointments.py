"""Parsing the appointment in a row: school, function, kind and size of the job (domain.md §4)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .codes import Sector
from .problems import Problem, Problems, refused, reject, signal
from .rows import Employment
from .values import Figure, read_fte, read_whole

_LOCATION = re.compile(r"[0-9]{2}[A-Z]{2}[0-9]{2}")
CATEGORIES = frozenset(range(1, 19))
KINDS = frozenset({1, 2, 3, 4})
FULL_JOB = Decimal(1)
LARGEST_FTE = Decimal("1.2")
FIGURES_REMEMBERED = 16


class Tenure(NamedTuple):
    """A board has a location during ``[since, until)``; None means open-ended."""

    board: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class KnownLocation:
    """A school location (vestiging): its six-character code, and which board had it when."""

    code: str
    sector: Sector
    tenures: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What a row is checked against: the board that delivers, and all locations by code."""

    board: str
    locations: Mapping[str, KnownLocation]


def check_location(text: str, *, known: Known) -> tuple[KnownLocation | None, Problems]:
    """The location must exist (domain.md §9.1 has the form of its code)."""
    code = text.upper()
    location = known.locations.get(code) or known.locations.get(code.replace(" ", ""))
    if location:
        return location, ()
    if not text:
        return refused("location_missing", "vestiging")
    if not _LOCATION.fullmatch(code.replace(" ", "")):
        return refused("location_malformed", "vestiging")
    return refused("location_unknown", "vestiging")


def check_tenure(location: KnownLocation, *, board: str, on: date) -> Problems:
    """The location must belong to the board on that day (domain.md §4.2).

    The problem does not say which board has it instead.
    """
    for owner, since, until in location.tenures:
        if owner == board and (since is None or since <= on) and (until is None or on < until):
            return ()
    if any(tenure.board == board for tenure in location.tenures):
        return (reject("location_on_other_days", "vestiging", on_date=on.isoformat()),)
    return (reject("location_of_other_board", "vestiging"),)


def check_category(text: str) -> tuple[int | None, Problems]:
    category = read_whole(text)
    if category in CATEGORIES:
        return category, ()
    return refused("category_unknown" if text else "category_missing", "functiecategorie")


def check_employment(kind: str, fte: str) -> tuple[Employment | None, Problems]:
    """Parse the kind and size of the job, from the cache if an earlier row had the same."""
    if len(kind) + len(fte) <= FIGURES_REMEMBERED:
        return _remembered_employment(kind, fte)
    return _read_employment(kind, fte)


def _read_employment(kind_text: str, fte_text: str) -> tuple[Employment | None, Problems]:
    kind, about_kind = _check_kind(kind_text)
    fte, about_fte = _check_fte(fte_text)
    problems = about_kind + about_fte
    return (None if kind is None or fte is None else Employment(kind, fte)), problems


_remembered_employment = lru_cache(maxsize=8192)(_read_employment)


def _check_kind(text: str) -> tuple[int | None, Problems]:
    kind = read_whole(text)
    if kind in KINDS:
        return kind, ()
    return refused("kind_unknown" if text else "kind_missing", "aard_arbeidsrelatie")


def _check_fte(text: str) -> tuple[Decimal | None, Problems]:
    """The size lies between 0 and 1.2; 0 and more than a full job are worth a look (ours)."""
    figure = read_fte(text)
    if figure is None:
        return refused("fte_unreadable" if text else "fte_missing", "betrekkingsomvang")
    if not 0 <= figure.fte <= LARGEST_FTE:
        return refused("fte_out_of_range", "betrekkingsomvang")
    return figure.fte, tuple(_fte_signals(figure))


def is_more_than_a_job(text: str) -> bool:
    """Tell whether a figure cannot be a part of a full job, but may be a percentage of it."""
    figure = read_fte(text.strip())
    return figure is not None and figure.fte > LARGEST_FTE


def _fte_signals(figure: Figure) -> Iterator[Problem]:
    if figure.rounded:
        yield signal("fte_rounded", "betrekkingsomvang", kept_figure=str(figure.fte))
    if not figure.fte:
        yield signal("fte_zero", "betrekkingsomvang")
    elif figure.fte > FULL_JOB:
        yield signal("fte_above_one", "betrekkingsomvang")
