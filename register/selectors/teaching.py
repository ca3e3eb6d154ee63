"""How much a teacher taught, for each qualification, from the appointments of all boards."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from register import rules
from register.models import Cycle, Qualification
from schools.rules import Section
from schools.selectors import TeachingSpell, teaching_spells

from .qualifications import codes, qualification_name
from .rulesets import rules_of

CLASS_TEACHER = "GR"


def teaching_of(
    cycle: Cycle, *, qualifications: Iterable[Qualification], through: date, on: date
) -> tuple[frozenset[str], tuple[rules.Teaching, ...]]:
    """Return the sectors in which a teacher works on a day, and the hours taught for each
    qualification from the first day that counts.
    """
    held, known = list(qualifications), teaching_spells(cycle.registration.person_id)
    hours = rules.teaching_hours(
        (spell for row in held for spell in _spells_for(row, known)),
        since=cycle.counted_since,
        until=through,
        rule_set=rules_of(cycle.rule_set_id),
    )
    taught = tuple(
        rules.Teaching(
            qualification=qualification_name(row),
            hours=hours.get(str(row.pk), Decimal(0)),
            source=rules.Source.APPOINTMENT,
        )
        for row in held
    )
    return _sectors(known, on), taught


def _sectors(known: Iterable[TeachingSpell], on: date) -> frozenset[str]:
    return frozenset(
        spell.sector
        for spell in known
        if spell.since <= on and (spell.until is None or on < spell.until)
    )


def _spells_for(row: Qualification, known: Iterable[TeachingSpell]) -> Iterator[rules.Spell]:
    """Yield what was taught on this qualification; without subject areas a ground is for all that
    it gives.
    """
    for spell in known:
        code = codes().basis(spell.code, on=spell.since)
        areas = spell.subject_areas or ("", CLASS_TEACHER)
        if (
            code is not None
            and code.section is Section.REGISTER
            and (code.sector.value, True) == (row.sector, row.subject in areas)
        ):
            yield rules.Spell(
                appointment=str(spell.appointment),
                qualification=str(row.pk),
                fte=spell.fte,
                since=spell.since,
                until=spell.until,
            )
