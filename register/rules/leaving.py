"""When somebody without an appointment leaves the register."""

from collections.abc import Collection, Iterable
from datetime import date

from schools.rules import Ground, Section, add_months, sections_on

MONTHS = 6  # in the anteroom and the support section, after the last ground; our own choice


def leaves_on(grounds: Iterable[Ground], *, section: str) -> date | None:
    """Return the day on which a place in the anteroom or the support section ends: six months
    after the last ground for it. None if a ground has no end yet, or if none is known.
    """
    ends = [
        ground.until
        for ground in grounds
        if any(place.section.value == section for place in sections_on([ground], ground.since))
    ]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends) or not known:
        return None
    return add_months(max(known), MONTHS)


def stays_on(grounds: Collection[Ground], *, on: date) -> bool:
    """Tell whether somebody whose cycle is over has a ground for the register on a day.

    True as well if no ground was ever delivered: then none can have ended.
    """
    places = sections_on(grounds, on)
    return not grounds or any(place.section is Section.REGISTER for place in places)
