"""Somebody in the demo who applied without a school, and waits for an administrator."""

from datetime import date, timedelta

from accounts.models import Person
from register.papers.scans import Paper
from register.services import admissions

from .names import fictitious_bsn
from .own_file import SCAN

NUMBER = 700_001  # beyond the people in the files of the demo


def make_admission(person: Person, *, on: date) -> None:
    """Let somebody who can sign in ask to be registered, four days ago."""
    day, who = on - timedelta(days=4), {"actor": person}
    asked = admissions.ask_admission(person, **who, on=day)
    admissions.give_birth_date(asked, **who, on=day, birth_date=date(1988, 5, 17))
    admissions.give_number(asked, **who, bsn=fictitious_bsn(NUMBER))
    admissions.give_qualification(
        asked, **who, on=day, sector="vo", subject="FRA", awarded_on=date(2013, 7, 5)
    )
    asked.refresh_from_db()
    admissions.hand_in_admission(asked, **who, on=day, paper=Paper("diploma.pdf", SCAN))
