"""All cycles against their rules: read in sets, judged by the same rules as one page."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from core.collector import collector_at_rest
from cpd.selectors.activities import hours_sql
from register import rules
from register.models import Cycle, Qualification

from .assessment import CATEGORIES, ONE_DAY, counted_period, facts_from
from .rulesets import rules_of
from .teaching import NO_WORK, Held, work_of

_CHUNK = 5_000
_WINDOWS = """
select cycle.id, registration.person_id, cycle.counted_since as since,
    least(cycle.until, %s) as until
from register_cycle cycle
join register_registration registration on registration.id = cycle.registration_id
where cycle.id >= %s and cycle.id <= %s and cycle.counted_since <= %s
    and cycle.status not in ('renewed', 'lapsed', 'broken_off')
"""
_CYCLES = f"""
select cycle.id, registration.person_id, cycle.rule_set_id, cycle.counted_since, cycle.until,
    {", ".join(f"done.{category}" for category in CATEGORIES)}
from ({hours_sql(_WINDOWS)}) done
join register_cycle cycle on cycle.id = done.id
join register_registration registration on registration.id = cycle.registration_id
order by cycle.id
"""  # noqa: S608  our own words only; values are parameters


def assess_country(*, on: date) -> Iterator[tuple[int, rules.Assessment]]:
    """Yield the key of every cycle that counts something on a day, and what it comes to then."""
    running = Cycle.objects.undecided().filter(counted_since__lte=on).order_by("pk")
    keys = list(running.values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        with collector_at_rest():
            assessed = _assess(running.filter(pk__gte=chunk[0], pk__lte=chunk[-1]), chunk, on)
        yield from assessed


def _assess(
    cycles: QuerySet[Cycle], keys: list[int], on: date
) -> list[tuple[int, rules.Assessment]]:
    people = cycles.order_by().values_list("registration__person", flat=True)
    work, held = work_of(people), _qualifications(people)
    assessed = []
    with connection.cursor() as cursor:
        cursor.execute(_CYCLES, [on + ONE_DAY, keys[0], keys[-1], on])
        for key, person, rule_set_id, since, until, *hours in cursor.fetchall():
            rule_set = rules_of(rule_set_id)
            facts = facts_from(
                counted_period(since, until, on=on),
                rule_set=rule_set,
                hours=dict(zip(CATEGORIES, hours, strict=True)),
                qualifications=held.get(person, ()),
                work=work.get(person, NO_WORK),
                on=on,
            )
            assessed.append((key, rules.assess(rule_set, facts)))
    return assessed


def _qualifications(people: QuerySet) -> dict[int, list[Held]]:
    held: dict[int, list[Held]] = defaultdict(list)
    confirmed = Qualification.objects.confirmed().filter(person__in=people)
    for row in confirmed.values_list(
        "person_id", "pk", "sector", "subject", "checked_on", named=True
    ):
        held[row.person_id].append(row)
    return held
