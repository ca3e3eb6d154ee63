"""A teacher whom no school passed on comes in alone, on a phone; the register admits them."""

from datetime import date

import pytest
from celery import current_app
from playwright.sync_api import Page

from accounts.models import Person
from register.models import Registration
from tests.factories.accounts import PersonFactory, RegisterFactory, valid_bsn
from tests.factories.register import PAPER

from .portal import Clock, is_accessible, link_in_mail, press, see, window
from .signing_in import enter

ADDRESS, PASSWORD = "eva@example.nl", "een lange zin is goed"


@pytest.fixture(autouse=True)
def moving_clock(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = date(2026, 4, 30)  # a Thursday before Liberation Day and Ascension Day


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_a_teacher_without_a_school_comes_into_the_register(browser, live_server):
    RegisterFactory()
    administrator = PersonFactory(administrator=True)
    with window(browser, live_server.url) as phone, window(browser, live_server.url) as desk:
        choose_how_to_sign_in(phone)
        answer_the_questions(phone)
        add_the_diploma(phone)
        enter(desk, administrator, live_server.url)
        admit(desk)
        phone.goto("/aanmelden/")
        see(phone, "Uw periode is nog maar net begonnen.")

    person = Person.objects.get(email=ADDRESS)
    assert Registration.objects.public().filter(person=person).exists()
    assert person.number in link_in_mail_body(person)


def choose_how_to_sign_in(page: Page) -> None:
    page.goto("/inloggen/")
    page.get_by_role("link", name="Aanmelden zonder school").click()
    is_accessible(page)
    page.get_by_role("link", name="Begin", exact=True).click()
    page.get_by_label("E-mailadres").fill(ADDRESS)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    press(page, "Mail mij de link")
    page.goto(link_in_mail(ADDRESS, "/e-mailadres-bevestigen/"))
    press(page, "Ja, dit is mijn adres")
    see(page, "Nog 4 vragen")
    is_accessible(page)


def answer_the_questions(page: Page) -> None:
    page.get_by_role("link", name="Ga verder", exact=True).click()
    page.get_by_label("Voornamen").fill("Eva")
    page.get_by_label("Tussenvoegsel").fill("van der")
    page.get_by_label("Achternaam").fill("Ven")
    press(page, "Ga verder")
    page.get_by_label("Geboortedatum").fill("12-4-1990")
    press(page, "Ga verder")
    page.get_by_label("Burgerservicenummer").fill("900000212")
    press(page, "Ga verder")
    see(page, "Dit burgerservicenummer bestaat niet.")
    is_accessible(page)
    page.get_by_label("Burgerservicenummer").fill(valid_bsn(1))
    press(page, "Ga verder")
    page.get_by_label("Waarvoor bent u bevoegd?").select_option("vo:GES")
    page.get_by_label("Datum op het diploma").fill("1-7-2012")
    press(page, "Ga verder")


def add_the_diploma(page: Page) -> None:
    see(page, "Eva van der Ven")
    is_accessible(page)
    page.get_by_label("Scan of foto van uw diploma").set_input_files(
        {"name": "diploma.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    press(page, "Dien in")
    see(page, "U hoort het uiterlijk op 18 mei 2026")
    see(page, "Uw aanmelding is de eerste in de rij.")
    is_accessible(page)


def admit(page: Page) -> None:
    page.goto("/beheer/")
    page.get_by_role("link", name="1 diploma om te bekijken").click()
    page.get_by_label("Naam of registratienummer").fill("ven")
    page.get_by_label("Naam of registratienummer").press("Enter")
    page.locator("main table a").first.click()
    is_accessible(page)
    page.get_by_text("Schrijf in: het diploma klopt").click()
    press(page, "Besluit")
    see(page, "0 diploma’s wachten")


def link_in_mail_body(person: Person) -> str:
    return person.messages.get(kind="notice").body
