"""Who is drawn for a look by people, and how anybody recomputes that (design.md §3.15).

Before a month begins the register publishes the hash of a secret, and names something outside
that nobody knows yet. The seed mixes both, so that neither the register nor a teacher can choose
who is drawn. All that is needed is SHA-256.
"""

import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

NUMBERS = 2**256
NO_SECTOR = "-"


@dataclass(frozen=True)
class SampleTerms:
    """How the sample is drawn from a day on: domain.md §3.3, as dated configuration.

    ``bands`` are the shares of self-reported hours at which the second and the third band begin.
    ``outside`` is decided on the last ``weekday`` (Monday is 0) before the month.
    """

    version: str
    in_force_from: date
    source: str
    share: Decimal
    bands: tuple[Decimal, ...]
    weekday: int
    outside: str


def commitment(secret: str) -> str:
    """Return what is published of a secret before the month begins."""
    return sha256(secret.encode()).hexdigest()


def seed(secret: str, outcome: str) -> str:
    """Mix the secret with what came from outside."""
    return sha256(f"{secret} {outcome}".encode()).hexdigest()


def plain_outcome(typed: str) -> str:
    """Return the numbers of a draw in one way of writing: “3 7 12 22 31 40 5”."""
    return " ".join(str(int(number)) for number in re.findall(r"\d+", typed))


def lot(seed: str, cycle: int) -> Decimal:
    """Return the lot of a cycle: a number from 0 up to 1."""
    digest = hmac.new(seed.encode(), str(cycle).encode(), sha256).digest()
    return Decimal(int.from_bytes(digest)) / NUMBERS


def is_drawn(seed: str, cycle: int, *, share: Decimal) -> bool:
    return lot(seed, cycle) < share


def stratum(terms: SampleTerms, sectors: Collection[str], *, own: Decimal, total: Decimal) -> str:
    """Return to which group a cycle belongs: the sector, and how much was self-reported.

    Who teaches in more than one sector belongs to the first by its code.
    """
    part = own / total if total else Decimal(0)
    band = sum(part >= begin for begin in terms.bands)
    return f"{min(sectors, default=NO_SECTOR)}/{band + 1}"


def last_before(month: date, *, weekday: int) -> date:
    """Return the last such day of the week before a month begins."""
    last = month - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def next_month(day: date) -> date:
    """Return the first day of the month after this day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def read_sample_terms(row: Mapping[str, Any]) -> SampleTerms:
    return SampleTerms(
        version=row["version"],
        in_force_from=date.fromisoformat(row["in_force_from"]),
        source=row["source"],
        share=Decimal(row["share"]),
        bands=tuple(Decimal(band) for band in row["bands"]),
        weekday=row["weekday"],
        outside=row["outside"],
    )
