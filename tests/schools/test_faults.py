"""The words for what is wrong."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from schools.faults import explain
from schools.faults.wording import WORDS
from schools.parsing import StructuralFault
from schools.rules import TermKind
from schools.rules.problems import reject

from .staff_rows import checked
from .test_rules_rows import FAULTS, SIGNALS

SOURCE = Path(__file__).parents[2] / "schools"
CODE = {"code": "VO-VAC", "title_en": "vacancy", "title_nl": "vacature"}


@pytest.fixture(autouse=True)
def dutch():
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("cells", "text", "advice"),
    [
        (
            {
                "grondslagcode": "VO-VERV",
                "onderwijsterreinen": "NAT",
                "begin": "01-08-2026",
                "einde": "31-12-2027",
            },
            "Vervanging (VO-VERV) mag hoogstens 12 maanden duren. Dit zijn er 17.",
            "Zet het einde op 31-07-2027 of kies een andere grond.",
        ),
        (
            {"grondslagcode": "VO-GETT", "begin": "2026-11-01"},
            "Deze code bestaat niet op 1 november 2026.",
            "Bedoelt u VO-GET, getuigschrift lerarenopleiding?",
        ),
        (
            {"bsn": "999990018"},
            "Dit burgerservicenummer kan niet bestaan.",
            "Vergelijk het met het paspoort. Vaak zijn twee cijfers verwisseld.",
        ),
        (
            {
                "grondslagcode": "VO-GAST",
                "betrekkingsomvang": "0,1",
            },
            "De leraar is onbevoegd benoemd. Dan is een onderwijsterrein verplicht.",
            "Vul het vak in, bijvoorbeeld NAT voor natuurkunde.",
        ),
        (
            {"mutatiedatum": "28-09-2026"},
            "Deze wijziging is ouder dan een maand.",
            "U hoeft niets te doen. We tellen hem als \u2018te laat’.",
        ),
        (
            {"betrekkingsomvang": "1,05"},
            "Dit is meer dan een volledige baan.",
            "Klopt het? Dan hoeft u niets te doen.",
        ),
        (
            {"betrekkingsomvang": "0,33335"},
            "We bewaren vier decimalen: 0,3334.",
            "U hoeft niets te doen.",
        ),
    ],
)
def test_a_problem_is_told_with_its_reason_and_an_advice(cells, text, advice):
    [problem] = checked(**cells).problems

    assert explain(problem) == (text, advice)


@pytest.mark.parametrize(
    ("problem", "text", "advice"),
    [
        (
            StructuralFault("not_csv", kind="PDF"),
            "Dit soort bestand kunnen wij niet lezen: PDF.",
            "Open het in het programma waarin het is gemaakt en sla het op als .xlsx of als CSV "
            "(UTF-8). Alleen een andere naam geven is niet genoeg.",
        ),
        (
            StructuralFault("columns_differ", missing="geslachtsnaam", unknown="achternaam"),
            "Deze kolommen ontbreken: geslachtsnaam. Deze kennen we niet: achternaam.",
            "Vergelijk de kop met die van het sjabloon. Vaak is een naam anders geschreven.",
        ),
        (
            StructuralFault("cell_too_long", row=3),
            "In rij 3 heeft een cel meer dan tienduizend tekens.",
            "Vaak is een aanhalingsteken niet gesloten. Kijk deze rij na en de rij ervoor.",
        ),
        (
            reject("chain_too_long", "einde", found=13, allowed=12, **CODE),
            "Samen met eerdere perioden duurt vacature (VO-VAC) 13 maanden. "
            "Het mogen er hoogstens 12 zijn.",
            "Zet het einde eerder of kies een andere grond.",
        ),
        (
            reject(
                "chain_too_long_school_years",
                "einde",
                last_date="2028-07-31",
                last_cell="2028-07-31",
                **CODE,
            ),
            "Samen met eerdere perioden mag vacature (VO-VAC) hoogstens tot en met 31 juli 2028 "
            "duren.",
            "Zet het einde op 31-07-2028 of kies een andere grond.",
        ),
        (
            reject("bases_overlap", "begin", row=12),
            "Deze rij overlapt met rij 12: dezelfde benoeming, grond en onderwijsterreinen.",
            "Laat de ene eindigen voordat de andere begint.",
        ),
    ],
)
def test_a_fault_of_a_file_is_told_likewise(problem, text, advice):
    assert explain(problem) == (text, advice)


def test_a_reader_of_english_gets_english():
    [problem] = checked(grondslagcode="VO-GETT", begin="2026-11-01").problems

    with translation.override("en"):
        assert explain(problem) == (
            "This code does not exist on 1 November 2026.",
            "Do you mean VO-GET, teacher training certificate?",
        )


@pytest.mark.parametrize(("code", "cells"), [*FAULTS, *SIGNALS])
def test_every_problem_of_a_row_has_its_facts(code, cells):
    [problem] = checked(**cells).problems
    text, advice = explain(problem)

    assert problem.code == code
    assert text
    assert advice
    assert "%(" not in text + advice


@pytest.mark.parametrize("code", WORDS)
def test_dutch_and_english_tell_the_same_facts(code):
    for words in WORDS[code]:
        dutch = str(words)
        with translation.override("en"):
            english = str(words)

        assert dutch != english
        assert facts_in(dutch) == facts_in(english)


def facts_in(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def test_there_are_words_for_every_code_and_no_others():
    readers = [SOURCE / f"{name}.py" for name in ("parsing", "reading", "spreadsheets")]
    files = [*(SOURCE / "rules").glob("*.py"), *readers]
    source = "".join(path.read_text() for path in files)
    made = re.findall(r'(?:reject|signal|refused|StructuralFault)\(\s*"(\w+)"', source)
    chosen = re.findall(r'"(\w+)" if [a-z" ]+ else "(\w+)"', source)
    terms = [f"term_exceeded_{kind}" for kind in TermKind]
    broken = ["cell_too_long", "quote_not_closed", "quote_misplaced"]

    assert {*made, *(code for pair in chosen for code in pair), *terms, *broken} == set(WORDS)
