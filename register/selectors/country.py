"""All cycles against their rules: read in sets, judged by the same rules as one page."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db import connection

from cpd.choices import Category
from cpd.selectors.activities import hours_sql
from register import rules
from register.models import Cycle, Qualification
from schools.selectors import spells_of

from .assessment import ONE_DAY, Hours, facts_from
from .rulesets import rules_of

_CHUNK = 5_000
_WINDOWS = """
select cycle.id, registration.person_id, cycle.counted_since as since,
    least(cycle.until, %s) as until
from register_cycle cycle
join register_registration registration on registration.id = cycle.registration_id
where cycle.id = any(%s)
"""


def assess_country(*, on: date) -> Iterator[tuple[Cycle, rules.Assessment]]:
    """Yield every cycle that counts something on a day, with what it comes to on that day."""
    running = Cycle.objects.undecided().filter(counted_since__lte=on).order_by("pk")
    keys = list(running.values_list("pk", flat=True))
    for start in range(0, len(keys), _CHUNK):
        yield from _assess(keys[start : start + _CHUNK], on)


def _assess(keys: list[int], on: date) -> Iterator[tuple[Cycle, rules.Assessment]]:
    cycles = list(Cycle.objects.select_related("registration").filter(pk__in=keys))
    people = [cycle.registration.person_id for cycle in cycles]
    hours, spells, held = _hours(keys, on), spells_of(people), _qualifications(people)
    for cycle in cycles:
        person = cycle.registration.person_id
        facts = facts_from(
            cycle,
            hours=hours[cycle.pk],
            qualifications=held[person],
            spells=spells.get(person, []),
            on=on,
        )
        yield cycle, rules.assess(rules_of(cycle.rule_set_id), facts)


def _hours(keys: list[int], on: date) -> dict[int, Hours]:
    with connection.cursor() as cursor:
        cursor.execute(hours_sql(_WINDOWS), [on + ONE_DAY, keys])
        return {row[0]: dict(zip(Category.values, row[1:], strict=True)) for row in cursor}


def _qualifications(people: list[int]) -> dict[int, list[Qualification]]:
    held: dict[int, list[Qualification]] = defaultdict(list)
    for row in Qualification.objects.confirmed().filter(person__in=people):
        held[row.person_id].append(row)
    return held
