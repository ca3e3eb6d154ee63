"""The code on the screen, proof on paper and calendars."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from icalendar import Calendar
from pikepdf import Pdf

from accounts.models import Person
from accounts.services.alarms import raise_alarm, undo_claim
from cpd.models import Attendance, CalendarFeed
from cpd.selectors.sessions import calendar_address
from cpd.services.calendars import close_calendar, open_calendar
from cpd.session_codes import code_of
from tests.cpd.conftest import TODAY
from tests.factories.accounts import ClaimCodeFactory, PersonFactory
from tests.factories.cpd import AttendanceFactory, OfferFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(since=TODAY, until=date(2026, 11, 22))


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


def scan(client, session):
    code = code_of(session.pk, timezone.now())
    return client.get("/aanbod/aanwezig/", {"code": code.lower()})


def test_who_scans_the_code_confirms_with_one_press(client, teacher, session):
    page = scan(client, session)

    client.get(page.url)
    client.post(page.url)

    attendance = Attendance.objects.get()
    assert page.url == f"/mijn/bijeenkomsten/{session.pk}/aanwezig/"
    assert (attendance.session, attendance.person) == (session, teacher)
    assert attendance.status == "present"


def test_who_scans_first_and_signs_in_then_need_not_scan_again(client, session):
    page = scan(client, session)
    away = client.get(page.url)
    client.force_login(PersonFactory(teacher=True))

    assert away.url.startswith("/inloggen/")
    assert client.get(page.url).status_code == 200


def test_without_the_code_nobody_confirms(client, teacher, session):
    path = f"/mijn/bijeenkomsten/{session.pk}/aanwezig/"

    assert client.post(path).url == "/aanbod/aanwezig/"
    assert Attendance.objects.count() == 0


def test_the_code_of_one_session_does_not_open_another(client, teacher, session):
    scan(client, session)
    other = SessionFactory(since=TODAY, until=date(2026, 11, 22))

    path = f"/mijn/bijeenkomsten/{other.pk}/aanwezig/"

    assert client.get(path).url == "/aanbod/aanwezig/"


@pytest.mark.parametrize("since", [date(2026, 11, 20), date(2026, 11, 22)])
def test_a_code_of_another_day_is_on_no_screen(client, teacher, since):
    session = SessionFactory(since=since, until=date(since.year, since.month, since.day + 1))

    form = scan(client, session).context["form"]

    assert form.errors["code"] == [
        "Deze code staat nu niet op een scherm. Een code geldt een minuut."
    ]


def test_the_screen_shows_the_code_and_renews_itself(client, session):
    editor = PersonFactory(provider=True, role__organisation=session.offer.provider)
    client.force_login(editor)

    answer = client.get(f"/aanbieder/bijeenkomsten/{session.pk}/code/")

    assert answer.context["code"] in answer.content.decode()
    assert "<svg" in answer.content.decode()
    assert 1 <= int(answer["Refresh"].partition(";")[0]) <= 60


def test_only_the_provider_shows_the_code_and_only_on_the_day(client, session):
    client.force_login(PersonFactory(provider=True))
    others = client.get(f"/aanbieder/bijeenkomsten/{session.pk}/code/")
    past = SessionFactory()
    client.force_login(PersonFactory(provider=True, role__organisation=past.offer.provider))

    assert others.status_code == 404
    assert client.get(f"/aanbieder/bijeenkomsten/{past.pk}/code/").status_code == 404


def test_proof_on_paper_is_for_who_was_credited(client, teacher):
    mine = AttendanceFactory(person=teacher, credited=True)
    unproven = AttendanceFactory(person=teacher)
    others = AttendanceFactory(credited=True)

    paper = Pdf.open(BytesIO(client.get(f"/mijn/deelname/{mine.pk}/bewijs.pdf").content))

    assert str(paper.docinfo["/Title"]) == "Bewijs van deelname"
    for attendance in (unproven, others):
        assert client.get(f"/mijn/deelname/{attendance.pk}/bewijs.pdf").status_code == 404


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_a_calendar_follows_the_sessions_of_a_course_and_of_a_provider(client):
    offer = OfferFactory(validated=True)
    coming = SessionFactory(offer=offer, to_come=True)
    off = SessionFactory(offer=offer, to_come=True, cancelled=True, version=2)
    SessionFactory(to_come=True)
    SessionFactory(offer=offer, since=date(2026, 9, 1), until=date(2026, 9, 2))

    for path in (
        f"/aanbod/{offer.pk}/agenda.ics",
        f"/aanbod/aanbieder/{offer.provider_id}/agenda.ics",
    ):
        found = events(client.get(path))

        assert [event["uid"] for event in found] == [
            f"session-{session.pk}@localhost:8000" for session in (coming, off)
        ]
        assert [event.get("status") for event in found] == [None, "CANCELLED"]
        assert found[0].decoded("dtstart") == coming.begins


def test_what_was_never_validated_has_no_calendar(client):
    offer = OfferFactory(submitted=True)

    assert client.get(f"/aanbod/{offer.pk}/agenda.ics").status_code == 404


def test_a_teacher_follows_the_own_sessions_at_an_address_that_can_end(client, teacher):
    session = SessionFactory(to_come=True)
    session.intentions.create(person=teacher)
    SessionFactory(to_come=True).intentions.create(person=PersonFactory(teacher=True))
    client.post("/mijn/bijeenkomsten/agenda/")
    first = calendar_address(CalendarFeed.objects.get())
    client.logout()

    [event] = events(client.get(first))
    assert event["uid"] == f"session-{session.pk}@localhost:8000"

    second = calendar_address(open_calendar(actor=teacher))
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]

    close_calendar(actor=teacher)
    assert client.get(second).status_code == 404


def test_who_claimed_a_file_of_another_does_not_go_on_reading_its_calendar(client, teacher):
    """Not while it is frozen, and not when the real one has claimed it."""
    address = calendar_address(open_calendar(actor=teacher))
    alarm = raise_alarm(ClaimCodeFactory(person=teacher), actor=None)
    frozen = client.get(address).status_code
    undo_claim(alarm, actor=PersonFactory(administrator=True), finding="Het was een ander.")
    Person.objects.filter(pk=teacher.pk).update(claimed_at=timezone.now())

    assert (frozen, client.get(address).status_code) == (404, 404)
    assert not CalendarFeed.objects.exists()
