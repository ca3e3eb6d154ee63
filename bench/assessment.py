"""Assessing the whole country against its rules."""

import os

from django.db import connection

from core import clock
from register.models import Cycle
from register.selectors.assessment import assess_cycle
from register.selectors.country import count_met

from .measure import Line, say, stopwatch

MOST = 2.5
LOOPED = 500

SUMS = """
create temporary table sums as
select c.id, sum(h.hours) filter (where category = 'subject_content') as content,
    sum(h.hours) filter (where category = 'subject_teaching') as teaching,
    sum(h.hours) filter (where category = 'pedagogy') as pedagogy,
    sum(h.hours) filter (where category not in ('subject_content', 'subject_teaching', 'pedagogy'))
        as other
from register_cycle c join register_registration r on r.id = c.registration_id
left join cpd_activityhours h on h.person_id = r.person_id and h.status = 'counts'
    and h.done_on >= c.counted_since and h.done_on < c.until
group by c.id
"""


def measure() -> Line:
    """Assess every cycle; compare with the bare sums in SQL, and with a loop over teachers."""
    on = clock.today()
    cycles = Cycle.objects.undecided()
    say(f"an assessment of {cycles.count()} cycles")
    with connection.cursor() as cursor, stopwatch() as limit:
        cursor.execute(SUMS)
    with stopwatch() as alone:
        assessed = count_met(on=on, processes=1).total()
    with stopwatch() as ours:
        count_met(on=on, processes=os.cpu_count() or 1)
    some = list(cycles.with_registration()[:LOOPED])
    with stopwatch() as peer:
        for cycle in some:
            assess_cycle(cycle, on)
    return Line(
        work=f"an assessment of {assessed} people",
        ours=ours.seconds,
        limit=limit.seconds,
        most=MOST,
        peers={f"a loop per teacher, {LOOPED}, scaled": peer.seconds / len(some) * assessed},
        notes={
            "in one process, s": round(alone.seconds, 2),
            "one teacher, ms": round(1000 * peer.seconds / len(some), 1),
        },
    )
