"""A teacher who is still on the way, on a phone: the route, an address, shielding, looking back;
in the end the account is deleted.
"""

from datetime import date

import pytest
from celery import current_app
from django.core import mail
from playwright.sync_api import Page

from cpd.models import Activity
from tests.factories.accounts import PASSWORD
from tests.factories.cpd import ActivityFactory
from tests.factories.register import RegistrationFactory
from tests.factories.schools import BasisFactory

from .portal import Clock, is_accessible, press, see, window
from .signing_in import enter


@pytest.fixture(autouse=True)
def same_day(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    current_app.loader.import_default_modules()


@pytest.fixture
def teacher():
    person = RegistrationFactory(anteroom=True).person
    BasisFactory(
        appointment__staff__person=person,
        code="VO-VAC",
        subject_areas=["WIS"],
        since=date(2026, 8, 1),
        until=date(2027, 8, 1),
    )
    ActivityFactory(person=person, title="Intervisie klas 2")
    return person


@pytest.mark.django_db(transaction=True)
def test_a_teacher_on_the_way_chooses_what_is_kept_and_who_finds_them(
    browser, live_server, teacher
):
    with window(browser, live_server.url) as phone:
        enter(phone, teacher, live_server.url)
        the_route_says_until_when(phone)
        letters_go_to(phone, "Lange Nieuwstraat 12")
        nobody_finds_them(phone)
        they_look_back(phone)
        delete_the_account(phone, teacher.email)

    teacher.refresh_from_db()
    assert (teacher.email, teacher.claimed_at) == ("", None)
    assert Activity.objects.of(teacher).get().title == "Intervisie klas 2"
    assert "verwijderd" in mail.outbox[-1].subject + mail.outbox[-1].body


def the_route_says_until_when(page: Page) -> None:
    page.goto("/mijn/")
    page.get_by_role("link", name="Uw route, en wat er dan gebeurt").click()
    see(page, "Tot en met 31 juli 2027")
    page.get_by_role("link", name="Voeg iets toe").click()
    page.get_by_label("Wat is erkend?").fill("Vrijstelling vakdidactiek")
    page.get_by_label("Wie heeft het erkend?").fill("Hogeschool Utrecht")
    page.get_by_label("Op welke dag?").fill("31-2-2025")
    press(page, "Opslaan")
    page.get_by_label("Op welke dag?").fill("28-2-2025")
    is_accessible(page)
    press(page, "Opslaan")
    see(page, "Vrijstelling vakdidactiek")
    is_accessible(page)


def letters_go_to(page: Page, street: str) -> None:
    page.goto("/mijn/gegevens/adres/")
    page.get_by_label("Straat en huisnummer, of postbus").fill(street)
    page.get_by_label("Postcode").fill("3512ph")
    page.get_by_label("Plaats").fill("Utrecht")
    press(page, "Opslaan")
    page.goto("/mijn/gegevens/adres/")
    see(page, "3512 PH")
    page.get_by_text("Gooi het weg", exact=True).click()
    see(page, "Wij bewaren geen kopie.")
    is_accessible(page)


def nobody_finds_them(page: Page) -> None:
    page.goto("/mijn/afscherming/")
    page.get_by_text("Bedreiging of intimidatie").click()
    is_accessible(page)
    press(page, "Scherm mij nu af")
    see(page, "U bent afgeschermd")
    press(page, "Stop met afschermen")
    see(page, "Laat u afschermen")


def they_look_back(page: Page) -> None:
    page.goto("/mijn/activiteiten/")
    page.get_by_role("link", name="Intervisie klas 2", exact=True).click()
    page.get_by_role("link", name="Kijk terug").click()
    page.get_by_label("In uw eigen woorden").fill("Voortaan eerst vragen.")
    is_accessible(page)
    press(page, "Opslaan")
    see(page, "Voortaan eerst vragen.")


def delete_the_account(page: Page, email: str) -> None:
    page.context.clear_cookies()
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    press(page, "Inloggen")
    page.goto("/mijn/account-verwijderen/")
    is_accessible(page)
    page.get_by_text("Ja, verwijder mijn account").click()
    press(page, "Verwijder mijn account")
    see(page, "Uw account is verwijderd.")
