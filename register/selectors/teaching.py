"""How much a teacher taught, for each qualification, from the appointments of all boards."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from register import rules
from schools.rules import Section
from schools.selectors import TeachingSpell

from .qualifications import codes, name_of

CLASS_TEACHER = "GR"
APPOINTMENT = rules.Source.APPOINTMENT
ZERO = Decimal(0)


class Held(Protocol):
    """A qualification as its row has it."""

    pk: int
    sector: str
    subject: str
    checked_on: date


def teaching_of(
    qualifications: Sequence[Held],
    spells: Iterable[TeachingSpell],
    *,
    period: rules.Period,
    rule_set: rules.RuleSet,
    language: str,
) -> tuple[rules.Teaching, ...]:
    """Return the hours taught in a period for each qualification, under its name."""
    hours = rules.teaching_hours(
        _spells_for(qualifications, spells),
        since=period.since,
        until=period.until,
        rule_set=rule_set,
    )
    return tuple(
        rules.Teaching(
            name_of(row.sector, row.subject, row.checked_on, language),
            hours.get(str(row.pk), ZERO),
            APPOINTMENT,
        )
        for row in qualifications
    )


def sectors_on(spells: Iterable[TeachingSpell], on: date) -> frozenset[str]:
    """Return the sectors in which a teacher works on a day."""
    return frozenset(
        spell.sector
        for spell in spells
        if spell.since <= on and (spell.until is None or on < spell.until)
    )


def _spells_for(
    qualifications: Sequence[Held], spells: Iterable[TeachingSpell]
) -> Iterator[rules.Spell]:
    """Yield what was taught on each qualification; a ground without subject areas is for all that
    it gives.
    """
    for spell in spells:
        sector = _sector(spell.code, spell.since)
        areas = spell.subject_areas or ("", CLASS_TEACHER)
        for row in qualifications:
            if row.sector == sector and row.subject in areas:
                yield rules.Spell(
                    str(spell.appointment), str(row.pk), spell.fte, spell.since, spell.until
                )


@lru_cache(maxsize=10_000)
def _sector(code: str, on: date) -> str:
    """Return the sector of a ground that qualifies, which a special school takes from another."""
    known = codes().basis(code, on=on)
    return known.sector.value if known and known.section is Section.REGISTER else ""
