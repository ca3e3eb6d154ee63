"""The temporary grounds of a board that end, and what was done about them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from schools.models import AcceptedEnd, AppointmentBasis, StaffRecord
from schools.querysets import StaffQuerySet
from schools.rules import CodeList, Ground
from schools.rules.ending import STEPS, is_continued, months_left

from .codes import grounds_list, title_of

ONE_DAY = timedelta(days=1)

SHOWN = (
    "pk",
    "appointment",
    "appointment__staff",
    "appointment__staff__staff_number",
    "appointment__staff__given_names",
    "appointment__staff__prefix",
    "appointment__staff__family_name",
    "appointment__location__name",
    "appointment__category",
    "code",
    "subject_areas",
    "since",
    "until",
    "accepted",
)
_NAME = ("given_names", "prefix", "family_name")


@dataclass(frozen=True)
class Ending:
    """A temporary ground of a member of staff that ends within ``months``, and what it is."""

    basis: int
    staff: int
    staff_number: str
    name: str
    location: str
    code: str
    title: str
    last_day: date
    months: int

    @property
    def soon(self) -> bool:
        return self.months == STEPS[0]

    @property
    def tone(self) -> str:
        return "bad" if self.soon else ""


def running(board: int, *, on: date) -> QuerySet[AppointmentBasis]:
    """Return the present and future grounds of a board, and whether their end was accepted."""
    accepted = AcceptedEnd.objects.filter(basis=OuterRef("pk"), until=OuterRef("until"))
    bases = AppointmentBasis.objects.standing().filter(
        Q(until=None) | Q(until__gt=on), appointment__staff__board=board
    )
    return bases.annotate(accepted=Exists(accepted))


def at_work(board: int, *, on: date) -> StaffQuerySet:
    """Return who works at a board, or is going to; not who left or went to another board."""
    grounds = running(board, on=on).filter(appointment__staff=OuterRef("pk"))
    return StaffRecord.objects.filter(Exists(grounds), board=board)


def ending_grounds(board: int, *, on: date) -> list[Ending]:
    """Return the grounds of a board whose end needs attention, the nearest first."""
    return endings(running(board, on=on).values(*SHOWN), grounds_list(), on=on)


def endings(bases: Iterable[dict], codes: CodeList, *, on: date) -> list[Ending]:
    """Return those of these grounds, with the columns of ``SHOWN``, whose end needs attention.

    It does not if another ground continues it, or if an officer accepted the end.
    """
    return sorted(_asking(bases, codes, on=on), key=lambda one: (one.last_day, one.name))


def per_step(found: Iterable[Ending]) -> list[tuple[int, int]]:
    """Return for each step in months how many grounds end within it."""
    counts = Counter(one.months for one in found)
    return [(step, sum(counts[near] for near in STEPS if near <= step)) for step in STEPS]


def _asking(bases: Iterable[dict], codes: CodeList, *, on: date) -> Iterator[Ending]:
    for held in _by_appointment(bases, codes):
        for basis, ground in held:
            months = months_left(ground, on=on)
            if months is None or basis["accepted"]:
                continue
            if not any(other is not ground and is_continued(ground, other) for _, other in held):
                yield _ending(basis, ground, months)


def _by_appointment(bases: Iterable[dict], codes: CodeList) -> Iterable[list[tuple[dict, Ground]]]:
    grounds: dict[int, list[tuple[dict, Ground]]] = defaultdict(list)
    for basis in bases:
        if code := codes.basis(basis["code"], on=basis["since"]):
            areas = tuple(basis["subject_areas"])
            ground = Ground(
                basis["appointment__category"], code, areas, basis["since"], basis["until"]
            )
            grounds[basis["appointment"]].append((basis, ground))
    return grounds.values()


def _ending(basis: dict, ground: Ground, months: int) -> Ending:
    names = (basis[f"appointment__staff__{part}"] for part in _NAME)
    return Ending(
        basis=basis["pk"],
        staff=basis["appointment__staff"],
        staff_number=basis["appointment__staff__staff_number"],
        name=" ".join(filter(None, names)),
        location=basis["appointment__location__name"],
        code=ground.code.code,
        title=title_of(ground.code),
        last_day=basis["until"] - ONE_DAY,
        months=months,
    )
