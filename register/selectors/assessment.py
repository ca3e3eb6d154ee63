"""Assessing a cycle on a day: the facts from all apps, compared with its rule set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from django.db import connection
from django.utils.translation import get_language, override

from cpd.choices.activities import Category
from cpd.choices.sessions import Province
from cpd.selectors.activities import hours_sql
from register import rules
from register.models import Cycle, Qualification

from .rulesets import rules_of
from .teaching import NO_WORK, Held, Work, provinces_on, sectors_on, teaching_of, work_of

CATEGORIES = Category.values  # in the order of hours_sql
LANGUAGE = "nl"
ONE_DAY = timedelta(days=1)
PACE_DAYS = 365
_SPANS = """
select * from unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[])
    as span (id, person_id, since, until)
"""

Hours = Mapping[str, Decimal]


@dataclass(frozen=True)
class Standing:
    """The standing of a cycle on a day: the facts, their assessment, and a forecast.

    ``provinces`` says where the teacher works on that day; no rule asks for it.
    """

    facts: rules.Facts
    assessment: rules.Assessment
    forecast: rules.Forecast
    provinces: frozenset[Province]


def assess_cycle(cycle: Cycle, on: date) -> rules.Assessment:
    return standing_of(cycle, on=on).assessment


def standing_of(cycle: Cycle, *, on: date) -> Standing:
    """Assess a cycle with everything done up to and including a day."""
    held = Qualification.objects.confirmed().filter(person=cycle.registration.person_id)
    person = cycle.registration.person_id
    work = work_of([person]).get(person, NO_WORK)
    return standing_with(list(held), work, cycle=cycle, on=on)


def standing_with(
    qualifications: Sequence[Held], work: Work, *, cycle: Cycle, on: date
) -> Standing:
    """Assess a cycle with qualifications and work that were read already."""
    rule_set = rules_of(cycle.rule_set_id)
    counted = counted_period(cycle.counted_since, cycle.until, on=on)
    recently = max(cycle.counted_since, counted.until - timedelta(days=PACE_DAYS))
    hours, recent = _hours(cycle, [counted, rules.Period(recently, counted.until)])
    read = partial(
        facts_from,
        rule_set=rule_set,
        hours=hours,
        qualifications=qualifications,
        work=work,
        language=get_language() or "",
        on=on,
    )
    facts = read(counted)
    return Standing(
        facts=facts,
        assessment=rules.assess(rule_set, facts),
        forecast=rules.forecast(
            rule_set,
            facts,
            # Over a year, even for those who began a week ago: one long course is no pace.
            pace=rules.Pace(recent, PACE_DAYS),
            teaching=read(rules.Period(cycle.counted_since, cycle.until)).teaching,
            days_left=rules.days_left(cycle.until, on=on),
        ),
        provinces=provinces_on(work.spells, on),
    )


def facts_from(  # noqa: PLR0913  what a page and a country read
    counted: rules.Period,
    *,
    rule_set: rules.RuleSet,
    hours: Hours,
    qualifications: Sequence[Held],
    work: Work,
    language: str,
    on: date,
) -> rules.Facts:
    """Combine what was read about a teacher into facts, for one page or for the whole country."""
    teaching = teaching_of(
        qualifications, work, period=counted, rule_set=rule_set, language=language
    )
    return rules.Facts(True, sectors_on(work.spells, on), hours, teaching)


def counted_period(since: date, until: date, *, on: date) -> rules.Period:
    """Return the days of a cycle that count on a day: up to and including that day."""
    return rules.Period(since, min(until, on + ONE_DAY))


def dutch_standing_of(cycle: Cycle, *, on: date) -> Standing:
    """Assess for a decision, with names in Dutch as in the letter, also for an English reader."""
    with override(LANGUAGE):
        return standing_of(cycle, on=on)


def _hours(cycle: Cycle, periods: Sequence[rules.Period]) -> list[Hours]:
    """Return the hours that count in each of these periods, in one query."""
    numbers, person = list(range(len(periods))), cycle.registration.person_id
    since, until = zip(*((period.since, period.until) for period in periods), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(hours_sql(_SPANS), [numbers, [person] * len(periods), [*since], [*until]])
        found = {
            number: dict(zip(CATEGORIES, hours, strict=True))
            for number, _person, _since, _until, *hours in cursor
        }
    return [found[number] for number in numbers]
