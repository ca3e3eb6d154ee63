"""What boards delivered about a person, in words."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from schools.rules import Ground, Section
from schools.selectors import bases_of
from schools.selectors.codes import title_of

from .qualifications import subject_names


@dataclass(frozen=True)
class Route:
    """A temporary ground on which somebody teaches, on the way to a qualification."""

    title: str
    subjects: str
    since: date
    until: date | None


def routes_of(person: Person, *, on: date) -> list[Route]:
    """Return the grounds that keep somebody in the anteroom on a day, the first to end first."""
    grounds = [
        ground
        for ground in bases_of([person.pk]).get(person.pk, [])
        if ground.code.section is Section.ANTEROOM and ground.holds_on(on)
    ]
    return [_route(ground) for ground in sorted(grounds, key=_end)]


def _route(ground: Ground) -> Route:
    code = ground.code
    return Route(
        title=title_of(code),
        subjects=", ".join(subject_names(ground.subject_areas, code.sector, on=ground.since)),
        since=ground.since,
        until=ground.until,
    )


def _end(ground: Ground) -> date:
    return ground.until or date.max
