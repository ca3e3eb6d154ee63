"""How long things are kept: dated configuration, ``data/retention.csv``."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "retention.csv"


@cache
def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def kept_years(code: str, *, on: date) -> int:
    """Return for how many years something is kept, by what is in force on a day."""
    versions = [(row["in_force_from"], row["years"]) for row in _rows() if row["code"] == code]
    return int(max((since, years) for since, years in versions if since <= on.isoformat())[1])


def years_before(on: date, years: int) -> date:
    """Return the same day so many years ago; 28 February where there was no 29th."""
    try:
        return on.replace(year=on.year - years)
    except ValueError:
        return on.replace(year=on.year - years, day=28)
