"""How a registration ends, for each start of a striking-off, and how it comes back.

Losing the qualification has its story in test_outcomes.py. The clock moves where the law gives
time.
"""

from datetime import date

import pytest
from django.core import mail
from playwright.sync_api import Page

from accounts.models import Person
from register.models import Case
from register.selectors.rulesets import rules_of
from tests.factories.accounts import PersonFactory
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

from .cases import act, choose, is_in_the_register, is_not_in_the_register
from .portal import Clock, is_accessible, press, see

pytestmark = pytest.mark.django_db(transaction=True)

START = date(2026, 3, 2)
LATER = date(2026, 5, 4)
TERM_OF_VIEW_OVER = date(2026, 4, 14)
COURT, DEATH = "Een uitspraak van de rechter", "Overlijden"


@pytest.fixture(autouse=True)
def moving_clock(settings) -> None:
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = START
    rules_of.cache_clear()


@pytest.fixture
def teacher() -> Person:
    return teacher_with(hours=100).registration.person


@pytest.fixture
def desk(desk_of):
    with desk_of(PersonFactory(administrator=True)) as page:
        yield page


def test_who_left_at_the_own_request_comes_back(desk_of, desk, teacher):
    with desk_of(teacher) as own:
        ask_to_leave(own)
        case = Case.objects.get()
        act(desk, case, "Doorhalen", "U vroeg hier zelf om.")
        run_outbox()
        is_not_in_the_register(own, teacher)

        Clock.day = LATER
        own.goto("/mijn/")
        see(own, "U bent sinds 2 maart 2026 niet meer ingeschreven")
        is_accessible(own)
        own.get_by_role("link", name="Lees het besluit, of vraag om terug te komen").click()
        choose(own, "Vragen om opnieuw ingeschreven te worden", "Ik ga weer lesgeven.")
        own.goto("/mijn/")
        see(own, "U krijgt uiterlijk op 29 juni 2026 antwoord.")
        register_again(desk, case)
        run_outbox()

        own.goto(f"/mijn/procedures/{case.pk}/")
        see(own, "U bent vanaf 4 mei 2026 weer ingeschreven in het Lerarenregister.")
        own.goto("/mijn/")
        see(own, "31 juli 2026")
        is_in_the_register(own, teacher)


def test_a_court_order_ends_it_and_who_asks_in_vain_to_come_back_takes_an_objection_back(
    desk_of, desk, teacher
):
    case = begin(desk, teacher, COURT)
    run_outbox()
    Clock.day = TERM_OF_VIEW_OVER
    act(desk, case, "Doorhalen", "De uitspraak is onherroepelijk.")
    run_outbox()
    with desk_of(teacher) as own:
        is_not_in_the_register(own, teacher)
        own.goto(f"/mijn/procedures/{case.pk}/")
        see(own, "Wij hebben uw inschrijving doorgehaald")
        choose(own, "Vragen om opnieuw ingeschreven te worden", "De termijn is voorbij.")
        act(desk, case, "Niet opnieuw inschrijven", "De uitspraak geldt tot 2030.")
        run_outbox()

        own.reload()
        see(own, "Wij schrijven u niet opnieuw in.")
        own.get_by_role("link", name="Bezwaar maken tegen dit besluit").click()
        own.get_by_label("Waarom bent u het er niet mee eens?").fill("Dat jaartal klopt niet.")
        press(own, "Bezwaar indienen")
        choose(own, "Intrekken", "Het jaartal klopt toch.")
        see(own, "Bezwaar: ingetrokken")
        is_accessible(own)
        is_not_in_the_register(own, teacher)


def test_nobody_is_written_to_after_a_death(desk, teacher):
    case = begin(desk, teacher, DEATH)
    act(desk, case, "Doorhalen", "Bericht van de school.")
    run_outbox()

    is_accessible(desk)
    assert mail.outbox == []
    is_not_in_the_register(desk, teacher)


def ask_to_leave(own: Page) -> None:
    own.goto("/mijn/procedures/")
    own.get_by_role("link", name="Uzelf laten uitschrijven").click()
    press(own, "Uitschrijving vragen")
    see(own, "Wij hebben uw verzoek ontvangen")


def begin(desk: Page, teacher: Person, ground: str) -> Case:
    desk.goto(f"/beheer/personen/{teacher.pk}/")
    desk.get_by_role("link", name="Een doorhaling beginnen").click()
    desk.get_by_label(ground).check()
    desk.get_by_label("Redenen").fill("De rechtbank heeft dit bepaald.")
    press(desk, "Begin")
    return Case.objects.get()


def register_again(desk: Page, case: Case) -> None:
    """Find the request in the list of cases, as the administrator does."""
    desk.goto("/beheer/zaken/")
    see(desk, "29 jun 2026")
    act(desk, case, "Opnieuw inschrijven", "U bent bevoegd.")
