"""What a board's HR officer sees first: what asks for attention, and who works there."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from schools.models import AppointmentBasis, Board, Delivery, Dispute, StaffRecord
from schools.rules import CodeList, Ground, add_months, sections_on

from .codes import grounds_list, title_of

EXPIRING_MONTHS = 6
SOON = timedelta(days=31)
ONE_DAY = timedelta(days=1)
SHOWN = 5


@dataclass(frozen=True)
class Expiring:
    """A temporary ground of a member of staff that ends."""

    staff: int
    staff_number: str
    name: str
    location: str
    code: str
    title: str
    last_day: date
    soon: bool

    @property
    def tone(self) -> str:
        return "bad" if self.soon else ""


@dataclass(frozen=True)
class Overview:
    """``counts`` holds the name and number of the board, and its ``people``, ``confirmed``,
    ``disputes`` and ``last_applied_at``; ``sections`` counts staff per section, and somebody may be
    in two.
    """

    counts: Mapping[str, Any]
    unfinished: list[Delivery]
    sections: Counter[str]
    expiring: list[Expiring]

    @property
    def soon(self) -> list[Expiring]:
        return [one for one in self.expiring if one.soon]

    @property
    def unconfirmed(self) -> int:
        return self.counts["people"] - self.counts["confirmed"]

    @property
    def all_confirmed(self) -> bool:
        return not self.unconfirmed

    @property
    def calm(self) -> bool:
        return not (self.unfinished or self.soon or self.unconfirmed or self.counts["disputes"])


def board_overview(pk: int, *, on: date) -> Overview:
    """Return what stands on the home page of a board, in four queries."""
    codes = grounds_list()
    bases = list(_bases(pk).filter(Q(until=None) | Q(until__gt=on)).values(*_SHOWN))
    return Overview(
        counts=_counts(pk),
        unfinished=list(Delivery.objects.unfinished().filter(board=pk)[:SHOWN]),
        sections=_per_section(bases, codes, on=on),
        expiring=sorted(_expiring(bases, codes, on=on), key=lambda one: one.last_day),
    )


def sections_of_staff(board: int, *, on: date) -> dict[int, set[str]]:
    """Return the sections of each member of staff whom this board's grounds put in one."""
    bases = _bases(board).filter(Q(until=None) | Q(until__gt=on), since__lte=on)
    return _sections(bases.values(*_SHOWN), grounds_list(), on=on)


_SHOWN = (
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
)


def _bases(board: int) -> QuerySet[AppointmentBasis]:
    return AppointmentBasis.objects.filter(voided_at=None, appointment__staff__board=board)


def _counts(pk: int) -> Mapping[str, Any]:
    staff = StaffRecord.objects.filter(board=OuterRef("pk")).order_by().values("board")
    disputes = Dispute.objects.open().filter(staff__board=OuterRef("pk")).order_by()
    applied = Delivery.objects.applied().filter(board=OuterRef("pk")).order_by().values("board")
    counted = Board.objects.filter(pk=pk).values(
        "name",
        "number",
        people=_number(staff.annotate(n=Count("pk"))),
        confirmed=_number(staff.annotate(n=Count("confirmed_at"))),
        disputes=_number(disputes.values("staff__board").annotate(n=Count("pk"))),
        last_applied_at=Subquery(applied.annotate(n=Max("applied_at")).values("n")),
    )
    return counted.get()


def _number(counted: QuerySet) -> Coalesce:
    return Coalesce(Subquery(counted.values("n")), 0)


def _per_section(bases: Iterable[dict], codes: CodeList, *, on: date) -> Counter[str]:
    sections = _sections(bases, codes, on=on)
    return Counter(section for found in sections.values() for section in found)


def _sections(bases: Iterable[dict], codes: CodeList, *, on: date) -> dict[int, set[str]]:
    grounds: dict[int, list[Ground]] = defaultdict(list)
    for basis in bases:
        if code := codes.basis(basis["code"], on=basis["since"]):
            grounds[basis["appointment__staff"]].append(
                Ground(
                    basis["appointment__category"],
                    code,
                    tuple(basis["subject_areas"]),
                    basis["since"],
                    basis["until"],
                )
            )
    return {
        staff: {placement.section.value for placement in sections_on(held, on=on)}
        for staff, held in grounds.items()
    }


def _expiring(bases: Iterable[dict], codes: CodeList, *, on: date) -> Iterable[Expiring]:
    horizon = add_months(on, EXPIRING_MONTHS)
    for basis in bases:
        code = codes.basis(basis["code"], on=basis["since"])
        if code and code.temporary and basis["until"] and basis["until"] <= horizon:
            names = (basis[f"appointment__staff__{part}"] for part in _NAME)
            yield Expiring(
                staff=basis["appointment__staff"],
                staff_number=basis["appointment__staff__staff_number"],
                name=" ".join(filter(None, names)),
                location=basis["appointment__location__name"],
                code=code.code,
                title=title_of(code),
                last_day=basis["until"] - ONE_DAY,
                soon=basis["until"] <= on + SOON,
            )


_NAME = ("given_names", "prefix", "family_name")
