"""A teacher says what a board passed on wrongly, and takes along what is theirs: on a phone."""

import io
import zipfile
from datetime import date

import pytest
from celery import current_app
from playwright.sync_api import Page, expect

from accounts.models import Person
from register.selectors.rulesets import rules_of
from schools.models import StaffRecord
from tests.factories.accounts import PersonFactory
from tests.register.teachers import teacher_with

from .portal import Clock, is_accessible, press, see


@pytest.fixture(autouse=True)
def moving_clock(settings) -> None:
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = date(2026, 3, 2)
    rules_of.cache_clear()


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks() -> None:
    """Tasks run at once in tests, in a process that is no worker."""
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_a_teacher_asks_the_board_counts_the_costs_and_takes_everything_along(desk_of):
    teacher = teacher_with(hours=100).registration.person
    record = StaffRecord.objects.get(person=teacher)
    officer = PersonFactory(hr_officer=True, role__organisation=record.board)
    with desk_of(teacher) as own:
        asks_the_board(own, record)
        with desk_of(officer) as desk:
            the_board_answers(desk, record)
        own.goto("/mijn/gegevens/")
        see(own, "Vanaf 1 maart staat er 0,6.")
        sees_who_looked(own, officer)
        writes_down_what_it_cost(own)
        takes_along(own)


def asks_the_board(page: Page, record: StaffRecord) -> None:
    page.goto(f"/mijn/gegevens/klopt-niet/{record.pk}/")
    page.get_by_label("De omvang van mijn baan").check()
    page.get_by_label("Wat moet het zijn?").fill("Ik werk 0,6.")
    is_accessible(page)
    press(page, "Verstuur het bericht")
    see(page, "Ik werk 0,6.")


def the_board_answers(page: Page, record: StaffRecord) -> None:
    page.goto("/bestuur/vragen/")
    page.locator("main").get_by_role("link", name=str(record)).click()
    page.get_by_label("Uw antwoord").fill("Vanaf 1 maart staat er 0,6.")
    is_accessible(page)
    press(page, "Verstuur het antwoord")
    page.goto(record.get_absolute_url())
    see(page, record.family_name)


def sees_who_looked(page: Page, officer: Person) -> None:
    page.goto("/mijn/wie-keek/")
    see(page, "HR-medewerker")
    is_accessible(page)


def writes_down_what_it_cost(page: Page) -> None:
    page.goto("/mijn/activiteiten/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Voor een rekenblad (CSV)").click()
    assert "100" in download.value.path().read_text()
    page.locator("main table").get_by_role("link").first.click()
    page.get_by_role("link", name="Wat het kostte").click()
    page.get_by_label("Wat het kostte, in euro’s").fill("120,50")
    is_accessible(page)
    press(page, "Opslaan")
    page.goto("/mijn/budget/?year=2024")
    expect(page.locator("main")).to_contain_text("€ 120,50")


def takes_along(page: Page) -> None:
    page.goto("/mijn/gegevens/meenemen/")
    is_accessible(page)
    with page.expect_download() as download:
        press(page, "Download alles")
    everything = zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes()))
    assert everything.testzip() is None
    assert {name.rpartition(".")[2] for name in everything.namelist()} >= {"json", "pdf"}
