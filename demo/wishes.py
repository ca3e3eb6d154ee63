"""What the demo's teachers and board look for, and a course that one of them keeps."""

from datetime import date

from accounts.models import Organisation, Person
from cpd.models import Offer
from cpd.services.wishes import add_wish, save_offer
from schools.choices import Sector
from schools.selectors.codes import subject_titles

ASKED = [("natuurkunde", "overijssel", 7), ("Duits", "gelderland", 5), ("muziek", "drenthe", 3)]


def make_wishes(teacher: Person, board: Organisation, officer: Person, *, on: date) -> None:
    """Let teachers and the board look for three subjects; the last by too few to be shown."""
    people = list(Person.objects.filter(claimed_at__isnull=False).order_by("pk"))
    subjects = list(subject_titles(Sector.values))
    known = {subject.lower(): subject for subject in subjects}
    for asked, province, many in ASKED:
        subject = known.get(asked.lower(), subjects[0])
        for person in people[:many]:
            add_wish(actor=person, organisation_id=None, subject=subject, province=province, on=on)
    subject = known.get("natuurkunde", subjects[0])
    add_wish(actor=officer, organisation_id=board.pk, subject=subject, province="overijssel", on=on)
    save_offer(Offer.objects.get(title="Conferentie Taal en Lezen"), actor=teacher)
