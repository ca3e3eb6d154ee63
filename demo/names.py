"""Names and numbers for people who do not exist."""

import json
from pathlib import Path

_NAMES = json.loads((Path(__file__).parent / "data" / "names.json").read_text(encoding="utf-8"))
GIVEN: list[str] = _NAMES["given"]
FAMILY: list[tuple[str, str]] = [(prefix, name) for prefix, name in _NAMES["family"]]

_ELEVEN = 11  # consecutive candidates, of which at least one passes the 11-test
_WEIGHTS = range(9, 1, -1)


def fictitious_bsn(n: int) -> str:
    """Return the n-th number of the range 900000000–999999999 that passes the 11-test.

    Numbers repeat after nine hundred thousand.
    """
    for candidate in range(n * _ELEVEN, n * _ELEVEN + _ELEVEN):
        start = str(90_000_000 + candidate % 10_000_000)
        digits = zip(_WEIGHTS, map(int, start), strict=True)
        check = sum(weight * digit for weight, digit in digits) % _ELEVEN
        if check < _ELEVEN - 1:
            return f"{start}{check}"
    raise AssertionError("eleven numbers in a row cannot all fail the test")
