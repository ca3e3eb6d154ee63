"""Addresses for letters."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import PostalAddress


@dataclass(frozen=True)
class Envelope:
    """An address as people fill it in; a Dutch one has no country."""

    street: str
    postcode: str
    town: str
    country: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        place = f"{self.postcode}  {self.town}".strip()
        return tuple(line for line in (self.street, place, self.country.upper()) if line)


def postal_lines(persons: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the address lines of those people who gave an address. For letters only."""
    rows = PostalAddress.objects.filter(person__in=list(persons))
    return {row.person_id: row.lines for row in rows}


def who_gave_an_address(persons: Iterable[int]) -> set[int]:
    rows = PostalAddress.objects.filter(person__in=list(persons))
    return set(rows.values_list("person_id", flat=True))
