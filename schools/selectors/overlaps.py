"""The jobs that people have at several boards, for administrators."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q

from schools.models import Appointment, AppointmentBasis, Overlap, StaffRecord
from schools.rules import Basis
from schools.rules.together import BoardBasis, Job

from .people import in_words


class Together(NamedTuple):
    """One person's jobs and bases at all boards."""

    jobs: list[Job]
    bases: list[BoardBasis]


def at_several_boards(persons: Collection[int], *, on: date) -> dict[int, Together]:
    """Return the jobs and bases, by person, of people that more than one board delivered.

    Ended jobs are included for chains only.
    """
    staff = StaffRecord.objects.filter(person__in=persons).order_by().values("person")
    several = staff.annotate(boards=Count("board", distinct=True)).filter(boards__gt=1)
    found: dict[int, Together] = defaultdict(lambda: Together([], []))
    shared = list(several.values_list("person", flat=True))
    for person, job in _jobs(shared, on=on):
        found[person].jobs.append(job)
    for person, basis in _bases(shared):
        found[person].bases.append(basis)
    return found


def overlaps_of(persons: Iterable[int]) -> dict[tuple[int, str, str], Overlap]:
    """Return the overlaps that were found before, by person, kind and ground."""
    known = Overlap.objects.filter(person__in=persons).select_for_update(no_key=True)
    return {(one.person_id, one.kind, one.code): one for one in known}


def told_by_boards(overlap: Overlap) -> list[StaffRecord]:
    """Return what each board delivered about somebody, in words, for comparison."""
    records = StaffRecord.objects.filter(person=overlap.person_id)
    return in_words(records.select_related("board").order_by("board__name", "pk"))


def open_overlaps() -> int:
    """Return how many overlaps wait for an administrator."""
    return Overlap.objects.open().count()


def _jobs(persons: Collection[int], *, on: date) -> list[tuple[int, Job]]:
    standing = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on), staff__person__in=persons, voided_at=None
    )
    rows = standing.order_by("pk").values_list(
        "staff__person", "staff__board", "since", "until", "fte"
    )
    return [(person, Job(board, since, until, fte)) for person, board, since, until, fte in rows]


def _bases(persons: Collection[int]) -> list[tuple[int, BoardBasis]]:
    held = AppointmentBasis.objects.filter(
        appointment__staff__person__in=persons,
        appointment__voided_at=None,
        voided_at=None,
        until__isnull=False,
    )
    rows = held.order_by("pk").values_list(
        "appointment__staff__person",
        "appointment__staff__board",
        "appointment__location__code",
        "appointment__category",
        *("code", "subject_areas", "since", "until"),
    )
    return [
        (person, BoardBasis(board, place, category, Basis(code, tuple(areas), since, until)))
        for person, board, place, category, code, areas, since, until in rows
    ]
