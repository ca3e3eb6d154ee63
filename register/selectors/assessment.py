"""What a cycle comes to on a day: the facts from the other apps, held against its rule set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import translation

from cpd.choices import Category
from cpd.selectors.activities import hours_sql
from register import rules
from register.models import Cycle, Qualification
from schools.choices import Section

from .rulesets import rules_of
from .teaching import teaching_of

LANGUAGE = "nl"
ONE_DAY = timedelta(days=1)
PACE_DAYS = 365
_SPANS = """
select * from unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[])
    as span (id, person_id, since, until)
"""

Span = tuple[date, date]
Hours = Mapping[str, Decimal]


@dataclass(frozen=True)
class Standing:
    """Where a cycle stands on a day: what there is, what that comes to, and where it leads."""

    facts: rules.Facts
    assessment: rules.Assessment
    forecast: rules.Forecast


def assess_cycle(cycle: Cycle, on: date) -> rules.Assessment:
    return standing_of(cycle, on=on).assessment


def standing_of(cycle: Cycle, *, on: date) -> Standing:
    """Assess a cycle with what was done up to and including a day."""
    held = Qualification.objects.confirmed().filter(person=cycle.registration.person_id)
    return standing_with(held, cycle=cycle, on=on)


def standing_with(qualifications: Iterable[Qualification], *, cycle: Cycle, on: date) -> Standing:
    """Assess a cycle for these qualifications, for a page that has read them already."""
    rule_set = rules_of(cycle.rule_set_id)
    through = min(cycle.until, on + ONE_DAY)
    pace_since = max(cycle.counted_since, through - timedelta(days=PACE_DAYS))
    hours, recent = _hours(cycle, [(cycle.counted_since, through), (pace_since, through)])
    sectors, teaching = teaching_of(cycle, qualifications=qualifications, through=through, on=on)
    facts = rules.Facts(
        duty=cycle.registration.section == Section.REGISTER,
        sectors=sectors,
        hours=hours,
        teaching=teaching,
    )
    return Standing(
        facts=facts,
        assessment=rules.assess(rule_set, facts),
        forecast=rules.forecast(
            rule_set,
            facts,
            pace=rules.Pace(recent, (through - pace_since).days),
            days_left=rules.days_left(cycle.until, on=on),
        ),
    )


def dutch_standing_of(cycle: Cycle, *, on: date) -> Standing:
    """Assess for a decision: the names in it are those of the letter, whoever reads along."""
    with translation.override(LANGUAGE):
        return standing_of(cycle, on=on)


def _hours(cycle: Cycle, spans: Sequence[Span]) -> list[Hours]:
    """Return the hours that count in each of these spans, in one query."""
    since, until = zip(*spans, strict=True)
    numbers, person = list(range(len(spans))), cycle.registration.person_id
    with connection.cursor() as cursor:
        cursor.execute(
            hours_sql(_SPANS), [numbers, [person] * len(spans), list(since), list(until)]
        )
        found = {row[0]: dict(zip(Category.values, row[1:], strict=True)) for row in cursor}
    return [found[number] for number in numbers]
