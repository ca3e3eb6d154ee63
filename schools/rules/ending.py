"""When the end of a temporary ground needs attention, and when it no longer does."""

from datetime import date

from .sections import Ground
from .terms import add_months

STEPS = (1, 3, 6)
"""Months before the end of a ground at which a board is told (domain.md §10.3: from six on)."""


def months_left(ground: Ground, *, on: date) -> int | None:
    """Return the smallest step in months within which a temporary ground ends, or None.

    None if it has ended already, or ends later than the largest step.
    """
    if not ground.code.temporary or ground.until is None or ground.until <= on:
        return None
    return next((step for step in STEPS if ground.until <= add_months(on, step)), None)


def is_continued(ground: Ground, by: Ground) -> bool:
    """Tell whether another ground of the same appointment continues it without a gap.

    It does if it lasts longer and covers one of the same subject areas, or all of them.
    """
    if ground.until is None or by.since > ground.until:
        return False
    longer = by.until is None or by.until > ground.until
    everything = not ground.subject_areas or not by.subject_areas
    return longer and (everything or bool({*ground.subject_areas} & {*by.subject_areas}))
