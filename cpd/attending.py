"""Sessions and who was there, as rules: facts in, codes of reasons out. Standard library only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

MOST_SEATS = 5000
MOST_PLANNED = 200  # sessions of one offer that are still to come
FURTHEST = timedelta(days=3 * 366)
LONGEST = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Occasion:
    """A session as its provider describes it; without a price it has that of the offer."""

    since: date
    until: date
    starts_at: time
    ends_at: time
    seats: int
    online: bool = False
    venue: str = ""
    town: str = ""
    province: str = ""
    price: Decimal | None = None
    url: str = ""


def wrong_in_occasion(occasion: Occasion, *, on: date) -> list[str]:
    """Return codes for whatever is impossible in a session that is planned on a day."""
    days = occasion.until - occasion.since
    wrong = {
        "past": occasion.since < on,
        "far_away": occasion.since > on + FURTHEST,
        "ends_before": days < timedelta(days=1)
        or (days == timedelta(days=1) and occasion.ends_at <= occasion.starts_at),
        "too_long": days > LONGEST,
        "seats": not 1 <= occasion.seats <= MOST_SEATS,
        "place": not occasion.online and not (occasion.town and occasion.province),
        "price_negative": occasion.price is not None and occasion.price < 0,
    }
    return [code for code, true in wrong.items() if true]


def day_after(last: date) -> date:
    """Return the day after a last day, or that day itself at the end of the calendar."""
    return min(last, date.max - timedelta(days=1)) + timedelta(days=1)


def last_day(until: date) -> date:
    return until - timedelta(days=1)


def names_agree(said: Iterable[str], family_names: Iterable[str]) -> bool:
    """Tell whether the name on a list fits one of somebody's present or former family names.

    All parts are plain (``accounts.names.plain``), so accents and capitals make no difference. An
    empty name always fits. One part of a double-barrelled name is enough.
    """
    parts = set(said)
    return not parts or any(parts & set(_parts(name)) for name in family_names)


def _parts(name: str) -> list[str]:
    return name.replace("-", " ").replace("'", " ").split()
