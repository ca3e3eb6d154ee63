from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from register.choices.diplomas import CheckStatus
from register.choices.registrations import Proof
from register.models import DiplomaCheck, DiplomaFile, Qualification
from register.papers.scans import MOST_BYTES, Paper, of_diploma, open_paper
from register.services.diplomas import (
    accept_diploma,
    ask_about_diploma,
    hand_in_again,
    hand_in_diploma,
    refuse_diploma,
    withdraw_diploma,
)
from tests.cpd.evidence_samples import locked
from tests.factories.accounts import OrganisationFactory, PersonFactory, RegisterFactory
from tests.factories.register import PAPER, DiplomaCheckFactory, QualificationFactory
from tests.factories.schools import BasisFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.viruses import scanner

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


def hand_in(person, **changes):
    asked = {
        "actor": person,
        "on": TODAY,
        "sector": "vo",
        "subject": "GES",
        "awarded_on": date(2012, 7, 1),
        "checker": RegisterFactory(),
        "paper": Paper("diploma.pdf", PAPER),
    }
    return hand_in_diploma(person, **(asked | changes))


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


# Handing in


def test_the_register_means_to_answer_within_ten_working_days(teacher):
    check = hand_in(teacher)

    assert (check.status, check.submitted_on, check.due_on) == (
        CheckStatus.SUBMITTED,
        TODAY,
        date(2026, 3, 16),
    )


def test_the_scan_is_encrypted_and_comes_back_bit_by_bit(teacher):
    check = hand_in(teacher)

    sealed = bytes(check.file.sealed)
    assert PAPER not in sealed
    assert open_paper(sealed, place=of_diploma(check.pk)) == PAPER


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"MZ\x90\x00 program", "wrong_kind", id="a program that calls itself a PDF"),
        pytest.param(b"<html><script>alert(1)</script></html>", "wrong_kind", id="a page"),
        pytest.param(b"PK\x03\x04 an archive", "wrong_kind", id="an archive"),
        pytest.param(b"x", "wrong_kind", id="nothing known"),
        pytest.param(locked(), "locked", id="a PDF with a password"),
    ],
)
def test_what_is_no_scan_by_its_content_is_refused(teacher, data, code):
    with pytest.raises(Refused) as refusal:
        hand_in(teacher, paper=Paper("diploma.pdf", data))

    assert refusal.value.code == code
    assert not DiplomaCheck.objects.exists()


def test_a_scan_with_a_virus_is_not_kept(teacher, settings):
    with scanner(b"stream: Eicar-Signature FOUND\0", settings), pytest.raises(Refused) as refusal:
        hand_in(teacher)

    assert refusal.value.code == "virus"
    assert not DiplomaFile.objects.exists()


def test_a_photo_may_be_called_anything(teacher):
    assert hand_in(teacher, paper=Paper("scan", PNG)).file.kind == "image/png"


def test_a_file_that_is_too_large_is_refused(teacher):
    with pytest.raises(Refused) as refusal:
        hand_in(teacher, paper=Paper("diploma.pdf", PAPER + b" " * MOST_BYTES))

    assert refusal.value.code == "too_large"


def test_the_same_is_asked_once_at_a_time(teacher):
    hand_in(teacher)

    with pytest.raises(Refused) as refusal:
        hand_in(teacher)

    assert refusal.value.code == "asked"


def test_what_a_diploma_proved_already_is_not_asked_again(teacher):
    QualificationFactory(person=teacher, subject="GES", proof=Proof.DIPLOMA, basis_code="")

    with pytest.raises(Refused) as refusal:
        hand_in(teacher)

    assert refusal.value.code == "held"


def test_a_diploma_of_tomorrow_is_refused(teacher):
    with pytest.raises(Refused, match="nog"):
        hand_in(teacher, awarded_on=date(2026, 3, 3))


