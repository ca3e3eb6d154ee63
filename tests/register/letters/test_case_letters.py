"""What the letters of procedures say, besides that each has its title."""

from datetime import date

import pytest

from register.letters import contents
from register.letters.case_letters import letter_html
from tests.factories.accounts import PersonFactory
from tests.factories.register import CycleFactory
from tests.register.procedures import (
    deferral_of,
    do,
    leaving,
    objection_of_provider,
    objection_to,
)

pytestmark = pytest.mark.django_db


def words(event) -> str:
    return " ".join(letter_html(contents.case_letter(event)).split())


@pytest.fixture
def objection():
    return objection_to(do(deferral_of(CycleFactory()), "refuse"))


def test_a_letter_about_an_objection_names_the_decision_that_it_is_against(objection):
    number = objection.against.case.reference

    assert (
        "uw bezwaar van 2 maart 2026 tegen ons besluit van 2 maart 2026 over "
        f"“Uitstel wegens verlof” (kenmerk {number})."
    ) in words(do(objection, "admit"))


def test_so_does_one_to_a_provider():
    case = objection_of_provider()

    letter = words(do(case, "admit"))

    assert f"over uw cursus “{case.offer.title}”." in letter


def test_an_invitation_says_where_and_when_and_not_why(objection):
    do(objection, "admit")
    adviser = PersonFactory(objections=True)

    letter = words(do(objection, "invite", by=adviser, named=date(2026, 3, 20)))

    assert "<h2>Waar en hoe laat</h2>" in letter
    assert "Waarom" not in letter


def test_who_has_to_complete_something_reads_what(objection):
    assert "<h2>Wat er nog ontbreekt</h2>" in words(do(objection, "request_repair"))
    assert "<h2>Wat wij nodig hebben</h2>" in words(do(deferral_of(CycleFactory()), "request_more"))


def test_who_comes_back_reads_that_certificates_are_valid_again():
    case = leaving()
    do(case, "strike_off")
    do(case, "ask_restoration")

    assert "Certificaten die nog niet verlopen waren, gelden weer." in words(do(case, "restore"))
