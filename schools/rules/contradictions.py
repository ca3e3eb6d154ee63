"""Rows of one file that cannot both be true, or say the same twice."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from .problems import Problem, reject, signal
from .rows import Mutation, Row

LARGEST_TOTAL = 12_000  # in ten-thousandths of a full job
FOREVER = 9_999_999  # later than the ordinal of any day

Found = Iterator[tuple[int, Problem]]


@dataclass(slots=True)
class Table:
    """What the rules below need of each row, as whole numbers; a row is known by its place here.

    A national file has 300,000 rows, and their objects would not fit in a worker. Texts are kept
    as 64-bit hashes, the rest in as few bytes as it needs; that two of 300,000 texts share a hash
    is a chance of one in 400 million.
    """

    numbers: "array[int]" = field(default_factory=partial(array, "I"))
    wholes: "array[int]" = field(default_factory=partial(array, "q"))
    staff: "array[int]" = field(default_factory=partial(array, "q"))
    bsns: "array[int]" = field(default_factory=partial(array, "I"))
    names: "array[int]" = field(default_factory=partial(array, "q"))
    births: "array[int]" = field(default_factory=partial(array, "i"))
    appointments: "array[int]" = field(default_factory=partial(array, "q"))
    ftes: "array[int]" = field(default_factory=partial(array, "H"))
    kinds: "array[int]" = field(default_factory=partial(array, "B"))
    grounds: "array[int]" = field(default_factory=partial(array, "q"))
    since: "array[int]" = field(default_factory=partial(array, "i"))
    until: "array[int]" = field(default_factory=partial(array, "i"))
    voids: "array[int]" = field(default_factory=partial(array, "B"))

    def add(self, number: int, row: Row) -> None:
        who, basis = row.identity, row.basis
        appointment = hash((row.staff_number, row.location, row.category))
        self.numbers.append(number)
        self.wholes.append(hash(row))
        self.staff.append(hash(row.staff_number))
        self.bsns.append(int(row.bsn))
        self.names.append(hash((who.family_name, who.prefix, who.given_names)))
        self.births.append(who.birth_date.toordinal())
        self.appointments.append(appointment)
        self.ftes.append(int(row.employment.fte * 10_000))
        self.kinds.append(row.employment.kind)
        self.grounds.append(hash((appointment, basis.code, basis.subject_areas)))
        self.since.append(basis.since.toordinal())
        self.until.append(basis.until.toordinal() if basis.until else FOREVER)
        self.voids.append(row.mutation is Mutation.VOID)


def doubles(table: Table) -> Iterator[int]:
    """Yield the rows that repeat an earlier one word for word."""
    for group in _alike(table.wholes):
        yield from group[1:]


def contradictions(table: Table) -> Found:
    """Return, by a row's place in the table, how other rows of the file contradict it."""
    yield from _repetitions(table)
    yield from _people(table)
    for group in _alike(table.appointments):
        yield from _employments(table, [place for place in group if not table.voids[place]])
    repeated = frozenset(doubles(table))
    for group in _alike(table.grounds):
        yield from _bases(table, [place for place in group if place not in repeated])


def _repetitions(table: Table) -> Found:
    for first, *others in _alike(table.wholes):
        for place in others:
            yield place, signal("row_twice", "personeelsnummer", row=table.numbers[first])


def _people(table: Table) -> Found:
    """One staff number is one person; a person has one birth date, and most often one name."""
    for group in _alike(table.staff):
        for place, row in _differing(table, group, table.bsns):
            yield place, reject("staff_number_shared", "personeelsnummer", row=row)
        yield from _total_size(table, group)
    for group in _alike(table.bsns):
        for place, row in _differing(table, group, table.births):
            yield place, signal("birth_date_differs", "geboortedatum", row=row)
        for place, row in _differing(table, group, table.names):
            yield place, signal("name_differs", "geslachtsnaam", row=row)
    yield from _people_with_two_bsns(table)


def _people_with_two_bsns(table: Table) -> Found:
    """Find one name and birth date with two BSNs: most often one person with a mistyped number.

    Within one staff number that has been reported already.
    """
    people = array("q", map(hash, zip(table.names, table.births, strict=True)))
    for group in _alike(people):
        if len({table.staff[place] for place in group}) > 1:
            for place, row in _differing(table, group, table.bsns):
                yield place, signal("bsn_differs", "bsn", row=row)


def _total_size(table: Table, group: list[int]) -> Found:
    """Add up the simultaneous jobs of a member of staff; more than 1.2 in all is worth a look.

    The limit is that of one row.
    """
    standing = [place for place in group if not table.voids[place]]
    if len({table.appointments[place] for place in standing}) == 1:
        return
    for place in standing:
        day = table.since[place]
        sizes = {
            table.appointments[other]: table.ftes[other]
            for other in standing
            if table.since[other] <= day < table.until[other]
        }
        total = sum(sizes.values())
        if len(sizes) > 1 and total > LARGEST_TOTAL:
            figure = str(Decimal(total).scaleb(-4))
            yield place, signal("fte_total", "betrekkingsomvang", total_figure=figure)


def _alike(column: "array[int]") -> Iterable[list[int]]:
    """Group the places with the same value in a column, if there is more than one.

    Values are counted first: in most columns of most files none occurs twice, and groups of one for
    each of 300,000 rows would not fit in a worker.
    """
    counted = Counter(column)
    groups: dict[int, list[int]] = {value: [] for value in counted if counted[value] > 1}
    del counted
    if groups:
        for place, value in enumerate(column):
            if value in groups:
                groups[value].append(place)
    return groups.values()


def _differing(table: Table, group: list[int], column: "array[int]") -> Iterator[tuple[int, int]]:
    """Yield each place in a group that disagrees, with the number of a row that says otherwise."""
    one = group[0] if group else 0
    other = next((place for place in group if column[place] != column[one]), None)
    if other is None:
        return
    for place in group:
        against = other if column[place] == column[one] else one
        yield place, table.numbers[against]


def _employments(table: Table, group: list[int]) -> Found:
    for place, row in _differing(table, group, table.ftes):
        yield place, reject("employment_differs", "betrekkingsomvang", row=row)
    for place, row in _differing(table, group, table.kinds):
        yield place, reject("employment_differs", "aard_arbeidsrelatie", row=row)


def _bases(table: Table, group: list[int]) -> Found:
    """Rows of one ground in one appointment may follow each other, but not overlap.

    A row that is taken back (V) contradicts only another row of the same first day.
    """
    standing = [place for place in group if not table.voids[place]]
    taken_back = [place for place in group if table.voids[place]]
    against: dict[int, int] = {}
    for one, other in [
        *_overlaps(table, standing),
        *_same_first_day(table, standing, taken_back),
    ]:
        against.setdefault(one, other)
        against.setdefault(other, one)
    for place, other in against.items():
        yield place, reject("bases_overlap", "begin", row=table.numbers[other])


def _overlaps(table: Table, group: list[int]) -> Iterator[tuple[int, int]]:
    """Pair each row that overlaps another with the one that lasts longest so far."""
    latest = None
    for place in sorted(group, key=table.since.__getitem__):
        if latest is not None and table.since[place] < table.until[latest]:
            yield place, latest
        if latest is None or table.until[place] > table.until[latest]:
            latest = place


def _same_first_day(
    table: Table, standing: list[int], taken_back: list[int]
) -> Iterator[tuple[int, int]]:
    first = {table.since[place]: place for place in standing}
    for place in taken_back:
        other = first.setdefault(table.since[place], place)
        if other != place:
            yield place, other
