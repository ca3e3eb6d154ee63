"""Ratings of the demo: a course that six people rated, with an answer still to be given."""

from datetime import date, time, timedelta

from accounts.models import Person
from cpd.attending import Occasion
from cpd.models import Attendance, Offer
from cpd.services.attendance import credit_attendance
from cpd.services.ratings import answer_rating, rate
from cpd.services.sessions import plan_session

DAY = timedelta(days=1)
TITLE = "Rust in de klas"
SAID = [
    (5, "Meteen bruikbaar: ik begin de les nu anders."),
    (4, "Goede voorbeelden, maar weinig tijd om zelf te oefenen."),
    (4, ""),
    (3, "De middag was minder sterk dan de ochtend."),
    (5, "Prettig om van collega's te horen hoe zij het doen."),
]


def make_ratings(editor: Person, *, on: date) -> None:
    """Let who was at a session three weeks ago rate the course; one gets an answer."""
    offer, day = Offer.objects.get(title=TITLE), on - 21 * DAY
    occasion = Occasion(
        since=day,
        until=day + DAY,
        starts_at=time(13),
        ends_at=time(17),
        seats=24,
        venue="Schouwburg",
        town="Groningen",
        province="groningen",
    )
    session = plan_session(offer, actor=editor, on=day, occasion=occasion)
    claimed = Person.objects.filter(claimed_at__isnull=False).exclude(number=None)
    people = claimed.order_by("-pk").values_list("pk", flat=True)[: len(SAID)]
    credit_attendance(session, actor=editor, on=on, people=dict.fromkeys(people, ""))
    were_there = Attendance.objects.filter(session=session).select_related("person")
    ratings = [
        rate(attendance, actor=attendance.person, score=score, text=text, on=on)
        for attendance, (score, text) in zip(were_there.order_by("pk"), SAID, strict=True)
    ]
    answer_rating(
        ratings[1], actor=editor, text="Dank u. Vanaf januari duurt de oefenronde een uur langer."
    )
