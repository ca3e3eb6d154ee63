import re
from dataclasses import fields, replace

import pytest
from django.utils import translation
from pypdf.generic import BooleanObject

from register.papers.documents import (
    CertificateContent,
    Qualified,
    certificate_pdf,
    letter_html,
    letter_pdf,
)
from tests.register.examples import CERTIFICATE, CONDITIONAL, RENEWED
from tests.register.paper import elements, lines_of, links, read, text_of

LONG_NAME = "Małgorzata-Şükran van der Ğáłęźdżiński-Özdemiroğlu İ. d’Angelo-Øster"
LONG_LIST = 5 * (
    Qualified(
        "Beroepsgericht vak: Produceren, installeren en energie",
        "Vocational subject: production, installation and energy",
    ),
)


@pytest.fixture(scope="module")
def certificate():
    return certificate_pdf(CERTIFICATE)


@pytest.fixture(scope="module")
def letter():
    return letter_pdf(CONDITIONAL)


def test_a_certificate_says_who_for_what_and_until_when(certificate):
    lines = lines_of(certificate)

    assert {
        "Joost Terpstra",
        "LR 615 793 021 4",
        "Wiskunde, eerste graad",
        "1 augustus 2022 tot en met 31 juli 2026",
        "31 juli 2030",
        "K7QD 4M2X 9TRF",
    } <= set(lines)


def test_a_certificate_shows_the_hours_that_count(certificate):
    text = text_of(certificate)

    assert [
        "Vakinhoud Subject content 58" in text,
        "Vakdidactiek Subject teaching 41" in text,
        "Pedagogiek Pedagogy 22" in text,
        "Overig, hoogstens 60 Other, at most 60 60" in text,
        "Samen, nodig is 160 Total, 160 required 181" in text,
    ] == [True] * 5


def test_a_certificate_says_by_which_rules_when_and_by_whom(certificate):
    assert (
        "Afgegeven op 1 augustus 2026 door Lerarenregister. Regels: Herregistratie 2015, 1.0."
        in text_of(certificate)
    )


def test_a_certificate_leads_to_its_own_check(certificate):
    assert links(certificate) == ["https://lerarenregister.example/controleren/K7QD4M2X9TRF/"]


def test_what_a_certificate_can_hold_is_a_decision():
    """No citizen service number and no date of birth (domain.md §10.6)."""
    assert {field.name for field in fields(CertificateContent)} == {
        "name",
        "number",
        "qualifications",
        "registered_on",
        "period",
        "valid_until",
        "rules",
        "rules_name",
        "facts",
        "issued_on",
        "code",
        "check_url",
        "issuer",
        "demo",
    }


@pytest.mark.parametrize("content", [CERTIFICATE, replace(CERTIFICATE, demo=True)])
def test_nothing_on_a_certificate_looks_like_a_citizen_service_number(content):
    assert re.findall(r"\d{8,}", text_of(certificate_pdf(content))) == []


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(CERTIFICATE, id="usual"),
        pytest.param(replace(CERTIFICATE, name=LONG_NAME), id="a long name"),
        pytest.param(replace(CERTIFICATE, qualifications=LONG_LIST), id="five qualifications"),
        pytest.param(
            replace(CERTIFICATE, name=LONG_NAME, qualifications=LONG_LIST, demo=True),
            id="all of it, in the demo",
        ),
        pytest.param(
            replace(CERTIFICATE, name=f"{LONG_NAME} {LONG_NAME}", qualifications=2 * LONG_LIST),
            id="ten qualifications",
        ),
    ],
)
def test_a_certificate_is_one_page_whatever_the_names(content):
    pdf = certificate_pdf(content)

    assert len(read(pdf).pages) == 1
    assert text_of(pdf).count("Beroepsgericht vak") == sum(
        row.name.startswith("Beroepsgericht") for row in content.qualifications
    )


def test_letters_of_other_alphabets_keep_their_weight():
    fonts = read(certificate_pdf(replace(CERTIFICATE, name="Şükran Łęcka"))).pages[0]["/Resources"]
    names = [font.get_object()["/BaseFont"].split("+")[1] for font in fonts["/Font"].values()]

    assert sorted(names) == ["FiraSans-Regular", "FiraSans-SemiBold", "FiraSans-SemiBold"]


def test_a_letter_that_no_font_has_stops_no_certificate():
    """Such a file does not claim to be made to be kept, for it is not."""
    pdf = certificate_pdf(replace(CERTIFICATE, name="Anna \U00017000"))

    assert "Anna" in text_of(pdf)
    assert b"pdfaid" not in pdf


def test_names_come_through_letter_by_letter():
    assert "Şükran Łęcka-Öğüt" in lines_of(
        certificate_pdf(replace(CERTIFICATE, name="Şükran Łęcka-Öğüt"))
    )


def test_a_name_is_text_and_never_markup():
    name = "<b>Vis</b> & <img> zoon"

    assert name in lines_of(certificate_pdf(replace(CERTIFICATE, name=name)))


def test_only_the_demo_marks_its_documents(certificate, letter):
    marked = [
        certificate_pdf(replace(CERTIFICATE, demo=True)),
        letter_pdf(replace(CONDITIONAL, demo=True)),
    ]

    assert ["DEMO" in text_of(pdf) for pdf in (certificate, letter, *marked)] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("document", ["certificate", "letter"])
def test_a_document_is_tagged_and_says_its_language_and_title(document, request):
    pdf = request.getfixturevalue(document)
    root = read(pdf).trailer["/Root"]
    title = {
        "certificate": "Certificaat van herregistratie van Joost Terpstra",
        "letter": "Besluit over uw herregistratie",
    }

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == BooleanObject(True)
    assert read(pdf).metadata.title == title[document]


def test_a_screen_reader_finds_heading_facts_table_and_code(certificate):
    kinds = elements(certificate)

    assert [kinds.count(kind) for kind in ("/H1", "/L", "/Table", "/TH", "/Figure")] == [
        1,
        5,
        1,
        2,
        1,
    ]


def test_a_screen_reader_finds_the_parts_of_a_letter(letter):
    kinds = elements(letter)

    assert [kinds.count(kind) for kind in ("/H1", "/H2", "/Table", "/Figure")] == [1, 5, 1, 0]


@pytest.mark.parametrize("document", ["certificate", "letter"])
def test_a_document_is_meant_to_be_kept(document, request):
    about = read(request.getfixturevalue(document)).xmp_metadata

    assert (about.pdfaid_part, about.pdfaid_conformance) == ("3", "A")


def test_a_document_is_dutch_for_an_english_reader(certificate):
    with translation.override("en"):
        pdf, body = certificate_pdf(CERTIFICATE), letter_html(RENEWED)

    assert text_of(pdf) == text_of(certificate)
    assert body == letter_html(RENEWED)
