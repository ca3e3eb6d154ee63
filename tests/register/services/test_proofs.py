"""The answers to a check on paper."""

from datetime import timedelta
from io import BytesIO

import page
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from pypdf import PdfReader

from core.models import AuditEvent
from core.paper import pages_of
from register.models import CheckProof, RegisterCheck, SigningCertificate
from register.papers import check_paper
from register.selectors.checks import signed_words
from register.services.checks import forget_checks
from register.services.proofs import proof_of
from tests.factories.accounts import AgreementFactory, PersonFactory
from tests.factories.register import RegistrationFactory
from tests.register.paper import text_of, verdict

from .test_checks import ask, checker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return AgreementFactory()


@pytest.fixture
def people():
    return [RegistrationFactory().person, RegistrationFactory(anteroom=True).person]


@pytest.fixture
def check(agreement, people):
    return ask(agreement, *people)


def paper_for(check, agreement):
    return proof_of(check, actor=checker_of(agreement))


def test_the_paper_says_who_asked_what_for_and_every_answer(check, agreement, people):
    with translation.override("en"):
        words = text_of(paper_for(check, agreement))

    assert f"register-controle-{check.pk}" in words
    assert agreement.organisation.name in words
    assert "Waarvoor u dit vroeg: Aanvragen voor de lerarenbeurs." in words
    assert "Ingeschreven 1 Niet ingeschreven 0 Niet mogelijk volgens reglement 1 Samen 2" in words
    assert all(person.number in words for person in people)
    assert "Deze leraar staat in het voorportaal" in words


def test_a_short_list_is_one_page(agreement):
    people = [RegistrationFactory(anteroom=True).person for number in range(4)]

    assert pages_of(paper_for(ask(agreement, *people), agreement)) == 1


def test_the_paper_does_not_count_an_answer_that_the_agreement_does_not_allow(people):
    agreement = AgreementFactory(with_reason=False)

    words = text_of(paper_for(ask(agreement, *people), agreement))

    assert "Ingeschreven 1 Niet ingeschreven 1 Samen 2" in words


def test_the_paper_is_signed_by_us_and_can_be_kept(check, agreement):
    pdf = paper_for(check, agreement)

    chain = SigningCertificate.objects.get().chain.encode()
    assert verdict(pdf, chain).bottom_line
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(pdf, profile=profile).failures == []


def test_the_list_and_the_signed_answer_are_inside(check, agreement, people):
    attached = PdfReader(BytesIO(paper_for(check, agreement))).attachments

    assert attached["bewijs.jws"] == [signed_words(check).encode()]
    assert people[0].number in attached["antwoorden.csv"][0].decode("utf-8-sig")


def test_a_long_list_is_only_inside(check, agreement, people, monkeypatch):
    monkeypatch.setattr(check_paper, "MOST_ON_PAPER", 1)

    words = text_of(paper_for(check, agreement))

    assert people[0].number not in words
    assert "antwoorden.csv" in words


def test_every_copy_is_the_same_file(check, agreement):
    checker = checker_of(agreement)

    assert proof_of(check, actor=checker) == proof_of(check, actor=checker)
    assert AuditEvent.objects.filter(action="registercheck.proof_made").count() == 1


def test_only_who_works_for_the_organisation_gets_it(check):
    other = checker_of(AgreementFactory(code="lof"))

    for actor in (other, PersonFactory(administrator=True)):
        with pytest.raises(PermissionDenied):
            proof_of(check, actor=actor)


def test_it_goes_with_the_answers_and_its_fingerprint_stays(check, agreement):
    paper_for(check, agreement)
    RegisterCheck.objects.update(asked_at=timezone.now() - timedelta(days=31))

    forget_checks(now=timezone.now())

    proof = CheckProof.objects.get()
    assert (bytes(proof.sealed), len(proof.sha256)) == (b"", 64)
    assert proof_of(check, actor=checker_of(agreement)) == b""


def test_anybody_holds_the_file_against_ours(check, agreement, people, client):
    pdf = paper_for(check, agreement)

    def answer(data):
        file = SimpleUploadedFile("controle.pdf", data)
        return client.post("/controleren/", {"file": file}).content.decode()

    assert "Dit bewijs is echt en niet veranderd" in answer(pdf)
    assert people[0].number not in answer(pdf)
    assert "Dit bewijs is echt" not in answer(pdf + b"\n")
