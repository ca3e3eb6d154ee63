"""How long a board may take to answer a teacher."""

from datetime import date

from .spans import MONTHS_TO_DELIVER
from .terms import add_months


def answer_before(opened_on: date) -> date:
    """Return the day before which a board answers: as long as it has to pass on a change.

    A teacher settles it with the school first, and with the register where that fails (domain.md
    §2.4 steps 8 and 9).
    """
    return add_months(opened_on, MONTHS_TO_DELIVER)
