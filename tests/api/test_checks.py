"""Checking registrations by machine."""

import pytest

from accounts.choices import Scope
from register.models import RegisterCheck
from tests.api.conftest import Machine
from tests.api.test_foundation import told
from tests.factories.accounts import AgreementFactory, ApiClientFactory, PersonFactory
from tests.factories.register import RegistrationFactory

CHECKS = "/api/v1/register-controles"


@pytest.fixture
def agreement():
    return AgreementFactory()


def machine_of(organisation, **traits):
    checker = PersonFactory(checker=True, role__organisation=organisation)
    scopes = traits.pop("scopes", [Scope.CHECKS])
    facts = {"organisation": organisation, "responsible": checker, "scopes": scopes}
    return Machine(ApiClientFactory(**facts, **traits))


@pytest.fixture
def machine(agreement):
    return machine_of(agreement.organisation)


def question(*people, **changes):
    teachers = [
        {"registratienummer": one.number, "geboortedatum": f"{one.birth_date}", "kenmerk": "A-1"}
        for one in people
    ]
    return {"doel": "lerarenbeurs", "leraren": teachers, **changes}


def test_a_machine_asks_who_is_registered(machine):
    person = RegistrationFactory().person

    answer = machine.send(CHECKS, question(person))

    assert answer.status_code == 201
    told = answer.json()
    assert told["aantallen"] == {
        "gevraagd": 1,
        "ingeschreven": 1,
        "nietIngeschreven": 0,
        "nietMogelijk": 0,
    }
    assert told["antwoorden"] == [
        {
            "registratienummer": person.number,
            "kenmerk": "A-1",
            "antwoord": "ingeschreven",
            "reden": "",
            "vervangenDoor": "",
        }
    ]
    assert machine.get(answer["Location"]).json() == told
    assert machine.get(CHECKS).json()["resultaten"][0]["id"] == told["id"]
    assert RegisterCheck.objects.get().client == machine.registered


def test_a_repeated_question_is_asked_once(machine):
    person = RegistrationFactory().person

    first, again = (machine.send(CHECKS, question(person)) for _time in range(2))

    assert first.json() == again.json()
    assert RegisterCheck.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/doel", "#/leraren"]),
        ({"doel": "anders"}, ["#/doel", "#/leraren"]),
        (question(doel="een doel!"), ["#/doel", "#/leraren"]),
        (question(), ["#/leraren"]),
        (question(leraren="x"), ["#/leraren"]),
        (
            question(leraren=[1, {}]),
            ["#/leraren/0", "#/leraren/1/registratienummer", "#/leraren/1/geboortedatum"],
        ),
        (
            question(
                leraren=[{"registratienummer": "LR1", "geboortedatum": "1-1-2000", "bsn": "1"}]
            ),
            ["#/leraren/0/bsn", "#/leraren/0/geboortedatum"],
        ),
        (
            question(leraren=[{"registratienummer": "\ud800", "geboortedatum": "2000-01-01"}]),
            ["#/leraren/0/registratienummer"],
        ),
        (
            question(leraren=[{"registratienummer": "x" * 10_000, "geboortedatum": "2000-01-01"}]),
            ["#/leraren/0/registratienummer"],
        ),
        (
            question(
                leraren=[{"registratienummer": "1", "geboortedatum": "2000-01-01", "kenmerk": None}]
            ),
            ["#/leraren/0/kenmerk"],
        ),
        (question(peildatum="morgen"), ["#/leraren", "#/peildatum"]),
        (question(peildatum="2999-01-01", doel="x"), ["#/doel", "#/leraren", "#/peildatum"]),
        (
            question(leraren=[{"registratienummer": "LR1", "geboortedatum": "2026-W47-7"}]),
            ["#/leraren/0/geboortedatum"],
        ),
        (question(leraren=[{}] * 10_001), ["#/leraren"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(machine, body, pointers):
    answer = machine.send(CHECKS, body)

    assert told(answer)[0] == 400
    assert sorted(one["location"]["pointer"] for one in answer.json()["errors"]) == sorted(pointers)


def test_there_must_be_an_agreement_for_the_purpose(machine):
    answer = machine.send(CHECKS, question(RegistrationFactory().person, doel="iets-anders"))

    assert answer.json()["errors"][0]["location"] == {"pointer": "#/doel"}


def test_the_agreement_of_another_organisation_does_not_help():
    AgreementFactory()
    stranger = machine_of(AgreementFactory(code="lof").organisation)

    assert told(stranger.send(CHECKS, question(RegistrationFactory().person)))[0] == 400


def test_a_day_that_is_still_to_come_is_refused(machine):
    answer = machine.send(CHECKS, question(RegistrationFactory().person, peildatum="2999-01-01"))

    assert told(answer)[0] == 400


def test_who_asked_enough_for_a_day_waits_until_tomorrow():
    agreement = AgreementFactory(a_day=1)
    machine = machine_of(agreement.organisation)
    people = [RegistrationFactory().person for _number in range(2)]

    answer = machine.send(CHECKS, question(*people))

    assert told(answer) == (429, "U vraagt te vaak")
    assert 0 < int(answer["Retry-After"]) <= 24 * 3600


def test_the_check_of_another_organisation_is_not_there(machine):
    machine.send(CHECKS, question(RegistrationFactory().person))
    other = machine_of(AgreementFactory(code="lof").organisation)

    assert told(other.get(f"{CHECKS}/{RegisterCheck.objects.get().pk}"))[0] == 404
    assert other.get(CHECKS).json()["totaal"] == 0


def test_without_the_scope_or_a_token_nothing_is_checked(agreement, stranger):
    body = question(RegistrationFactory().person)
    reader = machine_of(agreement.organisation, scopes=[Scope.READ_DELIVERIES])

    assert told(reader.send(CHECKS, body))[0] == 403
    assert told(stranger.send(CHECKS, body))[0] == 401
    assert told(stranger.get(CHECKS))[0] == 401


def test_a_machine_gets_the_signed_answers_on_paper(machine, stranger):
    where = machine.send(CHECKS, question(RegistrationFactory().person))["Location"]

    answer = machine.get(f"{where}/bewijs")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    other = machine_of(AgreementFactory(code="lof").organisation)
    assert told(other.get(f"{where}/bewijs")) == (404, "Dit is er niet")
    assert told(stranger.get(f"{where}/bewijs"))[0] == 401
    assert told(machine.get(f"{where}/bewijs?x=1"))[0] == 400
    RegisterCheck.objects.update(sealed=b"")
    assert told(machine.get(f"{where}/bewijs"))[0] == 404
