"""What is found by filters, in order, and what each choice gives: by sets. Standard library only.

A set of offers is one whole number in which bit n says whether the offer with key n is in it. What
two sets share is then one AND, and how many that are is a count of bits: some microseconds for tens
of thousands of offers, whatever is asked.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from uuid import uuid4

Chosen = Mapping[str, Collection[str]]


@dataclass(frozen=True)
class Index:
    """All offers, per filter which of them have which value, and their keys in each order.

    ``stamp`` names this index; an equal one can have another.
    """

    everything: int
    having: Mapping[str, Mapping[str, int]]
    orders: Mapping[str, Sequence[int]]
    stamp: str = field(default_factory=lambda: uuid4().hex, compare=False)

    def found(self, chosen: Chosen, among: int, *, order: str, first: int = 0) -> Iterator[int]:
        """Yield which of these offers pass each filter in use: those of the set ``first``, then the
        others, both in this order.
        """
        passing = self._passing(chosen, among)
        for part in filter(None, (passing & first, passing & ~first)):
            bits = part.to_bytes(self.everything.bit_length() // 8 + 1, "little")
            yield from (key for key in self.orders[order] if bits[key >> 3] >> (key & 7) & 1)

    def total(self, chosen: Chosen, among: int) -> int:
        """Return how many of these offers pass each filter in use."""
        return self._passing(chosen, among).bit_count()

    def counts(self, chosen: Chosen, among: int) -> dict[str, dict[str, int]]:
        """Return for each filter how many of these offers each of its values gives.

        They are counted as if that filter itself were not used, so that a second choice shows what
        it adds.
        """
        passing = {name: self._passing(_without(chosen, name), among) for name in self.having}
        return {
            name: {value: (found & passing[name]).bit_count() for value, found in values.items()}
            for name, values in self.having.items()
        }

    def _passing(self, chosen: Chosen, among: int) -> int:
        asked = (
            reduce(or_, (self.having.get(name, {}).get(value, 0) for value in values))
            for name, values in chosen.items()
            if values
        )
        return reduce(and_, asked, among)


def index_of(
    offers: Iterable[tuple[int, Mapping[str, Collection[str]]]],
    orders: Mapping[str, Iterable[int]],
) -> Index:
    """Make the index of offers, each a key and its values per filter, and of their orders."""
    keys, having = [], defaultdict[str, dict[str, list[int]]](lambda: defaultdict(list))
    for key, values in offers:
        keys.append(key)
        for name, its in values.items():
            for value in its:
                having[name][value].append(key)
    sets = {
        name: {value: set_of(its) for value, its in values.items()}
        for name, values in having.items()
    }
    return Index(set_of(keys), sets, {name: array("q", its) for name, its in orders.items()})


def set_of(keys: Collection[int]) -> int:
    """Return these keys as one set."""
    bits = bytearray(max(keys, default=0) // 8 + 1)
    for key in keys:
        bits[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(bits, "little")


def _without(chosen: Chosen, name: str) -> Chosen:
    return {other: values for other, values in chosen.items() if other != name}
