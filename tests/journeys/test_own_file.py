"""A teacher's own file on a phone: a plan that becomes an activity, a diploma, a talk, all taken
along; and a claim that was somebody else's.
"""

import re
from datetime import date

import pytest
from celery import current_app
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.selectors.claims import alarm_token
from cpd.models import Activity
from register.models import Agreement, Qualification
from tests.factories.accounts import ClaimCodeFactory, PersonFactory
from tests.factories.cpd import OfferFactory
from tests.factories.register import PAPER
from tests.register.teachers import teacher_with

from .portal import Clock, is_accessible, link_in_mail, press, see, window
from .signing_in import enter

START = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def moving_clock(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = START


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    """Tasks run at once in tests, in a process that is no worker."""
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_a_teacher_plans_proves_and_talks(browser, live_server):
    cycle = teacher_with(hours={"subject_content": 24, "school_development": 72})
    teacher, administrator = cycle.registration.person, PersonFactory(administrator=True)
    OfferFactory(validated=True, title="Letterkunde in de klas", price=0, price_per_hour=0)
    with window(browser, live_server.url) as phone, window(browser, live_server.url) as other:
        enter(phone, teacher, live_server.url)
        plan_what_closes_the_gap(phone)
        hand_in_a_diploma(phone)
        enter(other, administrator, live_server.url)
        accept_the_diploma(other)
        enter(phone, teacher, live_server.url)
        prepare_a_talk(phone)
    with window(browser, live_server.url) as manager:
        look_and_agree(manager)

    assert Activity.objects.filter(person=teacher, offer__isnull=False).exists()
    assert Qualification.objects.filter(person=teacher, subject="GES").exists()
    assert Agreement.objects.get().by_teacher is False


def plan_what_closes_the_gap(page: Page) -> None:
    page.goto("/mijn/herregistratie/")
    see(page, "12 van uw 72 overige uren tellen niet mee: het maximum is 60.")
    see(page, "16 uur vakinhoud. U heeft ze allemaal nog nodig.")
    press(page, "Zet in mijn plan")
    see(page, "U heeft 1 ding gepland: 16 uur")
    page.goto("/mijn/herregistratie/")
    page.get_by_label("Lesbezoek").fill("4")
    press(page, "Reken uit")
    see(page, "Dan heeft u 104 van 160 uur.")
    is_accessible(page)
    page.goto("/mijn/plan/")
    press(page, "Dit heb ik gedaan")
    expect(page.get_by_role("status").first).to_contain_text("Opgeslagen")
    see(page, "Uw plan is leeg")


def hand_in_a_diploma(page: Page) -> None:
    page.goto("/mijn/bevoegdheden/nieuw/")
    page.get_by_label("Waarvoor bent u bevoegd?").select_option("vo:GES")
    page.get_by_label("Datum op het diploma").fill("1-7-2012")
    page.get_by_label("Scan of foto van uw diploma").set_input_files(
        {"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    press(page, "Dien in")
    see(page, "U hoort het uiterlijk op 16 maart 2026")
    is_accessible(page)


def accept_the_diploma(page: Page) -> None:
    page.goto("/beheer/diplomas/")
    page.locator("main table a").first.click()
    page.get_by_text("Het diploma klopt: de leraar is bevoegd").click()
    press(page, "Besluit")
    see(page, "0 diploma’s wachten")


def prepare_a_talk(page: Page) -> None:
    page.goto("/mijn/gesprekken/nieuw/")
    page.get_by_label("Met wie heeft u het gesprek?").fill("Bea Smit")
    page.get_by_label("E-mailadres").fill("bea@school.example")
    page.get_by_text(re.compile("Letterkunde in de klas")).click()
    press(page, "Laat dit zien")
    see(page, "Bea Smit ziet dit tot en met")
    is_accessible(page)


def look_and_agree(page: Page) -> None:
    page.goto(link_in_mail("bea@school.example", "/gesprek/"))
    see(page, "Letterkunde in de klas")
    page.get_by_label("Wat spreekt u af?").fill("In mei kijk ik in uw les.")
    press(page, "Schrijf het op")
    see(page, "Wacht op de ander")
    is_accessible(page)


@pytest.mark.django_db(transaction=True)
def test_a_claim_by_somebody_else_is_stopped_and_undone(browser, live_server):
    teacher = ClaimCodeFactory().person
    administrator = PersonFactory(administrator=True)
    with window(browser, live_server.url) as phone:
        phone.goto(f"/activeren/dat-was-ik-niet/{alarm_token(teacher)}/")
        press(phone, "Dit was ik niet")
        see(phone, "Het dossier is gesloten tot wij hebben gekeken")
        is_accessible(phone)
        enter(phone, administrator, live_server.url)
        phone.goto("/beheer/meldingen/")
        phone.locator("main table a").first.click()
        phone.get_by_text("Het was iemand anders.").click()
        phone.get_by_label("Wat vond u?").fill("Teruggebeld via de school.")
        press(phone, "Besluit")
        see(phone, "Claim teruggedraaid")

    teacher.refresh_from_db()
    assert (teacher.claimed_at, teacher.email) == (None, "")
    assert any("niemand met uw account inloggen" in message.body for message in mail.outbox)
