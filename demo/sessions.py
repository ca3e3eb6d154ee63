"""Sessions of the demo: one is today, one waits for its list, one is credited, some are to come."""

from datetime import date, time, timedelta

from accounts.models import Person
from cpd.attending import Occasion
from cpd.models import Offer, Session
from cpd.services.attendance import confirm_presence, credit_attendance
from cpd.services.sessions import intend, plan_session

DAY = timedelta(days=1)


def make_sessions(editor: Person, teacher: Person, colleague: Person, *, on: date) -> None:
    """Plan sessions of validated offers; the teacher was at one and means to go to another."""
    offers = {offer.title: offer for offer in Offer.objects.current(on)}
    reading, calm = offers["Leesbevordering in de onderbouw"], offers["Rust in de klas"]
    conference = offers["Conferentie Taal en Lezen"]
    past = _session(reading, editor, on - 12 * DAY, "De Waag, Brink 1", "Deventer", "overijssel")
    credit_attendance(
        past, actor=editor, on=on, people={teacher.pk: teacher.family_name, colleague.pk: ""}
    )
    yesterday = _session(calm, editor, on - DAY, "Pakhuis De Zwijger", "Amsterdam", "noord_holland")
    confirm_presence(yesterday, actor=colleague, on=on - DAY)
    now = _session(reading, editor, on, "De Waag, Brink 1", "Deventer", "overijssel")
    confirm_presence(now, actor=colleague, on=on)
    coming = _session(conference, editor, on + 21 * DAY, "Jaarbeurs", "Utrecht", "utrecht")
    intend(coming, actor=teacher, on=on)
    _session(calm, editor, on + 40 * DAY, "Schouwburg", "Groningen", "groningen")
    letters = offers["Middeleeuwse letterkunde in de klas"]
    _session(letters, editor, on + 33 * DAY, "Coda, Vosselmanstraat 299", "Apeldoorn", "gelderland")


def _session(
    offer: Offer, editor: Person, day: date, venue: str, town: str, province: str
) -> Session:
    occasion = Occasion(
        since=day,
        until=day + DAY,
        starts_at=time(9, 30),
        ends_at=time(16),
        seats=24,
        venue=venue,
        town=town,
        province=province,
    )
    return plan_session(offer, actor=editor, on=day, occasion=occasion)
