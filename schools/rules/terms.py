"""Arithmetic with days, months and school years. Spans are half-open: ``[since, until)``."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

from .codes import BasisCode, TermKind

ONE_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
FULL_TIME = Decimal(1)
DAYS_A_MONTH = 30  # to add up the odd days of several spells
SCHOOL_YEAR_STARTS = 8  # 1 August to 31 July


@lru_cache(maxsize=8192)
def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or the first of the month after if there is none.

    So a half-open span of one month that begins on 31 January includes the whole of February.
    """
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    if day.day <= _days_in(year, month):
        return day.replace(year=year, month=month)
    return date(year, month, _days_in(year, month)) + ONE_DAY


def _days_in(year: int, month: int) -> int:
    first = date(year, month, 1)
    following = date(year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
    return (following - first).days


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in whole months and remaining days."""

    months: int
    days: int

    def __add__(self, other: "Length") -> "Length":
        return Length(self.months + other.months, self.days + other.days)

    @property
    def started_months(self) -> int:
        """The number of months, where a partial month counts as a whole one."""
        return self.months + -(-self.days // DAYS_A_MONTH)


NOTHING = Length(0, 0)


def length_of(since: date, until: date) -> Length:
    months = (until.year - since.year) * MONTHS_A_YEAR + until.month - since.month
    if add_months(since, months) > until:
        months -= 1
    return Length(months, (until - add_months(since, months)).days)


def school_year(day: date) -> int:
    """Return the year in which the school year of a day began."""
    return day.year if day.month >= SCHOOL_YEAR_STARTS else day.year - 1


def latest_until(
    since: date, *, months: int, kind: TermKind | None, fte: Decimal = FULL_TIME
) -> date:
    """Return the latest end of a span that begins on a day and may last some months.

    School years end on 31 July whenever the span began. Months of a full-time job last longer in a
    part-time job, in favour of the student: WPO 3(4), WVO 33(9) (domain.md §3.2).
    """
    if kind is TermKind.SCHOOL_YEARS:
        return date(school_year(since) + months // MONTHS_A_YEAR, SCHOOL_YEAR_STARTS, 1)
    if kind is TermKind.FULLTIME_MONTHS:
        months = int((months / fte).to_integral_value(ROUND_CEILING))
    return add_months(since, months)


def longest_spell(code: BasisCode) -> int:
    """Return the most months that one spell may last, be it the first term or an extension."""
    return max(code.term_months or 0, *code.extension_months, 0)


def allowed_months(code: BasisCode, *, extensions: int) -> int:
    """Return the most months of a first term and some extensions together."""
    return (code.term_months or 0) + sum(code.extension_months[:extensions])
