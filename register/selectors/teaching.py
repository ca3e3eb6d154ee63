"""How much a teacher taught, for each qualification: the appointments of all boards, less leave."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

from cpd.choices.sessions import Province
from register import rules
from register.models import Case
from schools.rules import Section
from schools.selectors import TeachingSpell, spells_of

from .qualifications import codes, name_of

CLASS_TEACHER = "GR"
APPOINTMENT = rules.Source.APPOINTMENT
ZERO = Decimal(0)


class Held(Protocol):
    """A qualification as its row has it."""

    sector: str
    subject: str
    checked_on: date


class Work(NamedTuple):
    """What somebody taught by their appointments, and the leave granted in any of their periods."""

    spells: Sequence[TeachingSpell] = ()
    leave: Sequence[rules.Period] = ()


NO_WORK = Work()


def work_of(people: Collection[int]) -> dict[int, Work]:
    """Return what people taught and were granted; who taught nothing is left out."""
    leave = _leave_of(people)
    return {
        person: Work(found, leave.get(person, ())) for person, found in spells_of(people).items()
    }


def _leave_of(people: Collection[int]) -> dict[int, list[rules.Period]]:
    granted = Case.objects.granted_leave().filter(registration__person__in=people)
    leave: dict[int, list[rules.Period]] = defaultdict(list)
    for person, since, until in granted.values_list(
        "registration__person", "deferral__since", "deferral__until"
    ):
        leave[person].append(rules.Period(since, until))
    return leave


def teaching_of(
    qualifications: Sequence[Held],
    work: Work,
    *,
    period: rules.Period,
    rule_set: rules.RuleSet,
    language: str,
) -> tuple[rules.Teaching, ...]:
    """Return the hours taught in a period for each qualification, under its name."""
    count = partial(rules.teaching_hours, period=period, rule_set=rule_set)
    found = []
    for row in qualifications:
        spells = [spell for spell in work.spells if _rests_on(spell, row)]
        hours, lost = count(spells, leave=work.leave), ZERO
        if work.leave:
            lost = count(spells, leave=()) - hours
        name = name_of(row.sector, row.subject, row.checked_on, language)
        found.append(rules.Teaching(name, hours, APPOINTMENT, lost))
    return tuple(found)


def sectors_on(spells: Iterable[TeachingSpell], on: date) -> frozenset[str]:
    """Return the sectors in which a teacher works on a day."""
    return frozenset(spell.sector for spell in _running(spells, on))


def provinces_on(spells: Iterable[TeachingSpell], on: date) -> frozenset[Province]:
    """Return the provinces in which a teacher works on a day, as far as they are known."""
    found = (Province.named(spell.province) for spell in _running(spells, on))
    return frozenset(province for province in found if province)


def _running(spells: Iterable[TeachingSpell], on: date) -> list[TeachingSpell]:
    return [
        spell for spell in spells if spell.since <= on and (spell.until is None or on < spell.until)
    ]


def _rests_on(spell: TeachingSpell, held: Held) -> bool:
    """Tell whether teaching was on this qualification; a ground without subject areas is for all
    that it gives.
    """
    areas = spell.subject_areas or ("", CLASS_TEACHER)
    return held.subject in areas and held.sector == _sector(spell.code, spell.since)


@lru_cache(maxsize=10_000)
def _sector(code: str, on: date) -> str:
    """Return the sector of a ground that qualifies, which a special school takes from another."""
    known = codes().basis(code, on=on)
    return known.sector.value if known and known.section is Section.REGISTER else ""
