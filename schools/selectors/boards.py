"""What a board's HR officer sees first: what needs attention, and who works there."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import ApiClient, Mandate
from schools.models import Board, Delivery, Dispute
from schools.rules import CodeList, Ground, sections_on

from .codes import grounds_list
from .ending import SHOWN, Ending, at_work, endings, per_step, running

DELIVERIES = 5


@dataclass(frozen=True)
class Overview:
    """The content of a board's home page.

    ``counts`` holds the name and number of the board, its ``people`` at work and how many of them
    ``confirmed``, ``disputes`` and ``last_applied_at``; ``sections`` counts staff per section,
    where somebody may be in two.
    """

    counts: Mapping[str, Any]
    unfinished: list[Delivery]
    sections: Counter[str]
    expiring: list[Ending]

    @property
    def soon(self) -> list[Ending]:
        return [one for one in self.expiring if one.soon]

    @property
    def steps(self) -> list[tuple[int, int]]:
        return per_step(self.expiring)

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
    """Return the content of a board's home page, in four queries."""
    codes = grounds_list()
    bases = list(running(pk, on=on).values(*SHOWN))
    return Overview(
        counts=_counts(pk, on=on),
        unfinished=list(Delivery.objects.unfinished().filter(board=pk)[:DELIVERIES]),
        sections=_per_section(bases, codes, on=on),
        expiring=endings(bases, codes, on=on),
    )


def boards_served(client: ApiClient, *, on: date) -> QuerySet[Board]:
    """Return the boards for which a client may deliver on a day.

    That is its own board, or the boards that mandated its office.
    """
    mandates = Mandate.objects.on(on).filter(office=client.organisation_id)
    return Board.objects.filter(Q(pk=client.organisation_id) | Q(pk__in=mandates.values("board")))


def sections_of_staff(
    board: int, *, on: date, among: Collection[int] | None = None
) -> dict[int, set[str]]:
    """Return the sections of each member of staff that this board's grounds put in one."""
    bases = running(board, on=on).filter(since__lte=on)
    if among is not None:
        bases = bases.filter(appointment__staff__in=among)
    return _sections(bases.values(*SHOWN), grounds_list(), on=on)


def _counts(pk: int, *, on: date) -> Mapping[str, Any]:
    staff = at_work(pk, on=on).order_by().values("board")
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
