"""How much a teacher taught, for each qualification, from the appointments of all boards."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from register import rules
from register.models import Qualification
from schools.rules import Section
from schools.selectors import TeachingSpell

from .qualifications import codes, qualification_name

CLASS_TEACHER = "GR"


def teaching_of(
    qualifications: Sequence[Qualification],
    spells: Iterable[TeachingSpell],
    *,
    period: rules.Period,
    rule_set: rules.RuleSet,
) -> tuple[rules.Teaching, ...]:
    """Return the hours taught in a period for each qualification."""
    qualified = [spell for spell in spells if _sector_of(spell)]
    hours = rules.teaching_hours(
        (spell for row in qualifications for spell in _spells_for(row, qualified)),
        since=period.since,
        until=period.until,
        rule_set=rule_set,
    )
    return tuple(
        rules.Teaching(
            qualification=qualification_name(row),
            hours=hours.get(str(row.pk), Decimal(0)),
            source=rules.Source.APPOINTMENT,
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


def _spells_for(row: Qualification, known: Iterable[TeachingSpell]) -> Iterator[rules.Spell]:
    """Yield what was taught on a qualification; a ground without subject areas is for all that it
    gives.
    """
    for spell in known:
        areas = spell.subject_areas or ("", CLASS_TEACHER)
        if _sector_of(spell) == row.sector and row.subject in areas:
            yield rules.Spell(
                appointment=str(spell.appointment),
                qualification=str(row.pk),
                fte=spell.fte,
                since=spell.since,
                until=spell.until,
            )


def _sector_of(spell: TeachingSpell) -> str:
    """Return the sector of a ground that qualifies, which a special school takes from another."""
    code = codes().basis(spell.code, on=spell.since)
    return code.sector.value if code and code.section is Section.REGISTER else ""
