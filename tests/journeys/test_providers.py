"""From an application to a course that is handed in: the organisation and an administrator."""

from dataclasses import dataclass

import pytest
from celery import current_app
from playwright.sync_api import Page

from core.schedule import sweep_outbox
from cpd.models import Offer, Provider
from tests.factories.accounts import PersonFactory

from .portal import Clock, is_accessible, link_in_mail, press, see

ADDRESS = "eva@pakhuis.example"
REQUIREMENTS = 5
MOST_PAGES, MOST_PRESSES, MOST_KEYS = 7, 20, 900  # at 120 keys a minute less than ten minutes


@dataclass
class Effort:
    """What it takes to describe a course: pages that are sent, presses and keys."""

    page: Page
    pages: int = 0
    presses: int = 0
    keys: int = 0

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)
        self.presses, self.keys = self.presses + 1, self.keys + len(text)

    def tick(self, label: str) -> None:
        self.page.get_by_text(label, exact=True).click()
        self.presses += 1

    def go_on(self, button: str = "Opslaan en verder") -> None:
        press(self.page, button)
        self.presses, self.pages = self.presses + 1, self.pages + 1


@pytest.fixture(autouse=True)
def a_day_with_workers(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_an_organisation_is_admitted_and_hands_in_a_course(page, desk_of):
    Clock.day = Clock.day.replace(2026, 11, 21)
    an_organisation_applies(page)
    with desk_of(PersonFactory(administrator=True)) as desk:
        an_administrator_admits(desk)
    provider = Provider.objects.get(kvk="12345678")
    with desk_of(PersonFactory(provider=True, role__organisation=provider)) as desk:
        effort = the_provider_hands_in_a_course(Effort(desk))

    assert Offer.objects.get().status == "submitted"
    assert effort.pages <= MOST_PAGES
    assert effort.presses <= MOST_PRESSES
    assert effort.keys <= MOST_KEYS


def an_organisation_applies(page: Page) -> None:
    page.goto("/aanbieder-worden/")
    page.get_by_label("Uw e-mailadres").fill(ADDRESS)
    press(page, "Mail mij de link")
    sweep_outbox()
    page.goto(link_in_mail(ADDRESS, "/aanbieder-worden/link/"))
    page.get_by_role("link", name="Begin", exact=True).click()
    page.get_by_label("Naam").fill("Museum Pakhuis")
    page.get_by_label("KvK-nummer").fill("12345678")
    press(page, "Opslaan en verder")
    page.get_by_label("Uw naam").fill("Eva de Boer")
    press(page, "Opslaan en verder")
    for _ in range(REQUIREMENTS):
        page.locator("[name=text]").fill("Twee leraren lezen mee en elk jaar herzien wij alles.")
        press(page, "Opslaan en verder")
    is_accessible(page)
    page.locator("[name=declared]").check(force=True)
    press(page, "Dien in")
    see(page, "Wij beslissen uiterlijk op 5 december 2026.")


def an_administrator_admits(page: Page) -> None:
    page.goto("/beheer/")
    page.get_by_role("link", name="1 organisatie wil aanbieder worden").click()
    page.get_by_role("link", name="Museum Pakhuis").click()
    is_accessible(page)
    page.get_by_text("Toelaten", exact=True).click()
    page.get_by_label("Waarom?").fill("U voldoet aan alle eisen.")
    press(page, "Leg het besluit vast")
    see(page, "Uw besluit is vastgelegd.")
    sweep_outbox()
    link_in_mail(ADDRESS, "/uitnodiging/")


def the_provider_hands_in_a_course(effort: Effort) -> Effort:
    page = effort.page
    page.goto("/aanbieder/aanbod/nieuw/")
    effort.write("Titel", "Leren van schilderijen")
    effort.write("Samenvatting", "Leerlingen kijken, vragen en schrijven bij vier schilderijen.")
    effort.go_on()
    effort.tick("Voortgezet onderwijs")
    effort.go_on()
    effort.go_on()
    effort.write("Wat leren deelnemers?", "- een kijkles maken\n- leerlingen laten schrijven")
    effort.go_on()
    effort.write("Contacturen", "12")
    effort.write("Vakinhoud", "12")
    effort.go_on()
    effort.write("Prijs", "150")
    effort.tick("Samen op een locatie")
    effort.go_on()
    see(page, "Er is nog niets verstuurd.")
    is_accessible(page)
    effort.go_on("Dien in")
    see(page, "Ingediend")
    return effort
