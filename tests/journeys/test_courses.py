"""A course from three validators to a session that credits who was there, in browser windows."""

from datetime import date

import pytest
from celery import current_app
from playwright.sync_api import Page

from core.schedule import sweep_outbox
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, ProviderFactory, SubmissionFactory

from .portal import Clock, is_accessible, press, see

START = date(2026, 11, 21)
CRITERIA = ["goals", "content", "design", "hours", "quality"]
COURSE = "Opleiding leesspecialist"
MOST_KEYS = 24  # beside the words


class Keys:
    """The keys that somebody without a mouse presses, beside what they write."""

    def __init__(self, page: Page):
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.count += 1

    def skip_to(self, *anchors: str) -> None:
        for anchor in anchors:
            while self._focused("getAttribute('href')") != anchor:
                self.press("Tab")
            self.press("Enter")
            self.page.wait_for_url(f"**{anchor}")  # a Tab before that starts from the link

    def tab_to(self, name: str) -> None:
        self.press("Tab")
        assert self._focused("name") == name

    def _focused(self, what: str) -> str:
        return str(self.page.evaluate(f"document.activeElement.{what}"))


@pytest.fixture(autouse=True)
def moving_clock(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = START


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_from_three_validators_to_hours_in_the_file(desk_of):
    provider = ProviderFactory()
    offer = OfferFactory(provider=provider, submitted=True, title=COURSE, kind="programme")
    SubmissionFactory(offer=offer)
    validators = PersonFactory.create_batch(3, validator=True)
    teacher = PersonFactory(teacher=True, family_name="Vos")
    with desk_of(PersonFactory(administrator=True)) as page:
        the_administrator_sends_it_to_validators(page)
    conclusions = ["Valideren", "Afwijzen", "Valideren"]
    for conclusion in conclusions:
        validator = next(
            one for one in validators if one.assignments.filter(status="asked").exists()
        )
        with desk_of(validator) as page:
            a_validator_judges(page, conclusion)
    with desk_of(PersonFactory(provider=True, role__organisation=provider)) as page:
        the_provider_plans_a_session(page)
        Clock.day = date(2026, 12, 10)
        the_provider_pastes_who_was_there(page, f"{teacher.number}; Vos\nLR1234567890")
    sweep_outbox()
    with desk_of(teacher) as page:
        the_teacher_sees_it_in_the_file(page)


def the_administrator_sends_it_to_validators(page: Page) -> None:
    page.goto("/beheer/aanbod/")
    page.get_by_role("link", name=COURSE).click()
    is_accessible(page)
    press(page, "Stuur naar validatoren")
    see(page, "Zij zien elkaars oordeel niet.")


def a_validator_judges(page: Page, conclusion: str) -> None:
    page.goto("/validatie/")
    page.get_by_role("link", name=COURSE).click()
    see(page, "Uw oordeel")
    keys = Keys(page)
    keys.skip_to("#inhoud", "#verdict")
    for code in CRITERIA:
        keys.tab_to(f"score_{code}")
        keys.press("3" if conclusion == "Valideren" else "1")
        keys.tab_to(f"why_{code}")
        page.keyboard.insert_text("Dit is goed te toetsen.")
    keys.tab_to("outcome")
    keys.press("1" if conclusion == "Valideren" else "3")
    keys.press("Tab")
    keys.press("Enter")
    see(page, "Uw oordeel is vastgelegd.")
    assert keys.count <= MOST_KEYS


def the_provider_plans_a_session(page: Page) -> None:
    page.goto("/aanbieder/")
    page.get_by_role("link", name=COURSE).click()
    see(page, "Dit is goed te toetsen.")
    page.get_by_role("link", name="Plan een bijeenkomst").click()
    page.get_by_label("Eerste dag").fill("10-12-2026")
    page.get_by_label("Begint om").fill("9.30")
    page.get_by_label("Eindigt om").fill("16")
    page.get_by_label("Plaatsnaam").fill("Deventer")
    page.get_by_label("Provincie").select_option("overijssel")
    page.get_by_label("Aantal plaatsen").fill("24")
    press(page, "Plan deze bijeenkomst")
    see(page, "De bijeenkomst is gepland.")


def the_provider_pastes_who_was_there(page: Page, text: str) -> None:
    page.reload()
    page.get_by_role("link", name="Lever de lijst in").click()
    page.get_by_label("Plak de registratienummers").fill(text)
    press(page, "Controleer de lijst")
    see(page, "1 regel klopt niet")
    is_accessible(page)
    press(page, "Schrijf 1 persoon bij")
    see(page, "1 persoon is bijgeschreven en krijgt een e-mail.")


def the_teacher_sees_it_in_the_file(page: Page) -> None:
    page.goto("/mijn/bijeenkomsten/")
    see(page, "Bijgeschreven")
    page.goto("/mijn/activiteiten/")
    see(page, COURSE)
