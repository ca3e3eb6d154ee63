"""An organisation applies, hands in, and is admitted, asked something or refused with reasons."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Invitation
from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from core.schedule import sweep_outbox
from cpd.models import Application, ApplicationFile, ApplicationFileContent, Provider
from cpd.rotation import rotate_application_files
from cpd.selectors.applications import application_of, missing_pages
from cpd.services.applications import (
    MOST_FILES,
    answer_requirement,
    decide_application,
    forget_applications,
    remove_file,
    start_application,
    submit_application,
    write_contact,
    write_organisation,
)
from tests.cpd.conftest import TODAY
from tests.cpd.evidence_samples import PDF
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ApplicationFactory, ProviderFactory

from .test_activities import codes

pytestmark = pytest.mark.django_db
FACTS = {"name": "Museum Pakhuis", "kvk": "01234567", "website": "https://pakhuis.example"}
REACH = {"contact": "Eva de Boer", "phone": "", "second_contact": "", "second_email": ""}


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def decide(application, administrator, outcome, reasons="Daarom."):
    return decide_application(application, actor=administrator, outcome=outcome, reasons=reasons)


def answer(application, **kwargs):
    given = {"actor": None, "requirement": "staff", "text": "Allen hbo.", "file": None}
    return answer_requirement(application, **{**given, **kwargs})


def test_a_link_is_mailed_and_leads_to_the_same_application_a_second_time():
    first = start_application(email="Eva@Waag.example", on=TODAY, actor=None)
    again = start_application(email="eva@waag.example", on=TODAY, actor=None)
    sweep_outbox()

    assert again == first
    assert [message.to for message in mail.outbox] == [["eva@waag.example"]] * 2
    [token] = re.findall(r"/link/(\S+)/", mail.outbox[0].body)
    assert application_of(token) == first


@pytest.mark.parametrize("token", ["", "x", "1:abc"])
def test_a_link_that_we_did_not_make_leads_nowhere(token):
    ApplicationFactory()

    assert application_of(token) is None


def test_what_is_written_is_kept_per_page():
    application = ApplicationFactory(name="", kvk="", contact="", answers=[])

    write_organisation(application, actor=None, **FACTS)
    write_contact(application, actor=None, **REACH)
    answer(application)
    answer(application, text="Allen hbo of hoger.")

    application.refresh_from_db()
    assert (application.kvk, application.contact) == ("01234567", "Eva de Boer")
    assert [one.text for one in application.answers.all()] == ["Allen hbo of hoger."]


def test_a_provider_that_exists_does_not_apply_again():
    ProviderFactory(kvk="01234567")

    with pytest.raises(Refused) as refusal:
        write_organisation(ApplicationFactory(), actor=None, **FACTS)

    assert codes(refusal) == ["known"]


def test_a_file_is_kept_encrypted_and_the_key_can_be_renewed():
    application = ApplicationFactory()

    answer(application, file=("regeling.pdf", PDF))

    content = ApplicationFileContent.objects.get()
    assert PDF not in bytes(content.sealed)
    assert content.opened() == PDF
    assert rotate_application_files() == 0


@pytest.mark.parametrize(
    ("number", "data", "requirement", "code"),
    [
        pytest.param(0, b"MZ", "staff", "unknown", id="a program"),
        pytest.param(0, PDF, "nothing", "unknown", id="not asked"),
        pytest.param(MOST_FILES, PDF, "staff", "too_many", id="too many"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused(number, data, requirement, code):
    application = ApplicationFactory()
    for _ in range(number):
        answer(application, file=("regeling.pdf", PDF))

    with pytest.raises(Refused) as refusal:
        answer(application, file=("x.pdf", data), requirement=requirement)

    assert codes(refusal) == [code]
    assert ApplicationFile.objects.count() == number


def test_handing_in_starts_the_term_of_two_weeks():
    application = ApplicationFactory()

    submit_application(application, actor=None, on=TODAY)

    application.refresh_from_db()
    assert (application.status, application.due_on) == ("submitted", date(2026, 12, 5))
    sweep_outbox()
    [received] = mail.outbox
    assert received.to == [application.email]
    assert "Wij beslissen uiterlijk op 5 december 2026." in received.body
    assert application_of(re.findall(r"/link/(\S+)/", received.body)[0]) == application


def test_who_was_refused_applies_again_with_what_was_written_and_added(administrator):
    application = ApplicationFactory()
    answer(application, text="Hbo, en wij scholen bij.", file=("diploma.pdf", PDF))
    submit_application(application, actor=None, on=TODAY)
    decide(application, administrator, "refuse")

    again = start_application(email=application.email, on=TODAY, actor=None)

    assert (again.pk != application.pk, again.status) == (True, "draft")
    assert (again.name, again.kvk, again.contact) == (
        "Museum Pakhuis",
        application.kvk,
        "Eva de Boer",
    )
    assert again.answers.get(requirement="staff").text == "Hbo, en wij scholen bij."
    assert again.answers.count() == application.answers.count()
    assert [file.content.opened() for file in again.files.all()] == [PDF]
    assert missing_pages(again) == []


def test_somebody_else_begins_with_an_empty_application(administrator):
    application = ApplicationFactory(submitted=True)
    decide(application, administrator, "refuse")

    other = start_application(email="iemand@anders.example", on=TODAY, actor=None)

    assert (other.name, other.answers.count()) == ("", 0)


def test_all_that_is_missing_is_told_at_once():
    application = ApplicationFactory(name="", contact="", answers=["quality", "staff"])

    with pytest.raises(Refused) as refusal:
        submit_application(application, actor=None, on=TODAY)

    assert codes(refusal) == ["organisation", "contact", "practice", "evaluation", "complaints"]


def test_what_was_handed_in_stays_as_it_is():
    application = ApplicationFactory()
    answer(application, file=("regeling.pdf", PDF))
    submit_application(application, actor=None, on=TODAY)

    for change in (
        lambda: write_organisation(application, actor=None, **FACTS),
        lambda: write_contact(application, actor=None, **REACH),
        lambda: answer(application),
        lambda: remove_file(ApplicationFile.objects.get(), actor=None),
    ):
        with pytest.raises(Refused) as refusal:
            change()
        assert codes(refusal) == ["not_writable"]


def test_who_is_admitted_is_a_provider_and_is_invited(administrator):
    application = ApplicationFactory(submitted=True, kvk="01234567")

    decide(application, administrator, "admit")
    sweep_outbox()

    application.refresh_from_db()
    assert application.provider == Provider.objects.get(kvk="01234567")
    assert Invitation.objects.get().email == application.email
    subjects = {message.subject for message in mail.outbox}
    assert "Toegelaten als aanbieder: Museum Pakhuis" in subjects


def test_a_refusal_gives_reasons_and_a_remedy(administrator):
    application = ApplicationFactory(submitted=True, second_email="jan@waag.example")

    decide(application, administrator, "refuse", "De klachtenregeling ontbreekt.")
    sweep_outbox()

    [letter] = mail.outbox
    assert letter.to == [application.email, "jan@waag.example"]
    assert "De klachtenregeling ontbreekt." in letter.body
    assert "bezwaar maken binnen zes weken" in letter.body
    assert not Provider.objects.exists()


def test_who_is_asked_something_answers_and_hands_in_again(administrator):
    application = ApplicationFactory(submitted=True)
    decide(application, administrator, "ask", "Wie geeft er les?")

    with pytest.raises(Refused) as refusal:
        submit_application(application, actor=None, on=TODAY)
    submit_application(application, actor=None, on=TODAY, answer="Drie docenten.")

    assert codes(refusal) == ["answer"]
    application.refresh_from_db()
    assert application.status == "submitted"
    assert [one.answer for one in application.rounds.all()] == ["", "Drie docenten."]


def test_it_is_decided_once(administrator):
    application = ApplicationFactory(submitted=True)
    decide(application, administrator, "refuse")

    with pytest.raises(InvalidMove):
        decide(application, PersonFactory(administrator=True), "admit")


def test_two_with_the_same_number_are_not_both_admitted(administrator):
    first, second = ApplicationFactory.create_batch(2, submitted=True, kvk="01234567")
    decide(first, administrator, "admit")

    with pytest.raises(ValidationError):
        decide(second, administrator, "admit")

    second.refresh_from_db()
    assert second.status == "submitted"


@pytest.mark.parametrize("who", ["teacher", "provider", "validator"])
def test_others_do_not_decide(who):
    with pytest.raises(PermissionDenied):
        decide(ApplicationFactory(submitted=True), PersonFactory(**{who: True}), "admit")


def test_nobody_decides_on_an_application_of_their_own(administrator):
    application = ApplicationFactory(submitted=True, second_email=administrator.email.upper())

    with pytest.raises(PermissionDenied):
        decide(application, administrator, "admit")


def test_drafts_and_files_do_not_stay_for_ever(administrator):
    old = ApplicationFactory()
    Application.objects.filter(pk=old.pk).update(saved_at="2026-08-01T09:00Z")
    decided = ApplicationFactory()
    answer(decided, file=("regeling.pdf", PDF))
    submit_application(decided, actor=None, on=TODAY)
    decide(decided, administrator, "refuse")
    kept = ApplicationFactory()

    assert forget_applications(on=TODAY) == 1
    assert forget_applications(on=timezone.localdate() + timedelta(days=400)) == 2

    assert list(Application.objects.order_by("pk")) == [decided]
    assert not ApplicationFile.objects.exists()
    forgotten = AuditEvent.objects.filter(action="application.forgotten")
    assert set(forgotten.values_list("subject_pk", flat=True)) == {old.pk, kept.pk}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"kvk": "1234567"}, id="seven digits"),
        pytest.param({"status": "submitted", "first_submitted_on": TODAY}, id="no term"),
        pytest.param({"status": "refused"}, id="never handed in"),
        pytest.param({"due_on": TODAY}, id="a term for a draft"),
    ],
)
def test_the_database_keeps_what_must_be_true(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ApplicationFactory(**wrong)
