"""How much a teacher taught, for each qualification: the appointments of all boards, less leave."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import NamedTuple, Protocol

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

    pk: int
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
    count = partial(
        rules.teaching_hours,
        list(_spells_for(qualifications, work.spells)),
        period=period,
        rule_set=rule_set,
    )
    taught = count(leave=work.leave)
    without_leave = count(leave=()) if work.leave else taught
    return tuple(
        rules.Teaching(
            name_of(row.sector, row.subject, row.checked_on, language),
            taught.get(key, ZERO),
            APPOINTMENT,
            without_leave.get(key, ZERO) - taught.get(key, ZERO),
        )
        for row in qualifications
        for key in [str(row.pk)]
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
