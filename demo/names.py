"""Names and numbers for people who do not exist."""

import json
from pathlib import Path

_NAMES = json.loads((Path(__file__).parent / "data" / "names.json").read_text(encoding="utf-8"))
GIVEN: list[str] = _NAMES["given"]
FAMILY: list[tuple[str, str]] = [(prefix, name) for prefix, name in _NAMES["family"]]

# A country has some usual names and a great many of which there are few.
_BEGIN: list[str] = _NAMES["family begins"]
_END: list[str] = _NAMES["family ends"]
_BARE = ["", "", "", "", "van", "van der", "ten"]

_ELEVEN = 11  # consecutive candidates, of which at least one passes the 11-test
_WEIGHTS = range(9, 1, -1)


def family_name(n: int) -> tuple[str, str]:
    """Return prefix and name of the n-th family: half of them usual, half out of thousands."""
    half, usual = divmod(n, 2)
    if usual:
        return FAMILY[half % len(FAMILY)]
    name = f"{_BEGIN[half % len(_BEGIN)]}{_END[half // len(_BEGIN) % len(_END)]}"
    return _BARE[half % len(_BARE)], name


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
