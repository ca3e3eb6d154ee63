"""Holding a file against the one that was issued: unchanged to the last bit, or changed."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from register.models import Certificate
from register.tasks import make_certificate
from tests.factories.register import CertificateFactory, DecisionFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

CHANGED = "Dit bestand is niet het bestand dat wij hebben afgegeven"


def compare(client, data):
    file = SimpleUploadedFile("certificaat.pdf", data)
    return client.post(reverse("register:check"), {"file": file})


@pytest.fixture
def certificate():
    cycle = CertificateFactory(cycle=DecisionFactory().cycle).cycle
    make_certificate(cycle.pk)
    return Certificate.objects.get(cycle=cycle)


@pytest.fixture
def issued(certificate):
    with default_storage.open(certificate.pdf.name) as file:
        return file.read()


def test_the_file_as_it_was_issued_leads_to_its_certificate(client, certificate, issued):
    answer = compare(client, issued)

    assert answer["Location"] == certificate.get_absolute_url()
    assert "Dit bestand is precies het bestand dat wij hebben afgegeven." in words(
        client.get(answer["Location"])
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda pdf: pdf + b"\n", id="a byte behind the end"),
        pytest.param(lambda pdf: pdf + b"%%EOF\n" * 99, id="an end behind the end"),
        pytest.param(lambda pdf: pdf.replace(b"/Lang (nl)", b"/Lang (de)"), id="a word"),
        pytest.param(lambda pdf: pdf[:-1], id="a byte less"),
    ],
)
def test_whatever_was_changed_the_file_is_told_to_be_changed(client, certificate, issued, change):
    page = words(compare(client, change(issued)))

    assert CHANGED in page
    assert certificate.grouped in page


def test_a_changed_file_that_names_a_code_that_never_was_is_no_file_of_ours(client, issued):
    code = Certificate.objects.get().code
    never = code[:-1] + ("2" if code[-1] != "2" else "3")

    page = words(compare(client, issued.replace(code.encode(), never.encode())))

    assert "Dit is geen bestand van ons, of het is aangepast." in page


def test_who_keeps_guessing_with_files_has_to_wait(client, settings):
    settings.REGISTER_MISSES_AN_HOUR = 3

    answers = [compare(client, b"%PDF-1").status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]
