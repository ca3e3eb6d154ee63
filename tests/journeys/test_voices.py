"""What teachers say of courses: by a code on a screen that they are there, what they think of it
afterwards, and what they miss.
"""

from datetime import date

import pytest
from celery import current_app
from playwright.sync_api import Page

from cpd.choices.sessions import Province
from cpd.models import Wish
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, RatingFactory, SessionFactory

from .portal import Clock, is_accessible, press, see

EVENING = date(2026, 12, 10)
WORDS, ANSWER = "Te snel voor beginners.", "In het voorjaar nemen wij meer tijd."


@pytest.fixture(autouse=True)
def on_the_evening(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = EVENING
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_from_a_code_on_a_screen_to_an_answer_to_a_rating(page, desk_of):
    offer = OfferFactory(validated=True)
    session = SessionFactory(offer=offer, to_come=True)
    editor = PersonFactory(provider=True, role__organisation=offer.provider.organisation_ptr)
    RatingFactory.create_batch(4, attendance__session__offer=offer, score=5)
    with desk_of(editor) as screen, desk_of(PersonFactory(teacher=True)) as telephone:
        code = the_provider_shows_the_code(screen, session)
        the_teacher_types_it(telephone, code)
        the_provider_credits_who_confirmed(screen, session)
        the_teacher_rates_it(telephone)
        the_provider_answers(screen)

    page.goto(offer.get_absolute_url())
    see(page, "4,4 van de 5, uit 5 oordelen")
    see(page, WORDS)
    see(page, f"De aanbieder antwoordt: {ANSWER}")


def the_provider_shows_the_code(page: Page, session) -> str:
    page.goto(f"/aanbieder/bijeenkomsten/{session.pk}/")
    page.get_by_role("link", name="Toon de code").click()
    code = page.locator(".screen__code").inner_text()
    is_accessible(page)
    return code


def the_teacher_types_it(page: Page, code: str) -> None:
    page.goto("/aanbod/aanwezig/")
    page.get_by_label("Code op het scherm").fill(f"{code[:3]} {code[3:].lower()}")
    page.keyboard.press("Enter")
    see(page, "Bent u hier?")
    is_accessible(page)
    press(page, "Ik ben hier")
    see(page, "U bent genoteerd.")


def the_provider_credits_who_confirmed(page: Page, session) -> None:
    page.goto(f"/aanbieder/bijeenkomsten/{session.pk}/")
    press(page, "Schrijf hen bij")
    see(page, "1 persoon is bijgeschreven")


def the_teacher_rates_it(page: Page) -> None:
    page.goto("/mijn/bijeenkomsten/")
    page.get_by_role("link", name="Geef uw oordeel").click()
    page.locator("[name=score][value='2']").check(force=True)
    page.get_by_label("Waarom?").fill(WORDS)
    is_accessible(page)
    press(page, "Geef uw oordeel")
    see(page, "Dank u wel.")


def the_provider_answers(page: Page) -> None:
    page.goto("/aanbieder/oordelen/")
    page.get_by_role("row", name=WORDS).get_by_role("link", name="Geef een antwoord").click()
    page.get_by_label("Uw antwoord").fill(ANSWER)
    press(page, "Geef uw antwoord")
    see(page, ANSWER)


@pytest.mark.django_db(transaction=True)
def test_what_five_look_for_and_nobody_offers_is_public(page, desk_of):
    for teacher in PersonFactory.create_batch(4, teacher=True):
        asked = {"subject": "geschiedenis", "province": Province.DRENTHE}
        Wish.objects.create(person=teacher, asked_on=EVENING, **asked)
    page.goto("/aanbod/gevraagd/")
    see(page, "0 vakken worden gevraagd en niet aangeboden")
    with desk_of(PersonFactory(teacher=True)) as own:
        own.goto("/aanbod/gevraagd/")
        own.get_by_role("link", name="Zeg wat u zoekt").click()
        own.get_by_label("Voor welk vak").select_option("geschiedenis")
        own.get_by_label("Waar", exact=True).select_option("drenthe")
        is_accessible(own)
        press(own, "Zet het op mijn lijst")
        see(own, "Het staat op uw lijst.")

    page.reload()
    see(page, "1 vak wordt gevraagd en niet aangeboden")
    see(page, "Geschiedenis")
    is_accessible(page)
