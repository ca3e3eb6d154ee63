"""A request is drawn and two members of the committee look: all of it counts, or not enough."""

import pytest

from accounts.models import Person
from register.models import Decision, Sample
from register.selectors.rulesets import rules_of
from register.services.cycles import submit_cycle
from register.services.samples import judge_sample
from tests.factories.accounts import PersonFactory
from tests.factories.register import DrawFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.teachers import teacher_with

from .portal import is_accessible, press, see, window
from .signing_in import enter

WHY = "Deze cursus bestaat niet."
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def in_the_window(settings) -> None:
    """Let the portal think that renewal can be asked for, with rules of this database."""
    settings.CLOCK = "tests.register.conftest.today"
    rules_of.cache_clear()


def test_who_is_drawn_is_renewed_by_two_members_of_the_committee(browser, live_server):
    DrawFactory(share=1)
    teacher = teacher_with(hours=160).registration.person
    with (
        window(browser, live_server.url) as own,
        window(browser, live_server.url) as first,
        window(browser, live_server.url) as second,
    ):
        enter(own, teacher, live_server.url)
        enter(first, PersonFactory(committee=True), live_server.url)
        enter(second, PersonFactory(committee=True), live_server.url)
        ask_for_renewal(own)
        ask_and_answer(first, own, teacher)
        open_sample(first, teacher)
        see(first, "Ja, beide dagen.")
        press(first, "Oordeel vastleggen")
        open_sample(second, teacher)
        is_accessible(second)
        press(second, "Oordeel vastleggen")
        see(second, "In de steekproef")
        run_outbox()
        own.goto("/mijn/certificaten/")
        see(own, "Download")


def test_who_is_drawn_and_has_too_little_that_counts_gets_extra_time(browser, live_server):
    DrawFactory(share=1)
    cycle = teacher_with(hours=160)
    teacher, first = cycle.registration.person, PersonFactory(committee=True)
    submit_cycle(cycle, actor=teacher, declared=True, on=TODAY)
    only = teacher.activities.get()
    judge_sample(Sample.objects.get(), actor=first, disallowed=[only.pk], words=WHY, on=TODAY)
    with window(browser, live_server.url) as own, window(browser, live_server.url) as second:
        enter(second, PersonFactory(committee=True), live_server.url)
        open_sample(second, teacher)
        second.get_by_label(f"{only}, 10 januari 2025").check()
        press(second, "Oordeel vastleggen")
        see(second, "Waarom")
        second.get_by_label("Waarom?").fill("Er is geen bewijs van.")
        press(second, "Oordeel vastleggen")
        see(second, "In de steekproef")
        run_outbox()
        enter(own, teacher, live_server.url)
        own.goto("/mijn/")
        see(own, "U heeft extra tijd tot en met")
        own.goto(Decision.objects.get().get_absolute_url())
        see(own, "Er is geen bewijs van.")
        see(own, "bezwaar maken")
        is_accessible(own)


def ask_for_renewal(own) -> None:
    own.goto("/mijn/herregistratie/aanvragen/")
    own.get_by_role("checkbox").check()
    press(own, "Vraag herregistratie aan")
    see(own, "Uw aanvraag valt in de steekproef")
    is_accessible(own)


def ask_and_answer(member, own, teacher: Person) -> None:
    open_sample(member, teacher)
    member.get_by_label("Uw bericht").fill("Was u er beide dagen?")
    press(member, "Vraag het de leraar")
    see(member, "Was u er beide dagen?")
    own.reload()
    own.get_by_label("Uw bericht").fill("Ja, beide dagen.")
    press(own, "Versturen")
    see(own, "Ja, beide dagen.")


def open_sample(page, teacher: Person) -> None:
    page.goto("/commissie/")
    page.get_by_role("link", name=teacher.full_name).click()
    see(page, "Activiteiten die meetellen")
