"""Legal terms and the days on which they cannot end: Algemene termijnenwet art. 1 to 4."""

from datetime import date, timedelta
from itertools import count

from .cycles import Period

DAY = timedelta(days=1)
SATURDAY = 5
SHORTEST_PROTECTED = timedelta(days=3)
LONGEST_PROTECTED = timedelta(days=90)
WORKING_DAYS_WITHIN = 2


def term_end(notified_on: date, *, weeks: int = 0, days: int = 0, paused: int = 0) -> date:
    """Return the last day of a term that starts on the day after a notification (Awb art. 6:8).

    An end in a weekend or on a holiday moves to the next working day (art. 1), and a term of
    three days or more contains at least two working days (art. 2). Neither applies to terms of
    more than 90 days, that is, more than 12 weeks (art. 4); days on which a term was ``paused`` do
    not count towards those 90.
    """
    length = timedelta(weeks=weeks, days=days)
    end = notified_on + length + timedelta(days=paused)
    if length > LONGEST_PROTECTED:
        return end
    if length >= SHORTEST_PROTECTED:
        end = max(end, _working_day(WORKING_DAYS_WITHIN, after=notified_on))
    return next_working_day(end)


def pause(asked_on: date, *, answered_on: date | None, answer_before: date) -> Period:
    """Return the days on which a term is paused for an answer (Awb art. 4:15 and 7:10).

    From the day after the question until the day of the answer, which counts again; without an
    answer in time, through the last day for answering.
    """
    since, over = asked_on + DAY, answer_before + DAY
    return Period(since, max(since, min(answered_on or over, over)))


def working_days_later(day: date, number: int) -> date:
    """Return the ``number``-th working day after a day."""
    return _working_day(number, after=day)


def next_working_day(day: date) -> date:
    """Return this day if it is a working day, otherwise the first one after it."""
    return _working_day(1, after=day - DAY)


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    """Return the holidays of art. 3, from 2014 on, with Good Friday, and 5 May every year.

    Days that a royal decree equates with them for one year (art. 3 paragraph 3) are not included.
    """
    easter = _easter(year)
    return frozenset(
        {
            date(year, 1, 1),
            easter - timedelta(days=2),  # Good Friday
            easter + timedelta(days=1),  # Easter Monday
            _kings_day(year),
            date(year, 5, 5),
            easter + timedelta(days=39),  # Ascension Day
            easter + timedelta(days=50),  # Whit Monday
            date(year, 12, 25),
            date(year, 12, 26),
        }
    )


def _working_day(nth: int, *, after: date) -> date:
    days = (after + DAY * ahead for ahead in count(1))
    working = (day for day in days if is_working_day(day))
    for _ in range(nth - 1):
        next(working)
    return next(working)


def _kings_day(year: int) -> date:
    """Return 27 April, or the day before if that is a Sunday."""
    birthday = date(year, 4, 27)
    return birthday - DAY if birthday.weekday() > SATURDAY else birthday


def _easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (Butcher's algorithm)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
