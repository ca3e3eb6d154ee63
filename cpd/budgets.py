"""What the collective agreement grants a teacher for development. Pure: no database.

The figures are domain.md §7 (“CPD cost”, [S72]) as dated configuration, in
``cpd/data/agreements.csv``: PO € 500 and 2 hours a week, kept 3 years; VO 83 clock hours and € 600,
kept 2 years; MBO 59 hours, where the employer sets the money. All of it by the size of the
appointment. Ours, for want of a source: a year of the agreement is a school year, the hours a week
are those of 40 weeks, special education follows PO, “kept 3 years” means the present year and the
two before it, and the oldest is spent first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

AUGUST = 8
CENT, ZERO = Decimal("0.01"), Decimal(0)


@dataclass(frozen=True)
class Agreement:
    """What a full-timer in a sector gets each year; ``years`` is how long it is kept.

    Where ``money`` is None the employer sets the amount.
    """

    in_force_from: date
    sector: str
    hours: Decimal
    weeks: int
    money: Decimal | None
    years: int

    @property
    def hours_a_year(self) -> Decimal:
        return self.hours * self.weeks


@dataclass(frozen=True)
class Work:
    """An appointment of a size during ``[since, until)``."""

    appointment: int
    sector: str
    fte: Decimal
    since: date
    until: date | None


@dataclass(frozen=True)
class Spent:
    """What an activity cost the budget."""

    done_on: date
    money: Decimal
    hours: Decimal


@dataclass(frozen=True)
class Pot:
    """Granted this year, saved before, spent this year, and left: negative if overspent."""

    granted: Decimal
    saved: Decimal
    spent: Decimal
    left: Decimal


@dataclass(frozen=True)
class Balance:
    """The budget for a school year in one sector; without ``money`` the employer sets it."""

    agreement: Agreement
    year: date
    fte: Decimal
    hours: Pot
    money: Pot | None


def school_year(on: date) -> date:
    """Return the first day of the school year."""
    return date(on.year - (on.month < AUGUST), AUGUST, 1)


def agreement_on(agreements: Iterable[Agreement], sector: str, year: date) -> Agreement:
    """Return the agreement of a sector in force on a day; before the first one, the first."""
    mine = sorted(
        (one for one in agreements if one.sector == sector), key=lambda one: one.in_force_from
    )
    return next((one for one in reversed(mine) if one.in_force_from <= year), mine[0])


def fte_in(work: Iterable[Work], sector: str, year: date) -> Decimal:
    """Return the average total size of somebody's appointments in a school year.

    A day counts once per appointment, however many grounds the appointment has.
    """
    until = year.replace(year=year.year + 1)
    mine = sorted(
        (one for one in work if one.sector == sector), key=lambda one: (one.appointment, one.fte)
    )
    total = ZERO
    for (_appointment, fte), same in groupby(mine, key=lambda one: (one.appointment, one.fte)):
        days = {
            day
            for one in same
            for day in range(
                max(one.since, year).toordinal(), min(one.until or until, until).toordinal()
            )
        }
        total += fte * len(days)
    return (total / (until - year).days).quantize(Decimal("0.0001"))


def balances(
    agreements: Sequence[Agreement], work: Sequence[Work], spent: Sequence[Spent], *, on: date
) -> list[Balance]:
    """Return the budgets of the school year of a day, the sector with most work first.

    Whatever was spent is deducted from the first.
    """
    year = school_year(on)
    sectors = {one.sector for one in work if any(one.sector == a.sector for a in agreements)}
    sized = sorted(((fte_in(work, each, year), each) for each in sectors), reverse=True)
    working = [(fte, sector) for fte, sector in sized if fte]
    return [
        _balance(agreements, work, spent if place == 0 else (), sector, fte, year)
        for place, (fte, sector) in enumerate(working)
    ]


def _balance(
    agreements: Sequence[Agreement],
    work: Sequence[Work],
    spent: Sequence[Spent],
    sector: str,
    fte: Decimal,
    year: date,
) -> Balance:
    first = school_year(min(one.since for one in work if one.sector == sector))
    years = [date(number, AUGUST, 1) for number in range(first.year, year.year + 1)]
    agreed = [agreement_on(agreements, sector, each) for each in years]
    sizes = [fte_in(work, sector, each) for each in years]
    now = agreed[-1]
    hours = [_part(one.hours_a_year, size) for one, size in zip(agreed, sizes, strict=True)]
    money = [_part(one.money or ZERO, size) for one, size in zip(agreed, sizes, strict=True)]
    in_year = [[one for one in spent if school_year(one.done_on) == each] for each in years]
    spent_hours = [sum((one.hours for one in each), ZERO) for each in in_year]
    spent_money = [sum((one.money for one in each), ZERO) for each in in_year]
    return Balance(
        agreement=now,
        year=year,
        fte=fte,
        hours=_pot(hours, spent_hours, now.years),
        money=None if now.money is None else _pot(money, spent_money, now.years),
    )


def _part(whole: Decimal, fte: Decimal) -> Decimal:
    return (whole * fte).quantize(CENT)


def _pot(granted: Sequence[Decimal], spent: Sequence[Decimal], years: int) -> Pot:
    """Add each year's grant to what is left of earlier years, and spend the oldest first."""
    kept: list[Decimal] = []
    saved = short = ZERO
    for grant, spend in zip(granted, spent, strict=True):
        kept = [*kept, grant][-years:]
        saved, short = sum(kept[:-1], ZERO), spend
        for place, left in enumerate(kept):
            taken = min(left, short)
            kept[place] -= taken
            short -= taken
    return Pot(granted[-1], saved, spent[-1], sum(kept, ZERO) - short)
