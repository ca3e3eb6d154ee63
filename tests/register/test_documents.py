import io
import re
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.html import strip_tags
from pypdf import PdfReader
from pypdf.generic import BooleanObject

from register.documents import (
    CertificateContent,
    LetterContent,
    Qualified,
    certificate_pdf,
    letter_html,
    letter_pdf,
)
from register.rules import assess

from .examples import CERTIFICATE, CONDITIONAL, DONE, NOOR, RENEWED, RULES

LONG_NAME = "Małgorzata-Şükran van der Ğáłęźdżiński-Özdemiroğlu İ. d’Angelo-Øster"
LONG_LIST = 5 * (
    Qualified(
        "Beroepsgericht vak: Produceren, installeren en energie",
        "Vocational subject: production, installation and energy",
    ),
)


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    """Return all words of a document on one line, as a screen reader comes by them."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def lines_of(pdf):
    return [line.strip() for line in read(pdf).pages[0].extract_text().splitlines()]


def words(html):
    apart = re.sub(r"<(/?t[hdr]|br|span)\b[^>]*>", " ", html)
    return " ".join(strip_tags(apart).split())


def elements(pdf):
    """Return the kinds of the structure elements, which is what a tagged document consists of."""
    waiting, kinds = [read(pdf).trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            kinds.append(node.get("/S"))
            waiting.extend([node["/K"]] if "/K" in node else [])
    return kinds


def links(pdf):
    annotations = (page.get("/Annots", []) for page in read(pdf).pages)
    return [one.get_object()["/A"]["/URI"] for page in annotations for one in page]


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
    names = {font.get_object()["/BaseFont"].split("+")[1] for font in fonts["/Font"].values()}

    assert names == {"Fira", "Fira-Semi-Bold", "Fira-Ext-Semi-Bold"}


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
        5,
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


def test_a_decision_to_renew_says_until_when_why_and_by_which_rules():
    text = words(letter_html(RENEWED))

    assert [
        "U bent opnieuw ingeschreven als leraar, tot en met 31 juli 2030." in text,
        "Dat geldt voor: Wiskunde, eerste graad." in text,
        "Het gaat om uw periode van 1 augustus 2022 tot en met 31 juli 2026." in text,
        "Uren samen 181 = 121 primair + 60 overig. 12 van uw 72 overige uren tellen niet mee: "
        "het maximum is 60. 160 uur 181 uur Gehaald" in text,
        "Wij hebben gerekend met de regels Herregistratie 2015, 1.0." in text,
        "Uw volgende periode begint op 1 augustus 2026 en duurt tot en met 31 juli 2030." in text,
    ] == [True] * 6


def test_a_decision_to_give_time_says_what_is_missing_and_what_follows():
    text = words(letter_html(CONDITIONAL))

    assert [
        "U krijgt extra tijd voor uw herregistratie, tot en met 31 januari 2027." in text,
        "Dit is uw stand: Nog 56 uur, waarvan 16 vakinhoud." in text,
        "Waarvan vakinhoud Deze eis geldt in het voortgezet onderwijs. 40 uur 24 uur Nog 16 uur"
        in text,
        "Wij hebben gerekend met de regels Herregistratie 2015, 1.0." in text,
        "komt er een aantekening bij uw naam in het register" in text,
    ] == [True] * 5


@pytest.mark.parametrize("content", [RENEWED, CONDITIONAL])
def test_every_decision_says_how_to_object(content):
    day = {"renewed": "27 juli 2026", "conditional": "14 september 2026"}[content.outcome]
    decided = {"renewed": "15 juni 2026", "conditional": "3 augustus 2026"}[content.outcome]
    text = words(letter_html(content))

    assert [
        f"Doe dat uiterlijk op {day}. U heeft 6 weken, vanaf de dag nadat wij dit besluit aan u "
        "hebben gestuurd." in text,
        "Lerarenregister Bureau bezwaar Postbus 1 2500 AA Den Haag" in text,
        f"besluit {content.reference} van {decided}" in text,
        "uw naam en uw adres; de datum;" in text,
        "waarom u het niet eens bent met het besluit; uw handtekening." in text,
        "Dit besluit blijft gelden zolang wij uw bezwaar behandelen." in text,
    ] == [True] * 6


@pytest.mark.parametrize(
    ("submitted", "said"), [pytest.param(False, True, id="no"), pytest.param(True, False, id="yes")]
)
def test_a_letter_says_when_nothing_was_asked_for(submitted, said):
    text = words(letter_html(replace(CONDITIONAL, submitted=submitted)))

    assert ("U heeft in die periode geen herregistratie aangevraagd." in text) is said


def test_who_forgot_to_ask_reads_that_asking_is_all_that_is_left():
    text = words(letter_html(replace(CONDITIONAL, assessment=assess(RULES, DONE))))

    assert "Dit is uw stand: U voldoet aan alle eisen." in text
    assert "Vraag herregistratie aan in Mijn Lerarenregister." in text
    assert "Vul aan" not in text


@pytest.mark.parametrize(
    ("motivation", "said"),
    [
        pytest.param("", "De computer heeft dit besluit genomen", id="by the system"),
        pytest.param("De bewijzen kloppen.", "Toelichting: De bewijzen kloppen.", id="by a person"),
    ],
)
def test_a_letter_says_who_decided(motivation, said):
    both = ["De computer heeft dit besluit genomen", "Toelichting: De bewijzen kloppen."]
    text = words(letter_html(replace(RENEWED, motivation=motivation)))

    assert [one for one in both if one in text] == [said]


@pytest.mark.parametrize("draft", [True, False])
def test_a_letter_is_a_draft_until_a_lawyer_confirmed_its_terms(draft):
    text = words(letter_html(replace(RENEWED, draft=draft)))

    assert text.startswith("Concept.") is draft


def test_a_letter_on_paper_holds_the_body_of_the_page(letter):
    on_paper, on_page = text_of(letter), letter_html(CONDITIONAL)

    paragraphs = re.findall(r"<p[^>]*>(.*?)</p>", on_page, re.DOTALL)
    assert [p for p in paragraphs if words(p) not in on_paper] == []


def test_a_letter_names_its_reference_on_each_page(letter):
    pages = [page.extract_text() for page in read(letter).pages]

    assert len(pages) == 2
    assert [re.findall(r"HR-2026-000124\s*Bladzijde \d van \d", page) for page in pages] == [
        ["HR-2026-000124 Bladzijde 1 van 2"],
        ["HR-2026-000124 Bladzijde 2 van 2"],
    ]


@pytest.mark.parametrize("content", [RENEWED, CONDITIONAL])
def test_the_body_of_a_letter_obeys_the_content_security_policy(content):
    assert re.findall(r"style=|<style|<script|\son\w+=", letter_html(content)) == []


def test_what_a_letter_can_hold_is_a_decision():
    assert "birth" not in " ".join(field.name for field in fields(LetterContent))
    assert re.findall(r"\d{8,}", words(letter_html(CONDITIONAL))) == []


def test_parts_of_hours_are_written_the_dutch_way():
    half = replace(NOOR, hours={**NOOR.hours, "pedagogy": Decimal("6.5")})
    text = words(letter_html(replace(CONDITIONAL, assessment=assess(RULES, half))))

    assert "24 vakinhoud, 14 vakdidactiek, 6,5 pedagogiek." in text
