"""Procedures that end before what was asked is decided: withdrawn, incomplete, dropped."""

from datetime import date

import pytest

from register.models import Case
from register.selectors.rulesets import rules_of
from tests.factories.accounts import PersonFactory
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

from .cases import act, ask_deferral, choose, is_in_the_register, object_to
from .portal import Clock, is_accessible, press, see

pytestmark = pytest.mark.django_db(transaction=True)

START = date(2026, 3, 2)
A_WEEK_LATER = date(2026, 3, 10)
TWO_WEEKS_LATER = date(2026, 3, 18)


@pytest.fixture(autouse=True)
def moving_clock(settings) -> None:
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = START
    rules_of.cache_clear()


def test_a_request_is_withdrawn_another_stays_incomplete_and_so_does_the_objection(desk_of):
    cycle = teacher_with(hours=100)
    first, second = (PersonFactory(administrator=True) for _ in range(2))
    with desk_of(cycle.registration.person) as own, desk_of(first) as desk:
        ask_deferral(own, cycle)
        choose(own, "Intrekken", "Het verlof gaat niet door.")
        see(own, "ingetrokken")

        request = ask_deferral(own, cycle)
        act(desk, request, "Om meer gegevens vragen", "De verklaring is niet te lezen.")
        Clock.day = A_WEEK_LATER
        act(desk, request, "Niet behandelen: het bleef onvolledig", "Er kwam geen antwoord.")
        run_outbox()
        objection = object_to(own, request)
        with desk_of(second) as other:
            act(other, objection, "Vragen om het aan te vullen", "Uw redenen ontbreken.")
            Clock.day = TWO_WEEKS_LATER
            act(other, objection, "Besluiten: niet-ontvankelijk", "Er kwam geen aanvulling.")
        run_outbox()

        own.reload()
        see(own, "Wij kunnen uw bezwaar niet behandelen")
        is_accessible(own)


def test_an_intention_to_strike_off_does_not_go_on_after_a_view(desk_of):
    teacher = teacher_with(hours=100).registration.person
    with desk_of(PersonFactory(administrator=True)) as desk, desk_of(teacher) as own:
        desk.goto(f"/beheer/personen/{teacher.pk}/")
        desk.get_by_role("link", name="Een doorhaling beginnen").click()
        desk.get_by_label("Een uitspraak van de rechter").check()
        desk.get_by_label("Redenen").fill("De rechtbank heeft dit bepaald.")
        press(desk, "Begin")
        run_outbox()
        case = Case.objects.get()

        own.goto(f"/mijn/procedures/{case.pk}/")
        choose(own, "Uw zienswijze geven", "De uitspraak gaat over iemand anders.")
        act(desk, case, "Niet doorgaan", "De uitspraak gaat over een naamgenoot.")
        run_outbox()

        own.reload()
        see(own, "U blijft ingeschreven")
        is_accessible(own)
        is_in_the_register(own, teacher)
