"""How a period can end besides renewal: with a note, later, by striking off, after an objection.

Each story is of people who have signed in already; the clock moves where the law gives time.
"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Person
from register.models import Case, Cycle
from register.schedule import close_ended_cycles, close_extra_time
from register.selectors.rulesets import rules_of
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.register.posted import run_outbox
from tests.register.procedures import advised, deferral_of, do
from tests.register.teachers import teacher_with

from .cases import (
    act,
    ask_deferral,
    choose,
    is_in_the_register,
    is_not_in_the_register,
    object_to,
    open_case,
)
from .portal import Clock, is_accessible, press, see, window
from .signing_in import enter

pytestmark = pytest.mark.django_db(transaction=True)

START = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def moving_clock(settings) -> None:
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = START
    rules_of.cache_clear()


@pytest.fixture
def cycle() -> Cycle:
    """Of a teacher who is sixty hours short; it ends on 31 July 2026."""
    return teacher_with(hours=100)


@pytest.fixture
def teacher(browser, live_server, cycle):
    with window(browser, live_server.url) as page:
        enter(page, cycle.registration.person, live_server.url)
        yield page


@pytest.fixture
def staff(browser, live_server):
    """A window for whoever works for the register; ``enter`` says who it is now."""
    with window(browser, live_server.url) as page:
        yield page


def test_who_falls_short_gets_extra_time_and_then_a_note(teacher, cycle):
    Clock.day = cycle.until
    close_ended_cycles()
    run_outbox()
    teacher.goto("/mijn/")
    see(teacher, "U heeft extra tijd tot en met 31 januari 2027")

    Clock.day = date(2027, 2, 1)
    close_extra_time()
    run_outbox()
    teacher.reload()
    see(teacher, "Er staat sinds 1 februari 2027 een aantekening bij uw naam in het register.")
    teacher.get_by_role("link", name="Lees het besluit").click()
    see(teacher, "bezwaar maken tot en met 15 maart 2027")
    is_accessible(teacher)
    teacher.goto(f"/register/{cycle.registration.person.number}/")
    see(teacher, "aantekening")


def test_who_completes_it_in_the_extra_time_is_renewed(teacher, cycle):
    Clock.day = cycle.until
    close_ended_cycles()
    run_outbox()
    teacher.goto("/mijn/herregistratie/aanvragen/")
    see(teacher, "Nog 60 uur")

    ActivityFactory(person=cycle.registration.person, done_on=Clock.day, hours={"pedagogy": 60})
    teacher.reload()
    teacher.get_by_role("checkbox").check()
    press(teacher, "Vraag herregistratie aan")
    run_outbox()

    teacher.goto("/mijn/certificaten/")
    see(teacher, "Download")
    is_in_the_register(teacher, cycle.registration.person)
    expect(teacher.locator("main")).not_to_contain_text("Aantekening")


def test_leave_that_is_granted_moves_the_end(teacher, staff, cycle, live_server):
    case = ask_deferral(teacher, cycle)
    enter(staff, PersonFactory(administrator=True), live_server.url)

    act(staff, case, "Toekennen", "De school bevestigt het verlof.")
    run_outbox()

    teacher.reload()
    see(teacher, "periode tot en met 8 november 2026")
    is_accessible(teacher)
    teacher.goto("/mijn/")
    see(teacher, "8 november 2026")


def test_who_lost_the_qualification_is_heard_and_then_struck_off(
    teacher, staff, cycle, live_server
):
    person = cycle.registration.person
    enter(staff, PersonFactory(administrator=True), live_server.url)
    staff.goto(f"/beheer/personen/{person.pk}/")
    staff.get_by_role("link", name="Een doorhaling beginnen").click()
    staff.get_by_label("Verlies van de bevoegdheid").check()
    staff.get_by_label("Redenen").fill("Het diploma is ingetrokken.")
    press(staff, "Begin")
    see(staff, "“Doorhalen” kan na 13 april 2026")
    run_outbox()
    case = Case.objects.get()

    teacher.goto(f"/mijn/procedures/{case.pk}/")
    see(teacher, "Het diploma is ingetrokken.")
    choose(teacher, "Uw zienswijze geven", "Dat klopt niet.")
    act(staff, case, "Doorhalen", "De opleiding bevestigt het.")
    run_outbox()

    is_accessible(staff)
    is_not_in_the_register(teacher, person)


def test_an_objection_is_heard_and_decided_by_somebody_who_had_no_part(
    teacher, staff, cycle, live_server
):
    first, second = (PersonFactory(administrator=True) for _ in range(2))
    adviser = PersonFactory(objections=True)
    refused = ask_deferral(teacher, cycle)
    enter(staff, first, live_server.url)
    act(staff, refused, "Afwijzen", "De school kent dit verlof niet.")
    run_outbox()
    case = object_to(teacher, refused)
    act(staff, case, "Het bezwaar in behandeling nemen", "Het is op tijd.")
    hear_and_advise(staff, case, adviser, live_server.url)

    enter(staff, first, live_server.url)
    open_case(staff, case)
    see(staff, "U kunt hier nu niets doen")
    enter(staff, second, live_server.url)
    act(staff, case, "Besluiten: gegrond", "Het verlof blijkt uit de brief van de school.")
    run_outbox()

    teacher.reload()
    see(teacher, "gegrond")
    is_accessible(teacher)
    teacher.goto("/mijn/")
    see(teacher, "8 november 2026")


def test_an_objection_that_is_repaired_and_unfounded_leads_to_the_court(
    teacher, staff, cycle, live_server
):
    refused = deferral_of(cycle)
    do(refused, "refuse")
    run_outbox()
    teacher.goto(f"/mijn/procedures/{refused.pk}/")
    case = object_to(teacher, refused)
    enter(staff, PersonFactory(administrator=True), live_server.url)
    act(staff, case, "Vragen om het aan te vullen", "Uw handtekening ontbreekt nog.")
    run_outbox()

    teacher.reload()
    see(teacher, "Vul het aan vóór of op 9 maart 2026.")
    choose(teacher, "Uw bezwaar aanvullen", "Hierbij.")
    advised(case)
    act(staff, case, "Besluiten: ongegrond", "Het verlof valt niet in deze periode.")
    run_outbox()

    teacher.reload()
    see(teacher, "Uw bezwaar is ongegrond.")
    see(teacher, "in beroep gaan bij de rechtbank. Doe dat uiterlijk op 13 april 2026")
    is_accessible(teacher)


def hear_and_advise(page: Page, case: Case, adviser: Person, url: str) -> None:
    """Invite to a hearing, move the clock to its day, write it down and advise."""
    day = Clock.day + timedelta(days=14)
    enter(page, adviser, url)
    act(page, case, "Uitnodigen voor een hoorzitting", "In Utrecht.", on=day, door="bezwaar")
    Clock.day = day
    act(page, case, "Vastleggen wat er op de hoorzitting is gezegd", "De brief.", door="bezwaar")
    act(page, case, "Advies geven", "Gegrond.", door="bezwaar")
