"""Loading boards, schools and locations from DUO's open data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.choices import OrganisationKind
from accounts.models import Person
from accounts.names import plain
from core import audit
from schools.models import Board, Governance, Location, School
from schools.open_data import ADDRESS, LocationRecord, OpenFile
from schools.rules import Sector

Changed = Board | School | Location | Governance


@dataclass(frozen=True)
class Loaded:
    """What the files hold, and how many records were created, changed or ended."""

    boards: int
    schools: int
    locations: int
    changed: int


@transaction.atomic
def load_schools(
    files: Sequence[OpenFile], *, actor: Person | None, on: date, full: Sector | None = None
) -> Loaded:
    """Take over what the files say as from ``on``; what they do not name stays as it is.

    A location that is new has an open start. With ``full`` the files are the
    whole of a sector: what they do not name of it has no board any more.
    """
    boards = [board for file in files for board in file.boards]
    schools = [school for file in files for school in file.schools]
    locations = {one.code: (one, file.sector) for file in files for one in file.locations}
    records = [record for record, _ in locations.values()]
    numbers = {board.number for board in boards} | {record.board for record in records}
    brins = {school.brin for school in schools} | {record.brin for record in records}
    changed = [
        *_keep_boards(numbers, names={board.number: board.name for board in boards}),
        *_keep_schools(brins, names={school.brin: school.name for school in schools}),
        *_keep_locations(locations.values(), otherwise=full or Sector.PRIMARY),
        *_keep_governances(records, on=on),
    ]
    if full:
        changed += _end_unnamed(locations.keys(), sector=full, on=on)
    for model in (Board, School, Location, Governance):
        pks = [record.pk for record in changed if isinstance(record, model)]
        audit.record_many("loaded", model, pks, actor=actor)
    return Loaded(len(numbers), len(brins), len(locations), len(changed))


def _keep_boards(numbers: Iterable[str], *, names: Mapping[str, str]) -> list[Changed]:
    known = {board.number: board for board in Board.objects.all()}
    changed: list[Changed] = []
    for number in sorted(numbers):
        board = known.get(number)
        name = names.get(number) or (board.name if board else f"Bestuur {number}")
        if board is None or board.name != name:
            board = board or Board(kind=OrganisationKind.BOARD, number=number)
            board.name, board.search_key = name, plain(f"{name} {number}")
            board.save()
            changed.append(board)
    return changed


def _keep_schools(brins: Iterable[str], *, names: Mapping[str, str]) -> list[Changed]:
    known = {school.brin: school for school in School.objects.all()}
    new = [
        School(brin=brin, name=names.get(brin, "")) for brin in sorted(brins) if brin not in known
    ]
    renamed = []
    for brin, name in names.items():
        if brin in known and name and known[brin].name != name:
            known[brin].name = name
            renamed.append(known[brin])
    School.objects.bulk_create(new)
    School.objects.bulk_update(renamed, ["name"])
    return [*new, *renamed]


def _keep_locations(
    placed: Iterable[tuple[LocationRecord, Sector | None]], *, otherwise: Sector
) -> list[Changed]:
    """Save the locations; a file without a sector leaves the sector of a known location alone."""
    known = {location.code: location for location in Location.objects.all()}
    schools = dict(School.objects.values_list("brin", "pk"))
    new, moved = [], []
    for record, sector in placed:
        location = known.get(record.code)
        if location is None:
            location = Location(code=record.code, school_id=schools[record.brin], sector=otherwise)
            new.append(location)
        if _write(location, record, sector) and location.pk:
            moved.append(location)
    Location.objects.bulk_create(new)
    Location.objects.bulk_update(moved, ["name", "sector", "search_key", *ADDRESS])
    return [*new, *moved]


def _write(location: Location, record: LocationRecord, sector: Sector | None) -> bool:
    """Save a location as in the record; tell whether anything changed."""
    said = {"name": record.name, "sector": sector or location.sector, **record.address}
    said["search_key"] = plain(f"{record.code} {record.name} {record.address['town']}")
    different = {name: value for name, value in said.items() if getattr(location, name) != value}
    for name, value in different.items():
        setattr(location, name, value)
    return bool(different)


def _keep_governances(records: Iterable[LocationRecord], *, on: date) -> list[Changed]:
    """Save which board has each location; a former board had it until ``on``."""
    boards = dict(Board.objects.values_list("number", "pk"))
    locations = dict(Location.objects.values_list("code", "pk"))
    last = {governance.location_id: governance for governance in _in_time()}
    new, ended = [], []
    for record in records:
        location, board = locations[record.code], boards[record.board]
        before = last.get(location)
        if before and before.until is None and before.board_id == board:
            continue
        if before and before.until is None:
            before.until = on
            ended.append(before)
        since = max(on, before.until) if before and before.until else None
        new.append(Governance(location_id=location, board_id=board, since=since))
    _end(ended)
    Governance.objects.bulk_create(new)
    return [*new, *ended]


def _in_time() -> QuerySet[Governance]:
    return Governance.objects.order_by("location", F("since").asc(nulls_first=True))


def _end(governances: list[Governance]) -> None:
    """End governances; delete those that began on the same day."""
    never = [one.pk for one in governances if one.since == one.until]
    Governance.objects.filter(pk__in=never).delete()
    Governance.objects.bulk_update([one for one in governances if one.pk not in never], ["until"])


def _end_unnamed(codes: Iterable[str], *, sector: Sector, on: date) -> list[Changed]:
    open_ended = Governance.objects.filter(location__sector=sector, until=None)
    ended = list(open_ended.exclude(location__code__in=codes))
    for governance in ended:
        governance.until = on
    _end(ended)
    return [*ended]
