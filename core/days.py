"""Days as people write them: in figures, or with the name of the month. No Django.

Only what cannot be misread is read: the day before the month, or the month by its name.
"""

import re

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            *("jan januari january", "feb februari february", "mrt maart mar march", "apr april"),
            *("mei may", "jun juni june", "jul juli july", "aug augustus august"),
            *("sep sept september", "okt oktober oct october", "nov november", "dec december"),
        ),
        1,
    )
    for name in names.split()
}
_IN_WORDS = re.compile(r"([0-9]{1,2})[- ]+([a-z]{3,9})\.?[- ]+([0-9]{4}|[0-9]{2})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? +([0-9]{1,2}),? +([0-9]{4})", re.IGNORECASE)


def in_figures(text: str) -> str:
    """Return “1 maart 2026”, “1 mrt. 2026” or “March 1, 2026” as “1-3-2026”, and others as is."""
    bare = " ".join(text.split())
    if match := _IN_WORDS.fullmatch(bare):
        day, month, year = match.groups()
    elif match := _MONTH_FIRST.fullmatch(bare):
        month, day, year = match.groups()
    else:
        return text
    number = MONTHS.get(month.lower())
    return f"{day}-{number}-{year}" if number else text
