"""The pages of this app in a real browser: as wide as its window, clean for axe, in two languages;
and the deed that must take seconds, on a phone without a script.
"""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Person
from cpd.forms.offer_pages import NAMES
from cpd.models import Activity
from cpd.selectors.applications import link_token
from cpd.services.calendars import open_calendar
from cpd.services.reflections import reflect
from cpd.services.teams import name_colleagues
from cpd.services.wishes import add_wish, save_offer
from cpd.session_codes import code_of
from tests.cpd.conftest import TODAY
from tests.english import dutch_by_path
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    VALID_UNTIL,
    ActivityFactory,
    AdviceFactory,
    ApplicationFactory,
    AttendanceFactory,
    JudgementFactory,
    OfferFactory,
    PlanItemFactory,
    ProviderFactory,
    RatingFactory,
    SessionFactory,
    SubmissionFactory,
    SuspensionFactory,
)
from tests.factories.schools import AppointmentFactory, BoardFactory, LocationFactory
from tests.journeys.signing_in import enter
from tests.looks import faults_at_each_width, faults_by_path

pytestmark = pytest.mark.django_db(transaction=True)


def named_by_a_colleague(teacher):
    """Return an activity of a colleague at the same school, and where it names this teacher."""
    colleague, school = PersonFactory(teacher=True, family_name="Vos"), LocationFactory()
    for person in (teacher, colleague):
        AppointmentFactory(location=school, staff__person=person)
    shared = ActivityFactory(person=colleague, title="Sectie")
    [named] = name_colleagues(shared, actor=colleague, on=TODAY, people=[teacher.pk])
    return shared, named


def looked_back_on(activity):
    reflect(activity, actor=activity.person, text="Voortaan eerst vragen.")
    return activity


def looks_for_courses(teacher, offer):
    """Let everybody look for music in Drenthe, and this teacher keep an offer."""
    for one in Person.objects.exclude(claimed_at=None):
        asked = {"subject": "muziek", "province": "drenthe"}
        add_wish(actor=one, organisation_id=None, on=TODAY, **asked)
    save_offer(offer, actor=teacher)


def rated_by_five(offer, teacher):
    """Let a teacher be at a session that five others rated; return attendance and a rating."""
    attendance = AttendanceFactory(person=teacher, credited=True, session__offer=offer)
    [rating, *_] = RatingFactory.create_batch(5, attendance__session=attendance.session)
    return attendance, rating


def officer_with_courses():
    """Return an officer of a board that offers a course to its own staff."""
    board = BoardFactory()
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    provider = ProviderFactory(staff_of=board)
    OfferFactory(provider=provider, validated=True)
    return officer


