"""How long a board may take to answer a teacher."""

from datetime import date

from .spans import MONTHS_TO_DELIVER
from .terms import add_months


def answer_before(opened_on: date) -> date:
    """Return the day before which a board must answer: the same term as for delivering a change.

    A teacher turns to the school first, and to the register if that fails (domain.md §2.4 steps 8
    and 9).
    """
    return add_months(opened_on, MONTHS_TO_DELIVER)
