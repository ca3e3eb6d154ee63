"""Checking under an agreement whether teachers are registered."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import KeySet

from accounts.models import View
from core.errors import Refused
from core.models import AuditEvent
from register.models import RegisterCheck
from register.selectors.checks import Asked, answers_in, signed_words
from register.services.checks import check_registrations, forget_checks
from tests.factories.accounts import AgreementFactory, PersonFactory
from tests.factories.register import STARTED_ON, RegistrationFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def checker_of(agreement):
    return PersonFactory(checker=True, role__organisation=agreement.organisation)


def ask(agreement, *people, on=TODAY, actor=None, **changes):
    asked = [Asked(one.number, one.birth_date) for one in people]
    return check_registrations(
        agreement,
        actor=actor or checker_of(agreement),
        **{"asked": asked, "on": on, "today": TODAY, **changes},
    )


def told(check):
    return [(one["antwoord"], one["reden"]) for one in answers_in(signed_words(check))]


STANDINGS = [
    pytest.param({}, ("ingeschreven", ""), id="registered"),
    pytest.param({"delivered": True}, ("niet ingeschreven", ""), id="delivered only"),
    pytest.param({"left": True}, ("niet ingeschreven", ""), id="left"),
    pytest.param({"struck_off": True}, ("niet ingeschreven", ""), id="struck off"),
    pytest.param(
        {"anteroom": True}, ("niet mogelijk volgens reglement", "voorportaal"), id="anteroom"
    ),
    pytest.param(
        {"support": True}, ("niet mogelijk volgens reglement", "ondersteuning"), id="support"
    ),
    pytest.param(
        {"anteroom": True, "delivered": True}, ("niet ingeschreven", ""), id="anteroom, delivered"
    ),
]


@pytest.mark.parametrize(("standing", "answer"), STANDINGS)
def test_the_answer_follows_from_how_somebody_stands_in_the_register(standing, answer):
    person = RegistrationFactory(**standing).person

    assert told(ask(AgreementFactory(), person)) == [answer]


def test_the_reason_is_only_for_who_agreed_on_it():
    person = RegistrationFactory(anteroom=True).person

    assert told(ask(AgreementFactory(with_reason=False), person)) == [("niet ingeschreven", "")]


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        (STARTED_ON - timedelta(days=1), "niet ingeschreven"),
        (STARTED_ON, "ingeschreven"),
        (date(2025, 7, 31), "ingeschreven"),
        (date(2025, 8, 1), "niet ingeschreven"),
    ],
)
def test_the_answer_is_about_the_day_that_was_asked(on, answer):
    person = RegistrationFactory(left=True).person

    assert told(ask(AgreementFactory(), person, on=on)) == [(answer, "")]


def test_number_and_date_of_birth_must_belong_together():
    person = RegistrationFactory().person
    asked = [
        Asked(person.number, date(1990, 4, 13)),
        Asked("LR0000000014", person.birth_date),
        Asked("LR123", person.birth_date),
        Asked(f"lr {person.number[2:5]} {person.number[5:]}", person.birth_date),
    ]

    check = ask(AgreementFactory(), asked=asked)

    assert told(check) == [
        ("niet ingeschreven", ""),
        ("niet ingeschreven", ""),
        ("niet ingeschreven", "nummer onjuist"),
        ("ingeschreven", ""),
    ]
    assert (check.asked, check.registered, check.not_registered) == (4, 1, 3)


def test_the_number_of_a_merged_record_leads_to_who_remained():
    remained = RegistrationFactory().person
    between = PersonFactory(teacher=True, merged_into=remained, birth_date=date(1901, 1, 1))
    merged = PersonFactory(teacher=True, merged_into=between)
    asked = [Asked(merged.number, remained.birth_date), Asked(merged.number, date(1901, 1, 1))]

    [first, second] = answers_in(signed_words(ask(AgreementFactory(), asked=asked)))

    assert (first["antwoord"], first["vervangenDoor"]) == ("ingeschreven", remained.number)
    assert (second["antwoord"], second["vervangenDoor"]) == ("niet ingeschreven", "")
    assert View.objects.get().subject == remained


def test_the_teacher_sees_who_asked_and_what_for():
    person = RegistrationFactory().person
    agreement = AgreementFactory()

    for _twice in range(2):
        ask(agreement, person)

    [look, _other] = View.objects.filter(subject=person)
    assert (look.role.organisation, look.agreement, look.purpose) == (
        agreement.organisation,
        agreement,
        "check",
    )


def test_a_second_check_by_the_same_person_within_the_hour_is_the_same_look():
    person, agreement = RegistrationFactory().person, AgreementFactory()
    checker = checker_of(agreement)

    for _twice in range(2):
        ask(agreement, person, actor=checker)

    assert View.objects.filter(subject=person).count() == 1


def test_the_answer_is_signed_with_a_key_that_we_publish(client):
    person = RegistrationFactory().person

    words = signed_words(ask(AgreementFactory(), person))

    keys = KeySet.import_key_set(client.get("/.well-known/jwks.json").json())
    assert jws.deserialize_compact(words, keys).protected["alg"] == "ES256"


def test_what_was_touched_in_a_signed_answer_shows(client):
    head, payload, mac = signed_words(ask(AgreementFactory(), RegistrationFactory().person)).split(
        "."
    )
    keys = KeySet.import_key_set(client.get("/.well-known/jwks.json").json())

    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(f"{head}.{payload[:-8]}AAAAAAAA.{mac}", keys)


def test_only_who_works_for_the_organisation_checks():
    for who in ({"checker": True}, {"administrator": True}, {"hr_officer": True}):
        with pytest.raises(PermissionDenied):
            ask(AgreementFactory(), RegistrationFactory().person, actor=PersonFactory(**who))


@pytest.mark.parametrize(
    ("facts", "changes", "code"),
    [
        ({"until": TODAY}, {}, "agreement_over"),
        ({"since": TODAY + timedelta(days=1)}, {}, "agreement_over"),
        ({}, {"on": TODAY + timedelta(days=1)}, "day_to_come"),
        ({}, {"asked": []}, "too_many"),
        ({"a_day": 0}, {}, "quota_used"),
    ],
)
def test_what_was_not_agreed_is_refused(facts, changes, code):
    with pytest.raises(Refused) as refusal:
        ask(AgreementFactory(**facts), RegistrationFactory().person, **changes)

    assert refusal.value.code == code
    assert not RegisterCheck.objects.exists()


def test_the_quota_is_of_a_day():
    agreement = AgreementFactory(a_day=1)
    person = RegistrationFactory().person
    ask(agreement, person)

    with pytest.raises(Refused):
        ask(agreement, person)
    RegisterCheck.objects.update(asked_at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert ask(agreement, person).registered == 1


def test_a_check_is_audited():
    check = ask(AgreementFactory(), RegistrationFactory().person)

    event = AuditEvent.objects.get(action="registercheck.checked")
    assert event.data == {"agreement": check.agreement_id, "asked": 1}


def test_answers_are_kept_for_thirty_days_and_counts_for_ever():
    check = ask(AgreementFactory(), RegistrationFactory().person)
    RegisterCheck.objects.update(asked_at=timezone.now() - timedelta(days=31))

    forget_checks(now=timezone.now())

    check.refresh_from_db()
    assert (signed_words(check), check.registered) == ("", 1)


def test_a_thousand_questions_take_as_many_queries_as_one(django_assert_max_num_queries):
    agreement = AgreementFactory()
    checker, person = checker_of(agreement), RegistrationFactory().person
    with django_assert_max_num_queries(30) as one:
        ask(agreement, person, actor=checker)
        few = len(one)
    with django_assert_max_num_queries(few):
        ask(agreement, *[person] * 1000, actor=checker)
