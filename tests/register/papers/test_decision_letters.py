import re
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from register.papers.documents import LetterContent, letter_html, letter_pdf
from register.rules import assess
from tests.register.examples import CONDITIONAL, DONE, NOOR, RENEWED, RULES
from tests.register.paper import read, text_of, words


@pytest.fixture(scope="module")
def letter():
    return letter_pdf(CONDITIONAL)


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
        "Dit is uw stand: nog 56 uur, waarvan 16 vakinhoud." in text,
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

    assert "Dit is uw stand: u voldoet aan alle eisen." in text
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
    half = NOOR._replace(hours={**NOOR.hours, "pedagogy": Decimal("6.5")})
    text = words(letter_html(replace(CONDITIONAL, assessment=assess(RULES, half))))

    assert "24 vakinhoud, 14 vakdidactiek, 6,5 pedagogiek." in text