def test_a_board_looks_only_at_diplomas_of_its_own_teachers(teacher):
    own = BasisFactory(appointment__staff__person=teacher).appointment.staff.board

    assert hand_in(teacher, checker=own.organisation_ptr).checker_id == own.pk
    with pytest.raises(Refused) as refusal:
        hand_in(teacher, checker=OrganisationFactory(), subject="NED")
    assert refusal.value.code == "checker"


def test_nobody_hands_in_for_another(teacher):
    with pytest.raises(PermissionDenied):
        hand_in(teacher, actor=PersonFactory(teacher=True))


# Looking at it


def test_accepting_makes_a_qualification_with_who_saw_the_proof(administrator, post_box):
    check = DiplomaCheckFactory()

    accept_diploma(check, actor=administrator, on=TODAY)

    held = Qualification.objects.get(person=check.person)
    assert (held.subject, held.proof, held.since) == ("GES", Proof.DIPLOMA, date(2012, 7, 1))
    assert (held.checked_by, held.checked_on, held.confirmed_on) == (check.checker, TODAY, TODAY)
    assert "Uw diploma is goedgekeurd" in [mail.subject for mail in post_box()]


def test_a_diploma_replaces_what_a_board_only_stated(administrator):
    check = DiplomaCheckFactory()
    QualificationFactory(person=check.person, subject="GES")

    accept_diploma(check, actor=administrator, on=TODAY)

    assert Qualification.objects.get(person=check.person).proof == Proof.DIPLOMA


def test_refusing_tells_why_and_what_can_be_done(administrator, post_box):
    check = DiplomaCheckFactory()

    refuse_diploma(check, actor=administrator, on=TODAY, reasons="Dit is een cursus.")

    [mail] = post_box()
    assert not Qualification.objects.exists()
    assert "Dit is een cursus." in mail.body
    assert "bezwaar" in mail.body
    assert "cursus" not in str(list(AuditEvent.objects.values_list("data")))


def test_who_is_asked_hands_in_again_and_the_term_begins_again(administrator):
    check = DiplomaCheckFactory()
    ask_about_diploma(check, actor=administrator, on=TODAY, reasons="Niet te lezen.")
    check.refresh_from_db()
    assert check.due_on is None

    hand_in_again(check, actor=check.person, on=TODAY, paper=Paper("b.png", PNG))

    check.refresh_from_db()
    assert (check.status, check.due_on) == (CheckStatus.SUBMITTED, date(2026, 3, 16))
    assert DiplomaFile.objects.get().kind == "image/png"


def test_taking_it_back_throws_the_scan_away():
    check = DiplomaCheckFactory()

    withdraw_diploma(check, actor=check.person)

    assert not DiplomaFile.objects.exists()


def test_what_was_decided_stays_decided(administrator):
    check = DiplomaCheckFactory(refused=True)

    with pytest.raises(InvalidMove):
        accept_diploma(check, actor=administrator, on=TODAY)


def test_an_officer_looks_at_what_the_own_board_is_asked():
    check = DiplomaCheckFactory(checker=OrganisationFactory())
    own = PersonFactory(hr_officer=True, role__organisation=check.checker)

    with pytest.raises(PermissionDenied):
        accept_diploma(check, actor=PersonFactory(hr_officer=True), on=TODAY)
    assert accept_diploma(check, actor=own, on=TODAY).checked_by == check.checker


@pytest.mark.parametrize("trait", ["teacher", "committee", "validator"])
def test_others_do_not_look(trait):
    with pytest.raises(PermissionDenied):
        accept_diploma(DiplomaCheckFactory(), actor=PersonFactory(**{trait: True}), on=TODAY)


def test_nobody_accepts_their_own(administrator):
    with pytest.raises(PermissionDenied):
        accept_diploma(DiplomaCheckFactory(person=administrator), actor=administrator, on=TODAY)


@pytest.fixture
def post_box(mailoutbox):
    def deliver():
        run_outbox()
        return mailoutbox

    return deliver