def pages_by_role():
    """Return who sees which pages, each with something on it."""
    teacher = PersonFactory(teacher=True)
    provider = ProviderFactory()
    valid = OfferFactory(provider=provider, validated=True)
    submission = SubmissionFactory(offer=valid)
    JudgementFactory(submission=submission, outcome="validate", valid_until=VALID_UNTIL)
    asked = OfferFactory(provider=provider, changes_asked=True)
    JudgementFactory(submission=SubmissionFactory(offer=asked), outcome="ask")
    draft = OfferFactory(provider=provider, sectors=[])
    waiting = OfferFactory(submitted=True, advice_asked=True)
    AdviceFactory(submission=SubmissionFactory(offer=waiting, answer="Met opdracht."))
    own = ActivityFactory(person=teacher)
    followed = looked_back_on(
        ActivityFactory(person=teacher, offer=valid, hours={"subject_content": 16})
    )
    kept = teacher.drafts.create(key=uuid4(), values={"title": "Inter", "kind": "intervision"})
    settled = ActivityFactory(person=teacher, settled=True, done_on=date(2022, 1, 1))
    PlanItemFactory(person=teacher)
    applying = ApplicationFactory(submitted=True)
    suspended = SuspensionFactory().provider
    mine, theirs = "/mijn/activiteiten/", "/aanbieder/aanbod/"
    shared, named = named_by_a_colleague(teacher)
    today = SessionFactory(offer=valid, since=TODAY, until=date(2026, 11, 22))
    open_calendar(actor=teacher)
    sixth, rating = rated_by_five(valid, teacher)
    looks_for_courses(teacher, valid)
    return {
        PersonFactory(teacher=True): [mine, "/mijn/bijeenkomsten/"],
        shared.person: [f"{mine}{shared.pk}/", f"{mine}{shared.pk}/collegas/?q=jansen"],
        teacher: [
            *(mine, f"{mine}?view=time", f"{mine}?q=niets", f"{mine}nieuw/"),
            f"{mine}genoemd/{named.pk}/",
            *(f"{mine}concept/{kept.pk}/", f"{mine}overnemen/", f"{mine}{own.pk}/bewijs/"),
            *(f"{mine}{own.pk}/terugblik/", f"{mine}{followed.pk}/terugblik/"),
            *("/mijn/budget/", f"{mine}{own.pk}/kosten/"),
            *(f"{mine}{activity.pk}/" for activity in (own, followed, settled, sixth.activity)),
            *("/mijn/plan/", "/mijn/plan/nieuw/"),
            *("/aanbod/", "/aanbod/?q=letterkunda", "/aanbod/?q=zwemmen", f"/aanbod/{valid.pk}/"),
            *("/mijn/bijeenkomsten/", "/aanbod/aanwezig/?code=fout"),
            *("/mijn/ik-zoek/", "/mijn/bewaard/", "/aanbod/gevraagd/", "/aanbod/termijnen/"),
            f"/mijn/deelname/{sixth.pk}/oordeel/",
            f"/aanbod/aanwezig/?code={code_of(today.pk, timezone.now())}",
        ],
        PersonFactory(provider=True, role__organisation=provider): [
            *("/aanbieder/", f"{theirs}nieuw/", f"{theirs}{asked.pk}/indienen/"),
            *(f"{theirs}{asked.pk}/wijzigen/{page}/" for page in NAMES),
            *(f"{theirs}{draft.pk}/indienen/", f"{theirs}{valid.pk}/"),
            *(f"{theirs}{valid.pk}/intrekken/", f"{theirs}{valid.pk}/aanpassen/"),
            f"{theirs}inlezen/",
            f"/aanbieder/bijeenkomsten/{today.pk}/code/",
            f"/aanbieder/bijeenkomsten/{sixth.session_id}/lijst/intrekken/",
            f"/aanbieder/bijeenkomsten/{sixth.session_id}/lijst/uren/",
            *("/aanbieder/oordelen/", f"/aanbieder/oordelen/{rating.pk}/"),
        ],
        PersonFactory(administrator=True): [
            *("/beheer/aanbod/", f"/beheer/aanbod/{waiting.pk}/"),
            *("/beheer/oordelen/", f"/beheer/oordelen/{rating.pk}/"),
            *("/beheer/aanbieders/", "/beheer/aanbieders/nieuw/"),
            *("/beheer/aanbieders/aanvragen/", applying.get_absolute_url()),
            f"/beheer/aanbieders/{suspended.pk}/",
            f"/beheer/aanbieders/{suspended.pk}/schorsen/",
        ],
        PersonFactory(hr_officer=True): ["/bestuur/eigen-cursussen/"],
        officer_with_courses(): ["/bestuur/eigen-cursussen/"],
        PersonFactory(validator=True): ["/validatie/", f"/validatie/{waiting.pk}/"],
    }


def test_pages_are_accessible_and_never_wider_than_their_window(page, live_server):
    assert faults_by_path(page, pages_by_role().items(), url=live_server.url) == {}


@pytest.mark.django_db
def test_pages_speak_english_too(client):
    assert dutch_by_path(client, pages_by_role().items()) == {}


def test_the_pages_of_applying_are_accessible(page):
    found = {}

    for application in (
        ApplicationFactory(answers=["quality"]),
        ApplicationFactory(submitted=True),
    ):
        page.goto(f"/aanbieder-worden/link/{link_token(application)}/")
        found[application.status] = faults_at_each_width(page)
        for path in ("", "organisatie/", "contact/", "eisen/staff/", "controleren/"):
            page.goto(f"/aanbieder-worden/aanvraag/{path}")
            found[path] = faults_at_each_width(page)
    page.goto("/aanbieder-worden/")
    found["start"] = faults_at_each_width(page)

    assert {path: what for path, what in found.items() if what} == {}


def test_an_intervision_of_two_hours_takes_three_presses_without_a_script(browser, live_server):
    context = browser.new_context(
        base_url=live_server.url,
        locale="nl-NL",
        viewport={"width": 360, "height": 740},
        java_script_enabled=False,
    )
    page = context.new_page()
    enter(page, PersonFactory(teacher=True), live_server.url)
    page.goto("/mijn/activiteiten/nieuw/")

    page.get_by_text("Intervisie", exact=True).click()
    page.get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Opslaan", exact=True).click()

    said = page.get_by_role("status").inner_text()
    context.close()
    activity = Activity.objects.get()
    assert (activity.kind, activity.done_on, activity.total) == (
        "intervision",
        date(2026, 11, 21),
        2,
    )
    assert "Opgeslagen: Intervisie, 21 november 2026." in said
