"""All cycles against their rules: read in sets, judged by the same rules as one page."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from math import ceil
from multiprocessing import get_context

from django.db import connection, connections
from django.db.models import QuerySet
from django.utils.translation import get_language

from core.collector import collector_at_rest
from cpd.selectors.activities import hours_sql
from register import rules
from register.models import Cycle, Qualification

from .assessment import CATEGORIES, ONE_DAY, facts_from
from .rulesets import rules_of
from .teaching import NO_WORK, Held, work_of

Portion = tuple[int, int]  # the first and the last key of some cycles

_MOST = 5_000  # cycles in memory at once
_CYCLES = """
select cycle.id, cycle.rule_set_id, registration.person_id, cycle.counted_since as since,
    least(cycle.until, %s) as until
from register_cycle cycle
join register_registration registration on registration.id = cycle.registration_id
where cycle.id >= %s and cycle.id <= %s and cycle.counted_since <= %s
    and cycle.status not in ('renewed', 'lapsed', 'broken_off')
"""
_CYCLES_WITH_HOURS = hours_sql(_CYCLES)

Assessed = Iterator[tuple[int, rules.Assessment]]


def count_met(*, on: date, processes: int) -> Counter[bool]:
    """Return how many cycles have everything that is needed on a day, and how many have not.

    Processes share the work, each with a connection of its own. Within a transaction there is
    one, for no other would see what the transaction wrote.
    """
    work, count = portions(on=on, shares=processes), partial(_count_met, on=on)
    if min(processes, len(work)) <= 1 or connection.in_atomic_block:
        return sum(map(count, work), Counter())
    connections.close_all()  # a fork would go on with the connection of its parent
    with ProcessPoolExecutor(
        processes, get_context("fork"), initializer=connections.close_all
    ) as pool:
        return sum(pool.map(count, work), Counter())


def portions(*, on: date, shares: int = 1) -> list[Portion]:
    """Divide the cycles that count something on a day in at least so many portions."""
    keys = list(_running(on).order_by("pk").values_list("pk", flat=True))
    size = min(_MOST, ceil(len(keys) / shares)) or 1
    chunks = (keys[start : start + size] for start in range(0, len(keys), size))
    return [(chunk[0], chunk[-1]) for chunk in chunks]


def assess_portion(portion: Portion, *, on: date) -> Assessed:
    """Yield the key of each cycle of a portion, and what it comes to on a day."""
    people = _people_of(portion, on)
    work, held, language = work_of(people), _qualifications(people), get_language() or ""
    with connection.cursor() as cursor:
        cursor.execute(_CYCLES_WITH_HOURS, [on + ONE_DAY, *portion, on])
        for key, rule_set_id, person, since, until, *hours in cursor:
            rule_set = rules_of(rule_set_id)
            facts = facts_from(
                rules.Period(since, until),
                rule_set=rule_set,
                hours=dict(zip(CATEGORIES, hours, strict=True)),
                qualifications=held.get(person, ()),
                work=work.get(person, NO_WORK),
                language=language,
                on=on,
            )
            yield key, rules.assess(rule_set, facts)


def _count_met(portion: Portion, *, on: date) -> Counter[bool]:
    with collector_at_rest():
        return Counter(assessment.met for _key, assessment in assess_portion(portion, on=on))


def _running(on: date) -> QuerySet[Cycle]:
    return Cycle.objects.undecided().filter(counted_since__lte=on)


def _people_of(portion: Portion, on: date) -> QuerySet[Cycle, int]:
    cycles = _running(on).filter(pk__gte=portion[0], pk__lte=portion[1])
    return cycles.values_list("registration__person", flat=True)


def _qualifications(people: QuerySet) -> dict[int, list[Held]]:
    held: dict[int, list[Held]] = defaultdict(list)
    confirmed = Qualification.objects.confirmed().filter(person__in=people)
    for row in confirmed.values_list(
        "person_id", "pk", "sector", "subject", "checked_on", named=True
    ):
        held[row.person_id].append(row)
    return held
