"""Which requests are drawn for a review by people, and how anybody can verify the draw.

Before a month begins the register publishes the hash of a secret, and names an outside event
whose outcome nobody knows yet. The seed combines both, so that neither the register nor a teacher
can choose who is drawn. Verifying it takes only SHA-256.
"""

import hmac
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from .leave import days_of_union
from .terms import pause, term_end

NUMBERS = 2**256
NO_SECTOR = "-"
SIX = 6  # numbers are drawn, then the bonus number


@dataclass(frozen=True)
class SampleTerms:
    """How the sample is drawn from a day on: domain.md §3.3, as dated configuration.

    ``bands`` are the shares of self-reported hours at which the second and the third band begin.
    ``outside`` is the event on the last ``weekday`` (Monday is 0) before the month; its numbers are
    1 to ``highest``. The committee has ``decide_weeks`` to decide, a teacher ``answer_weeks`` to
    answer a question.
    """

    version: str
    in_force_from: date
    source: str
    share: Decimal
    bands: tuple[Decimal, ...]
    decide_weeks: int
    answer_weeks: int
    weekday: int
    highest: int
    outside: str


@dataclass(frozen=True)
class Question:
    """A question of the committee, and when the teacher answered it, if at all."""

    asked_on: date
    answered_on: date | None


def commitment(secret: str) -> str:
    """Return what is published of a secret before the month begins."""
    return sha256(secret.encode()).hexdigest()


def seed(secret: str, outcome: str) -> str:
    """Combine the secret with the outcome of the outside event."""
    return sha256(f"{secret} {outcome}".encode()).hexdigest()


def plain_outcome(typed: str, *, terms: SampleTerms) -> str:
    """Return the numbers of a draw in one notation: “3 7 12 22 31 40 5”, the six in ascending
    order, then the bonus number; empty if the input is anything else.
    """
    numbers = [int(number) for number in re.findall(r"\d{1,3}", typed)]
    known = all(1 <= number <= terms.highest for number in numbers)
    if len(numbers) != SIX + 1 or len(set(numbers)) != len(numbers) or not known:
        return ""
    return " ".join(map(str, [*sorted(numbers[:SIX]), numbers[SIX]]))


def lot(seed: str, cycle: int) -> Decimal:
    """Return the lot of a cycle: a number between 0 and 1."""
    digest = hmac.new(seed.encode(), str(cycle).encode(), sha256).digest()
    return Decimal(int.from_bytes(digest)) / NUMBERS


def is_drawn(seed: str, cycle: int, *, share: Decimal) -> bool:
    return lot(seed, cycle) < share


def stratum(terms: SampleTerms, sectors: Collection[str], *, own: Decimal, total: Decimal) -> str:
    """Return the group of a cycle: its sector, and the band of its self-reported share.

    Somebody who teaches in several sectors belongs to the first of them by code.
    """
    part = own / total if total else Decimal(0)
    band = sum(part >= begin for begin in terms.bands)
    return f"{min(sectors, default=NO_SECTOR)}/{band + 1}"


def answer_before(question: Question, *, terms: SampleTerms) -> date:
    """Return the last day on which a teacher can answer a question."""
    return term_end(question.asked_on, weeks=terms.answer_weeks)


def decide_before(asked_on: date, questions: Iterable[Question], *, terms: SampleTerms) -> date:
    """Return the last day for the decision about a request that was drawn (Awb 4:13).

    The term is paused while the committee waits for an answer (Awb 4:15). Days on which it waits
    for several answers count once.
    """
    waited = [
        pause(
            one.asked_on,
            answered_on=one.answered_on,
            answer_before=answer_before(one, terms=terms),
        )
        for one in questions
    ]
    return term_end(asked_on, weeks=terms.decide_weeks, paused=days_of_union(waited))


def last_before(month: date, *, weekday: int) -> date:
    """Return the last ``weekday`` before a month, which is given by its first day."""
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
        decide_weeks=row["decide_weeks"],
        answer_weeks=row["answer_weeks"],
        weekday=row["weekday"],
        highest=row["highest"],
        outside=row["outside"],
    )
