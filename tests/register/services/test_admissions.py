from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied

from accounts.models import Double, Message, Person
from accounts.selectors.people import person_by_bsn
from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from register.choices.diplomas import CheckStatus
from register.choices.registrations import RegistrationStatus
from register.models import Admission, Cycle, DiplomaFile, Qualification, Registration
from register.papers.scans import Paper, of_diploma, open_paper
from register.selectors.admissions import holder_of_number, missing
from register.services import admissions
from register.services.diplomas import (
    accept_diploma,
    ask_about_diploma,
    hand_in_again,
    refuse_diploma,
    withdraw_diploma,
)
from tests.factories.accounts import BsnFactory, PersonFactory, RegisterFactory, valid_bsn
from tests.factories.register import PAPER, AdmissionFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox

pytestmark = pytest.mark.django_db

BORN = date(1990, 4, 12)
SCAN = Paper("diploma.pdf", PAPER)


@pytest.fixture
def draft():
    return AdmissionFactory(draft=True)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def begin():
    return admissions.begin_admission(
        actor=None, on=TODAY, email="Eva@Example.nl", password="een lange zin is goed"
    )


def give_number(draft, bsn):
    admissions.give_number(draft, actor=draft.person, bsn=bsn)


def hand_in(draft):
    RegisterFactory()
    admissions.hand_in_admission(draft, actor=draft.person, on=TODAY, paper=SCAN)


