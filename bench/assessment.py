"""The whole country against its rules."""

from django.db import connection

from core import clock
from register.models import Cycle
from register.selectors.assessment import assess_cycle
from register.selectors.country import assess_country

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
    """Assess every cycle; beside it the bare sums, and one teacher after the other."""
    on = clock.today()
    cycles = Cycle.objects.undecided()
    say(f"an assessment of {cycles.count()} cycles")
    with connection.cursor() as cursor, stopwatch() as limit:
        cursor.execute(SUMS)
    with stopwatch() as ours:
        assessed = sum(1 for _ in assess_country(on=on))
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
        notes={"one teacher, ms": round(1000 * peer.seconds / len(some), 1)},
    )
