"""A teacher on a phone: an intervision in seconds, a team that logs once, proof, an old file."""

import re
import time

import pytest
from celery import current_app
from django.core import mail
from playwright.sync_api import Page, expect

from core.schedule import sweep_outbox
from cpd.models import Activity, Evidence
from tests.cpd.evidence_samples import photo
from tests.factories.accounts import PersonFactory
from tests.factories.schools import AppointmentFactory, LocationFactory

from .portal import Clock, is_accessible, press, see, window
from .signing_in import enter

LIST = "/mijn/activiteiten/"
MOST_PRESSES, MOST_SECONDS = 3, 20
PORTFOLIO = """datum;soort;categorie;uren;titel
12-11-2025;Intervisie;pedagogiek;1,5;Sectie Nederlands
31-2-2025;yoga;;2;Geen dag
"""


@pytest.fixture(autouse=True)
def same_day(settings):
    settings.CLOCK = "tests.journeys.portal.today"


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    current_app.loader.import_default_modules()


@pytest.fixture
def team():
    """Three teachers of one school."""
    school = LocationFactory(name="De Kleine Beuk")
    names = [("Noor", "Bakker"), ("Joost", "Terpstra"), ("Anouk", "Terpstra")]
    people = [
        PersonFactory(
            teacher=True,
            given_names=given,
            family_name=family,
            sort_key=f"{family} {given}".lower(),
        )
        for given, family in names
    ]
    for person in people:
        AppointmentFactory(location=school, staff__person=person)
    return people


@pytest.mark.django_db(transaction=True)
def test_a_teacher_logs_for_a_team_keeps_proof_and_takes_over_an_old_file(
    browser, live_server, team
):
    noor, joost, anouk = team
    with window(browser, live_server.url) as phone:
        enter(phone, noor, live_server.url)
        an_intervision_takes_three_presses(phone)
        colleagues_are_named(phone)
        proof_is_kept(phone)
        an_old_portfolio_is_taken_over(phone)
    with window(browser, live_server.url) as phone:
        enter(phone, joost, live_server.url)
        the_colleague_says(phone, joost, "Ja, zet het in mijn dossier")
    with window(browser, live_server.url) as phone:
        enter(phone, anouk, live_server.url)
        the_colleague_says(phone, anouk, "Nee, ik was er niet bij")

    told = {person.email for person in (joost, anouk)}
    assert {message.to[0] for message in mail.outbox} == told
    assert [activity.total for activity in Activity.objects.of(joost)] == [2]
    assert not Activity.objects.of(anouk).exists()


def an_intervision_takes_three_presses(page: Page) -> None:
    page.goto(f"{LIST}nieuw/")
    started, presses = time.monotonic(), 0
    for pressing in [
        lambda: page.get_by_text("Intervisie", exact=True).click(),
        lambda: page.get_by_text("2", exact=True).click(),
        lambda: press(page, "Opslaan"),
    ]:
        pressing()
        presses += 1
    see(page, "Opgeslagen: Intervisie")
    assert presses <= MOST_PRESSES
    assert time.monotonic() - started < MOST_SECONDS
    assert Clock.day == Activity.objects.get().done_on


def colleagues_are_named(page: Page) -> None:
    page.goto(LIST)
    page.get_by_role("link", name="Intervisie", exact=True).click()
    page.get_by_role("link", name="Noem collega’s").click()
    page.get_by_label("Naam van een collega").fill("terp")
    press(page, "Zoek")
    page.get_by_label("Joost Terpstra").check()
    page.get_by_label("Anouk Terpstra").check()
    is_accessible(page)
    press(page, "Noem deze collega’s")
    see(page, "Uw collega’s krijgen bericht.")
    expect(page.get_by_text("Nog niet geantwoord")).to_have_count(2)
    sweep_outbox()


def proof_is_kept(page: Page) -> None:
    page.get_by_role("link", name="Naar de activiteit").click()
    page.get_by_role("link", name="Voeg bewijs toe").click()
    see(page, "Geen namen of gezichten van leerlingen.")
    picture = {"name": "bord.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.get_by_label("Bestand").set_input_files(picture)
    press(page, "Bewaar dit bestand")
    see(page, "Het bestand is bewaard, voor u alleen.")
    is_accessible(page)
    assert b"Camera van Noor" not in Evidence.objects.get().content.opened()


def an_old_portfolio_is_taken_over(page: Page) -> None:
    page.goto(f"{LIST}overnemen/")
    file = {"name": "oud.csv", "mimeType": "text/csv", "buffer": PORTFOLIO.encode()}
    page.get_by_label("Uw eerdere portfolio").set_input_files(file)
    press(page, "Bekijk dit bestand")
    see(page, "1 van 2 rijen zijn goed")
    is_accessible(page)
    press(page, "Zet ze in mijn dossier")
    see(page, "1 activiteit is overgenomen.")
    see(page, "U heeft 2 activiteiten in uw dossier")


def the_colleague_says(page: Page, person, answer: str) -> None:
    [message] = [message for message in mail.outbox if message.to == [person.email]]
    [link] = re.findall(r"\S*(/mijn/activiteiten/genoemd/\d+/)", message.body)
    page.goto(link)
    see(page, "Noor Bakker van De Kleine Beuk noemt u.")
    is_accessible(page)
    press(page, answer)
    see(page, "dossier")
