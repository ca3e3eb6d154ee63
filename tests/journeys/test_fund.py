"""A fund makes a token, its system checks teachers, and the paper proves it to anybody."""

import json

import pytest
from django.test import Client

from tests.factories.accounts import AgreementFactory, PersonFactory
from tests.factories.register import RegistrationFactory

from .portal import is_accessible, press, see, window
from .signing_in import enter


@pytest.fixture
def teacher():
    return RegistrationFactory().person


@pytest.fixture
def checker():
    agreement = AgreementFactory(purpose="Aanvraag van een lerarenbeurs")
    return PersonFactory(checker=True, role__organisation=agreement.organisation)


@pytest.mark.django_db(transaction=True)
def test_a_fund_checks_by_machine_and_shows_the_proof(
    browser, live_server, checker, teacher, tmp_path
):
    with window(browser, live_server.url) as page:
        enter(page, checker, live_server.url)
        token = makes_a_token(page)
        lets_the_system_ask(token, teacher)
        takes_the_paper(page, teacher, tmp_path / "bewijs.pdf")
    with window(browser, live_server.url) as page:
        is_shown_the_paper(page, tmp_path / "bewijs.pdf")


def makes_a_token(page):
    page.goto("/afnemer/koppelingen/")
    see(page, "Aanvraag van een lerarenbeurs")
    page.get_by_role("link", name="Nieuwe koppeling").click()
    page.get_by_label("Naam van de koppeling").fill("Aanvraagsysteem")
    page.get_by_label("Waar is de koppeling voor?").fill("Bij elke aanvraag controleren")
    page.get_by_label("inschrijvingen controleren").check()
    press(page, "Koppeling maken")
    press(page, "Token maken")
    return page.locator("main code").first.inner_text()


def lets_the_system_ask(token, teacher):
    who = {"registratienummer": teacher.number, "geboortedatum": str(teacher.birth_date)}
    answer = Client(headers={"Authorization": f"Bearer {token}"}).post(
        "/api/v1/register-controles",
        json.dumps({"doel": "lerarenbeurs", "leraren": [who]}),
        content_type="application/json",
        headers={"Idempotency-Key": "aanvraag-0001"},
    )
    assert answer.json()["antwoorden"][0]["antwoord"] == "ingeschreven"


def takes_the_paper(page, teacher, place):
    page.goto("/afnemer/")
    page.get_by_role("main").get_by_role("link").filter(has_text="2026").first.click()
    see(page, teacher.number)
    is_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Ondertekend bewijs (pdf)").click()
    download.value.save_as(place)


def is_shown_the_paper(page, file):
    page.goto("/controleren/")
    page.get_by_label("Certificaat (pdf)").set_input_files(file)
    press(page, "Vergelijk het bestand")
    see(page, "Dit bewijs is echt en niet veranderd")
    is_accessible(page)
