from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from cpd.choices.activities import Category
from register.rules import NO_DUTY, NormCode, Source, Teaching, assess
from register.words.reasons import (
    REQUIREMENTS,
    gap_about,
    gap_text,
    reason_about,
    reason_text,
    requirement_name,
    standing_text,
)
from tests.register.examples import NOOR, RULES, facts, taught


@pytest.fixture(autouse=True)
def in_dutch():
    with translation.override("nl"):
        yield


def said(done):
    """Return per requirement its name, how it stands, and why."""
    return [
        (requirement_name(row), standing_text(row), [reason_text(why) for why in row.reasons])
        for row in assess(RULES, done).findings
    ]


def test_a_teacher_reads_what_is_missing_and_why():
    assert said(NOOR) == [
        (
            "Uren samen",
            "Nog 56 uur",
            [
                "104 = 44 primair + 60 overig.",
                "12 van uw 72 overige uren tellen niet mee: het maximum is 60.",
            ],
        ),
        ("Primair proces", "Nog 56 uur", ["24 vakinhoud, 14 vakdidactiek, 6 pedagogiek."]),
        ("Waarvan vakinhoud", "Nog 16 uur", ["Deze eis geldt in het voortgezet onderwijs."]),
        ("Lesgeven: Nederlands, eerste graad", "Gehaald", ["Berekend uit uw benoeming."]),
        ("Lesgeven: Geschiedenis", "Gehaald", ["Berekend uit uw benoeming."]),
    ]


def test_the_words_come_in_english_too():
    with translation.override("en"):
        assert said(NOOR)[2] == (
            "Of which subject content",
            "16 hours to go",
            ["This requirement applies in secondary education."],
        )


@pytest.mark.parametrize(("done", "left"), [(159, "1 hour to go"), (158, "2 hours to go")])
def test_a_single_hour_is_no_plural(done, left):
    with translation.override("en"):
        assert said(facts(pedagogy=done))[0][1] == left


def test_half_an_hour_of_teaching_can_be_missing():
    nearly = Teaching("Engels", Decimal("1327.5"), Source.APPOINTMENT)

    assert said(facts(teaching=(nearly,)))[-1][1] == "Nog 0,5 uur"


def test_what_leave_takes_off_is_said():
    less = Teaching("Engels", Decimal(1200), Source.APPOINTMENT, leave=Decimal(1415))

    assert said(facts(teaching=(less,)))[-1][2] == [
        "Berekend uit uw benoeming.",
        "Tijdens verlof geeft u geen les: dat scheelt 1.415 uur.",
    ]


def test_thousands_have_a_point():
    assert said(facts(teaching=()))[-1] == (
        "Lesgeven",
        "Nog 1.328 uur",
        ["Bij uw registratie staat nog geen bevoegdheid."],
    )


@pytest.mark.parametrize(
    ("done", "headline"),
    [
        pytest.param(NOOR, "Nog 56 uur, waarvan 16 vakinhoud", id="content"),
        pytest.param(
            facts(pedagogy=40, school_development=60),
            "Nog 60 uur in het primaire proces",
            id="all of it primary",
        ),
        pytest.param(
            facts(pedagogy=80), "Nog 80 uur, waarvan 20 in het primaire proces", id="some primary"
        ),
        pytest.param(facts(pedagogy=120), "Nog 40 uur", id="of any kind"),
        pytest.param(facts(pedagogy=159), "Nog 1 uur", id="a single hour"),
        pytest.param(
            facts(pedagogy=160, teaching=(taught(12, "Duits"), taught(1, "Engels"))),
            "Uw uren zijn compleet, maar u heeft nog niet genoeg lesgegeven voor Duits, Engels",
            id="experience",
        ),
        pytest.param(
            facts(pedagogy=160, teaching=()),
            "Uw uren zijn compleet, maar bij uw registratie staat geen bevoegdheid",
            id="no qualification",
        ),
        pytest.param(facts(pedagogy=160), "U voldoet aan alle eisen", id="all is met"),
    ],
)
def test_the_headline(done, headline):
    assert gap_text(assess(RULES, done)) == headline


@pytest.mark.parametrize(
    ("done", "headline", "reasons"),
    [
        pytest.param(
            NOOR,
            "Nog 56 uur, waarvan 16 vakinhoud",
            ["12 van 72 overige uren tellen niet mee: het maximum is 60."],
            id="hours",
        ),
        pytest.param(
            facts(
                pedagogy=160,
                teaching=(Teaching("Duits", Decimal(12), Source.APPOINTMENT, leave=Decimal(40)),),
            ),
            "De uren zijn compleet, maar er is niet genoeg lesgegeven voor Duits",
            [
                "Berekend uit de benoemingen.",
                "Tijdens verlof geeft iemand geen les: dat is 40 uur minder.",
            ],
            id="experience",
        ),
        pytest.param(
            facts(pedagogy=160, teaching=()),
            "De uren zijn compleet, maar bij deze registratie staat geen bevoegdheid",
            ["Bij deze registratie staat nog geen bevoegdheid."],
            id="no qualification",
        ),
    ],
)
def test_somebody_else_reads_about_the_teacher(done, headline, reasons):
    assessment = assess(RULES, done)
    found = [reason_about(why) for row in assessment.findings for why in row.reasons]

    assert gap_about(assessment) == headline
    assert [line for line in reasons if line not in found] == []
    assert not [line for line in found if "u" in line.lower().split() or "uw" in line.split()]


def test_who_has_no_duty_is_told_so():
    assert gap_text(NO_DUTY) == "U hoeft zich niet te herregistreren"


@pytest.mark.parametrize("sector", ["po", "so", "vo", "mbo"])
def test_there_are_words_for_whatever_the_rules_of_2015_find(sector):
    everywhere = replace(
        RULES, norms=tuple(replace(n, sectors=frozenset({sector})) for n in RULES.norms)
    )

    assert all("%(" not in line for _, _, why in said_under(everywhere, sector) for line in why)
    assert set(Category) == RULES.primary | RULES.other
    assert set(REQUIREMENTS) == {*(norm.code for norm in RULES.norms), NormCode.EXPERIENCE}


def said_under(rule_set, sector):
    done = facts(sector=sector, professional_group=200)
    return [
        (requirement_name(row), standing_text(row), [reason_text(why) for why in row.reasons])
        for row in assess(rule_set, done).findings
    ]
