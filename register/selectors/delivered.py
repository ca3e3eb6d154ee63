"""What boards delivered about a person, in words."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from register.rules import leaves_on
from schools.rules import Ground, Section
from schools.selectors import bases_of
from schools.selectors.codes import title_of

from .qualifications import subject_names


@dataclass(frozen=True)
class Route:
    """A temporary ground on which somebody works, on the way to a qualification.

    ``extensions`` are the months by which it may be extended after its first term, one number for
    each time (domain.md §3.2). ``leaves_on`` is the day on which the place in the register ends
    when nothing follows on it.
    """

    title: str
    article: str
    subjects: str
    since: date
    until: date | None
    extensions: tuple[int, ...]
    supports: bool
    leaves_on: date | None


def routes_of(person: Person, *, on: date) -> list[Route]:
    """Return the grounds of somebody who is not fully qualified yet, the first to end first.

    They are those that keep a teacher in the anteroom, and those of unqualified supporters.
    """
    known = bases_of([person.pk]).get(person.pk, [])
    grounds = [ground for ground in known if _is_on_the_way(ground) and ground.holds_on(on)]
    return [_route(ground, known) for ground in sorted(grounds, key=_end)]


def _is_on_the_way(ground: Ground) -> bool:
    section = ground.code.section
    return section is Section.ANTEROOM or (section is Section.SUPPORT and ground.code.temporary)


def _route(ground: Ground, known: list[Ground]) -> Route:
    code = ground.code
    section = Section.SUPPORT if code.section is Section.SUPPORT else Section.ANTEROOM
    return Route(
        title=title_of(code),
        article=code.article,
        subjects=", ".join(subject_names(ground.subject_areas, code.sector, on=ground.since)),
        since=ground.since,
        until=ground.until,
        extensions=code.extension_months,
        supports=section is Section.SUPPORT,
        leaves_on=leaves_on(known, section=section.value),
    )


def _end(ground: Ground) -> date:
    return ground.until or date.max
