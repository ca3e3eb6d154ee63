"""A provider disagrees with a refusal, and the course is judged anew, or with being suspended; a
teacher, whose diploma is looked at again.

What the committee does between them has its own story (test_outcomes.py).
"""

import pytest
from playwright.sync_api import expect

from register.models import Case
from register.services.diplomas import refuse_diploma
from tests.factories.accounts import PersonFactory
from tests.factories.register import DiplomaCheckFactory, RegistrationFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    colleague_of,
    do,
    editor_of,
    refused_course,
    suspended,
)

from .portal import Clock, is_accessible, press, see, window
from .signing_in import enter


@pytest.mark.django_db(transaction=True)
def test_a_provider_objects_and_is_right(browser, live_server, settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = TODAY
    refusal = refused_course()
    editor = editor_of(refusal)
    with window(browser, live_server.url) as page:
        enter(page, editor, live_server.url)
        page.goto(f"/aanbieder/aanbod/{refusal.submission.offer_id}/")
        page.get_by_role("link", name="Bezwaar tegen de afwijzing").click()
        page.get_by_label("Waarom bent u het er niet mee eens?").fill("De doelen staan er wel in.")
        is_accessible(page)
        press(page, "Bezwaar indienen")
        see(page, "Wij hebben uw bezwaar ontvangen.")
        page.get_by_role("button", name="Intrekken", exact=True).wait_for()
        is_accessible(page)

        the_committee_advises(Case.objects.get(), editor)
        an_administrator_decides(browser, live_server.url)
        run_outbox()

        page.get_by_role("link", name=refusal.submission.offer.title).first.click()
        see(page, "Ingediend")
        page.goto("/aanbieder/bezwaren/")
        page.locator("main").get_by_role("link", name=refusal.submission.offer.title).click()
        see(page, "U heeft gelijk: uw bezwaar is gegrond.")


@pytest.mark.django_db(transaction=True)
def test_a_suspended_provider_objects_and_is_right(browser, live_server, settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = TODAY
    suspension = suspended()
    editor = colleague_of(suspension)
    with window(browser, live_server.url) as page:
        enter(page, editor, live_server.url)
        page.goto("/aanbieder/")
        see(page, "U kunt bezwaar maken tot en met 13 april 2026")
        page.get_by_role("link", name="Bezwaar maken of uw bezwaar volgen").click()
        page.get_by_label("Waarom bent u het er niet mee eens?").fill("Onze docent is bevoegd.")
        press(page, "Bezwaar indienen")
        see(page, "Over de schorsing vanaf 2 maart 2026.")

        case = Case.objects.get()
        the_committee_advises(case, editor)
        do(case, "uphold")
        run_outbox()

        page.reload()
        see(page, "Het is alsof u nooit geschorst was.")
        page.goto("/aanbieder/")
        expect(page.get_by_text("Uw organisatie is geschorst")).to_have_count(0)


@pytest.mark.django_db(transaction=True)
def test_a_teacher_objects_to_the_refusal_of_a_diploma(browser, live_server, settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = TODAY
    check = DiplomaCheckFactory(person=RegistrationFactory().person)
    refuse_diploma(check, actor=administrator(), on=TODAY, reasons="Uw naam staat er niet op.")
    run_outbox()
    with window(browser, live_server.url) as page:
        enter(page, check.person, live_server.url)
        a_teacher_objects(page)

        the_committee_advises(Case.objects.get(), check.person)
        do(Case.objects.get(), "uphold", by=administrator())
        run_outbox()

        page.get_by_role("link", name="Het diploma dat werd geweigerd").press("Enter")
        page.get_by_role("link", name="Volg uw bezwaar").press("Enter")
        see(page, "Wij kijken opnieuw naar uw diploma.")
        page.goto("/mijn/bevoegdheden/")
        see(page, "Ingeleverd")


def a_teacher_objects(page) -> None:
    page.goto("/mijn/bevoegdheden/")
    page.locator("main table").get_by_role("link").press("Enter")
    see(page, "Uw naam staat er niet op.")
    is_accessible(page)
    page.get_by_role("link", name="Bezwaar maken, tot en met 13 april 2026").press("Enter")
    see(page, "Het gaat om: Geschiedenis, voortgezet onderwijs")
    is_accessible(page)
    page.get_by_label("Waarom bent u het er niet mee eens?").fill("Linksonder staat hij wel.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    see(page, "Wij hebben uw bezwaar ontvangen.")
    is_accessible(page)


def the_committee_advises(case: Case, objector) -> None:
    do(case, "admit")
    do(case, "waive_hearing", by=objector)
    do(case, "advise", by=PersonFactory(objections=True))


def an_administrator_decides(browser, url: str) -> None:
    with window(browser, url) as page:
        enter(page, PersonFactory(administrator=True), url)
        page.goto("/beheer/zaken/")
        page.get_by_role("link", name="Bezwaar", exact=True).click()
        page.get_by_text("Besluiten: gegrond", exact=True).click()
        page.get_by_label("Toelichting").fill("De doelen zijn wel te toetsen.")
        press(page, "Besluiten: gegrond")
        see(page, "Gegrond")
