"""What leave does to a cycle (domain.md §3.3): it moves the planned end, and hours taught during
leave do not count.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from .cycles import Period


def days_of_leave(
    spells: Iterable[Period],
    *,
    since: date,
    scheduled_until: date,
    shortest_days: int,
    longest_days: int,
) -> int:
    """Return by how many days granted leave moves the end of a cycle.

    Spells shorter than ``shortest_days`` do not count. A day that lies in several of the others
    counts once. Leave during the extension counts too; the end moves by at most ``longest_days``.
    """
    long = [spell for spell in spells if (spell.until - spell.since).days >= shortest_days]
    moved = 0
    while True:
        until = scheduled_until + timedelta(days=moved)
        now = min(days_of_union(_cut(long, since, until)), longest_days)
        if now == moved:
            return moved
        moved = now


def days_of_union(spells: Iterable[Period]) -> int:
    """Count the days that lie in any of these periods."""
    total, covered = 0, date.min
    for spell in sorted(spells, key=lambda spell: spell.since):
        begin = max(spell.since, covered)
        if spell.until > begin:
            total, covered = total + (spell.until - begin).days, spell.until
    return total


def days_outside(spells: Iterable[Period], period: Period) -> Iterator[Period]:
    """Yield the stretches of a period that lie in none of these spells."""
    since = period.since
    for spell in sorted(spells, key=lambda spell: spell.since):
        if spell.since > since:
            yield Period(since, min(spell.since, period.until))
        since = max(since, spell.until)
        if since >= period.until:
            return
    yield Period(since, period.until)


def _cut(spells: Iterable[Period], since: date, until: date) -> Iterator[Period]:
    return (Period(max(spell.since, since), min(spell.until, until)) for spell in spells)