def refusal_of(service, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        service(*args, **kwargs)
    return refusal.value.code


# Beginning


def test_whoever_begins_is_nobody_yet_and_verifies_the_address_first():
    address = begin()

    assert (address.email, address.verified) == ("eva@example.nl", False)
    person = Person.objects.get()
    assert (person.email, person.number, person.claimed_at) == ("", "", None)
    assert missing(Admission.objects.get(person=person))[0] == "naam"


def test_an_address_that_has_an_account_makes_the_same_beginning():
    known = PersonFactory(teacher=True, email="eva@example.nl")

    assert begin().user != known
    assert EmailAddress.objects.filter(email="eva@example.nl", verified=True).get().user == known


def test_answers_are_kept_one_by_one():
    draft = AdmissionFactory(empty=True, person__family_name="", person__birth_date=None)
    who = {"actor": draft.person}

    admissions.give_name(draft, **who, given_names="Eva", prefix="van der", family_name="Ven")
    admissions.give_birth_date(draft, **who, on=TODAY, birth_date=BORN)
    give_number(draft, valid_bsn(1))
    admissions.give_qualification(
        draft, **who, on=TODAY, sector="vo", subject="GES", awarded_on=date(2012, 7, 1)
    )

    draft = Admission.objects.get(pk=draft.pk)
    assert missing(draft) == []
    assert (draft.person.full_name, draft.tail()) == ("Eva van der Ven", valid_bsn(1)[-3:])


def test_a_number_of_somebody_who_only_asks_is_nobodys_yet(draft):
    give_number(draft, valid_bsn(2))

    assert person_by_bsn(valid_bsn(2)) is None
    assert valid_bsn(2).encode() not in bytes(Admission.objects.get().ciphertext)


@pytest.mark.parametrize("bsn", ["900000212", "12", "abc", "000000000"])
def test_a_number_that_cannot_exist_is_refused(draft, bsn):
    assert refusal_of(give_number, draft, bsn) == "bsn_invalid"


@pytest.mark.parametrize("born", [TODAY, date(2015, 1, 1), date(1890, 1, 1)])
def test_a_teacher_was_not_born_on_any_day(draft, born):
    code = refusal_of(
        admissions.give_birth_date, draft, actor=draft.person, on=TODAY, birth_date=born
    )

    assert code == "age"


def test_a_diploma_of_tomorrow_is_refused(draft):
    code = refusal_of(
        admissions.give_qualification,
        draft,
        actor=draft.person,
        on=TODAY,
        sector="vo",
        subject="GES",
        awarded_on=TODAY + timedelta(days=1),
    )

    assert code == "future"


def test_nobody_answers_for_somebody_else(draft):
    with pytest.raises(PermissionDenied):
        admissions.give_number(draft, actor=PersonFactory(signs_in=True), bsn=valid_bsn(2))


def test_who_has_a_record_does_not_ask_for_one():
    teacher = PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        admissions.ask_admission(teacher, actor=teacher, on=TODAY)


# A second account


@pytest.mark.parametrize(
    ("claimed", "code"),
    [
        pytest.param(True, "account", id="in the register: with the account"),
        pytest.param(False, "code", id="passed on by a school: with a code"),
    ],
)
def test_whoever_is_known_reads_the_way_back(draft, claimed, code):
    known = PersonFactory(teacher=claimed, birth_date=BORN, family_name=draft.person.family_name)
    BsnFactory(person=known, bsn=valid_bsn(3))

    assert refusal_of(give_number, draft, valid_bsn(3)) == code


def test_who_has_that_account_gets_a_mail_about_it(draft, mailoutbox):
    known = PersonFactory(teacher=True, birth_date=BORN, family_name=draft.person.family_name)
    BsnFactory(person=known, bsn=valid_bsn(3))

    refusal_of(give_number, draft, valid_bsn(3))
    run_outbox()

    assert [mail.to for mail in mailoutbox] == [[known.email]]
    assert "U heeft al een account." in mailoutbox[0].body


@pytest.mark.parametrize(
    "other", [{"birth_date": date(1991, 4, 12)}, {"family_name": "Heel Anders"}], ids=str
)
def test_whoever_has_only_the_number_right_learns_nothing(draft, administrator, other):
    details = {"birth_date": BORN, "family_name": draft.person.family_name}
    known = PersonFactory(teacher=True, **(details | other))
    BsnFactory(person=known, bsn=valid_bsn(3))

    give_number(draft, valid_bsn(3))
    draft.refresh_from_db()
    hand_in(draft)

    draft.refresh_from_db()
    assert draft.waits
    assert holder_of_number(draft) == known
    assert not OutboxMessage.objects.filter(task="accounts.tasks.send_notice").exists()
    with pytest.raises(Refused) as refusal:
        accept_diploma(draft.diploma, actor=administrator, on=TODAY)
    assert refusal.value.code == "bsn_taken"
    draft.diploma.refresh_from_db()
    assert draft.diploma.status == CheckStatus.SUBMITTED


def test_who_asked_with_another_account_is_told_so(draft):
    first = AdmissionFactory(number=valid_bsn(4), person__family_name=draft.person.family_name)

    assert refusal_of(give_number, draft, valid_bsn(4)) == "asked"
    assert holder_of_number(first) is None


def test_who_was_passed_on_after_the_number_was_filled_in_is_found_at_the_end(draft):
    known = PersonFactory(birth_date=BORN, family_name=draft.person.family_name)
    BsnFactory(person=known, bsn=valid_bsn(1))

    assert refusal_of(hand_in, draft) == "code"


# Handing in


def test_a_request_stands_in_the_queue_of_the_register_with_its_day(draft):
    hand_in(draft)

    draft.refresh_from_db()
    check = draft.diploma
    assert (check.status, check.submitted_on, check.due_on) == (
        CheckStatus.SUBMITTED,
        TODAY,
        date(2026, 3, 16),
    )
    assert open_paper(bytes(check.file.sealed), place=of_diploma(check.pk)) == PAPER
    assert AuditEvent.objects.filter(action="admission.handed_in", subject_pk=draft.pk).exists()


def test_nothing_is_handed_in_before_every_question_has_an_answer():
    draft = AdmissionFactory(empty=True)

    assert refusal_of(hand_in, draft) == "missing"


def test_a_request_is_handed_in_once(draft):
    hand_in(draft)

    assert refusal_of(hand_in, draft) == "handed_in"


def test_administrators_are_asked_about_somebody_who_looks_like_a_known_person(draft):
    person = draft.person
    known = PersonFactory(birth_date=person.birth_date, family_name=person.family_name)

    hand_in(draft)

    assert {Double.objects.get().first, Double.objects.get().second} == {known, person}


# What the register decides


def test_who_is_admitted_has_a_number_a_place_and_a_cycle(administrator, mailoutbox):
    admission = AdmissionFactory(number=valid_bsn(5))

    accept_diploma(admission.diploma, actor=administrator, on=TODAY)
    run_outbox()

    person = person_by_bsn(valid_bsn(5))
    registration = Registration.objects.get(person=admission.person)
    assert person == admission.person
    assert person.number.startswith("LR")
    assert person.claimed_at is not None
    assert (registration.status, registration.registered_on) == (
        RegistrationStatus.REGISTERED,
        TODAY,
    )
    assert Cycle.objects.get(registration=registration).since == TODAY
    assert Qualification.objects.get(person=person).checked_by == admission.diploma.checker
    assert Registration.objects.public().filter(listing__isnull=False).exists()
    assert [mail.subject for mail in mailoutbox][-1] == (
        "U bent ingeschreven in het Lerarenregister"
    )
    assert person.number in Message.objects.get(person=person, kind="notice").body


def test_the_request_keeps_no_number_once_it_was_decided(administrator):
    admitted, refused, taken_back = (
        AdmissionFactory(),
        *(AdmissionFactory(number=valid_bsn(n)) for n in (6, 7)),
    )

    accept_diploma(admitted.diploma, actor=administrator, on=TODAY)
    refuse_diploma(refused.diploma, actor=administrator, on=TODAY, reasons="Geen lesbevoegdheid.")
    withdraw_diploma(taken_back.diploma, actor=taken_back.person)

    assert not Admission.objects.exclude(digest=None).exists()
    assert not DiplomaFile.objects.filter(check_of=taken_back.diploma).exists()


def test_a_refusal_says_why_and_which_remedy_there_is(administrator):
    admission = AdmissionFactory()

    refuse_diploma(
        admission.diploma, actor=administrator, on=TODAY, reasons="Dit is een certificaat."
    )
    run_outbox()

    letter = Message.objects.get(person=admission.person)
    assert "Dit is een certificaat." in letter.body
    assert "bezwaar maken, uiterlijk op 13 april 2026" in letter.body
    assert not Registration.objects.exists()
    admission.person.refresh_from_db()
    assert admission.person.claimed_at is None


def test_who_is_asked_something_answers_and_waits_again(administrator):
    admission = AdmissionFactory()
    ask_about_diploma(admission.diploma, actor=administrator, on=TODAY, reasons="Onleesbaar.")

    hand_in_again(admission.diploma, actor=admission.person, on=TODAY, paper=SCAN)

    admission.diploma.refresh_from_db()
    assert admission.diploma.status == CheckStatus.SUBMITTED
    assert Admission.objects.exclude(digest=None).exists()


def test_a_stranger_answers_nothing():
    admission = AdmissionFactory()

    with pytest.raises(PermissionDenied):
        withdraw_diploma(admission.diploma, actor=PersonFactory(signs_in=True))


def test_an_administrator_does_not_admit_themselves(administrator):
    admission = AdmissionFactory(person=administrator)

    with pytest.raises(PermissionDenied):
        accept_diploma(admission.diploma, actor=administrator, on=TODAY)


def test_nobody_is_admitted_twice(administrator):
    admission = AdmissionFactory()
    accept_diploma(admission.diploma, actor=administrator, on=TODAY)

    with pytest.raises(InvalidMove):
        accept_diploma(admission.diploma, actor=administrator, on=TODAY)


# Limits


def test_who_was_refused_asks_again_and_not_for_ever(administrator):
    person = PersonFactory(signs_in=True)
    for _ in range(3):
        admission = AdmissionFactory(person=person, diploma__submitted_on=TODAY)
        refuse_diploma(admission.diploma, actor=administrator, on=TODAY, reasons="Nee.")

    code = refusal_of(admissions.ask_admission, person, actor=person, on=TODAY)

    assert code == "too_often"
    later = admissions.ask_admission(person, actor=person, on=TODAY + timedelta(days=366))
    assert later.diploma is None


def test_one_request_at_a_time():
    admission = AdmissionFactory()

    code = refusal_of(admissions.ask_admission, admission.person, actor=admission.person, on=TODAY)

    assert code == "asked"


def test_what_was_begun_and_not_finished_is_thrown_away():
    stranger = begin().user
    forgotten = AdmissionFactory(draft=True, begun_on=TODAY - timedelta(days=30))
    fresh = AdmissionFactory(draft=True, begun_on=TODAY)
    handed_in = AdmissionFactory(begun_on=TODAY - timedelta(days=90))

    assert admissions.forget_admissions(on=TODAY) == 1
    assert admissions.forget_admissions(on=TODAY + timedelta(days=7)) == 1

    assert set(Admission.objects.all()) == {fresh, handed_in}
    assert Person.objects.filter(pk=forgotten.person_id).exists()
    assert not Person.objects.filter(pk=stranger.pk).exists()
    assert not EmailAddress.objects.filter(email="eva@example.nl").exists()
