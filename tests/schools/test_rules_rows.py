"""What is said of one row by itself."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules import (
    COLUMNS,
    Basis,
    Employment,
    Identity,
    Mutation,
    RawRow,
    Row,
    Severity,
    check_row,
)

from .codelists import CODES
from .staff_rows import GOOD, KNOWN, TODAY, checked, found, read


def test_a_good_row_is_read_whole():
    assert read() == Row(
        staff_number="P-10001",
        bsn="999990019",
        identity=Identity(
            family_name="Groot",
            prefix="de",
            given_names="Anna Maria",
            birth_date=date(1985, 12, 31),
            gender="V",
            email="a.degroot@school.example",
        ),
        location="20VO00",
        category=9,
        employment=Employment(kind=1, fte=Decimal("0.8")),
        basis=Basis("VO-GET", (), date(2020, 8, 1), None),
        mutation=Mutation.NEW,
        mutated_on=date(2026, 11, 1),
    )


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"vestiging": " 20vo00 "}, id="location in small letters"),
        pytest.param({"vestiging": "20 VO 00"}, id="location in groups"),
        pytest.param({"bsn": "9999.90.019"}, id="bsn in groups"),
        pytest.param({"geslacht": "v"}, id="gender in small letters"),
        pytest.param({"functiecategorie": "09"}, id="category of two digits"),
        pytest.param({"aard_arbeidsrelatie": "01"}, id="kind of two digits"),
        pytest.param({"betrekkingsomvang": "0.8"}, id="figure with a point"),
        pytest.param({"grondslagcode": "vo-get"}, id="code in small letters"),
        pytest.param({"begin": "1-8-2020", "mutatiedatum": "20261101"}, id="other dates"),
        pytest.param({"mutatiesoort": "n"}, id="mutation in a small letter"),
        pytest.param({"voornamen": "Anna \n  Maria\t"}, id="whitespace in a name"),
    ],
)
def test_another_way_of_writing_reads_the_same(cells):
    assert read(**cells) == read()


def test_the_last_day_becomes_an_open_end():
    assert read(einde="31-07-2027").basis.until == date(2027, 8, 1)


def test_accents_are_composed():
    assert read(voornamen="Jose\u0301").identity.given_names == "José"


def test_subject_areas_are_a_sorted_set():
    assert read(onderwijsterreinen="wis| NAT |WIS|").basis.subject_areas == ("NAT", "WIS")


def test_a_vocational_subject_takes_a_free_word():
    row = read(onderwijsterreinen="BVK: Lassen  en snijden")

    assert row.basis.subject_areas == ("BVK:lassen en snijden",)


EMPTY = dict.fromkeys(COLUMNS, "")
TEMPORARY = {"grondslagcode": "VO-VERV", "onderwijsterreinen": "NAT", "begin": "2026-08-01"}


FAULTS = [
    ("location_missing", {"vestiging": ""}),
    ("location_malformed", {"vestiging": "20VO"}),
    ("location_malformed", {"vestiging": "12345"}),
    ("location_unknown", {"vestiging": "99ZZ00"}),
    ("location_of_other_board", {"vestiging": "20VO02"}),
    ("location_on_other_days", {"vestiging": "20VO03"}),
    ("staff_number_missing", {"personeelsnummer": " "}),
    ("staff_number_unreadable", {"personeelsnummer": "9" * 21}),
    ("staff_number_unreadable", {"personeelsnummer": "P\x07"}),
    ("bsn_missing", {"bsn": ""}),
    ("bsn_malformed", {"bsn": "99999001"[:7]}),
    ("bsn_malformed", {"bsn": "onbekend"}),
    ("bsn_impossible", {"bsn": "999990018"}),
    ("bsn_impossible", {"bsn": "000000000"}),
    ("name_missing", {"geslachtsnaam": ""}),
    ("name_missing", {"voornamen": "  "}),
    ("name_too_long", {"geslachtsnaam": "a" * 201}),
    ("name_too_long", {"voorvoegsel": "a" * 21}),
    ("name_unreadable", {"geslachtsnaam": "12345"}),
    ("name_unreadable", {"geslachtsnaam": "Jansen\x00"}),
    ("name_unreadable", {"voornamen": "A\u202enna"}),
    ("birth_date_missing", {"geboortedatum": ""}),
    ("date_unreadable", {"geboortedatum": "31-12-85"}),
    ("birth_date_in_future", {"geboortedatum": "2026-11-22"}),
    ("category_missing", {"functiecategorie": ""}),
    ("category_unknown", {"functiecategorie": "19"}),
    ("category_unknown", {"functiecategorie": "leraar"}),
    ("kind_missing", {"aard_arbeidsrelatie": ""}),
    ("kind_unknown", {"aard_arbeidsrelatie": "5"}),
    ("fte_missing", {"betrekkingsomvang": ""}),
    ("fte_unreadable", {"betrekkingsomvang": "80 procent"}),
    ("fte_out_of_range", {"betrekkingsomvang": "1,2001"}),
    ("fte_out_of_range", {"betrekkingsomvang": "-0,1"}),
    ("fte_out_of_range", {"betrekkingsomvang": "80"}),
    ("code_missing", {"grondslagcode": ""}),
    ("code_unknown", {"grondslagcode": "12345"}),
    ("code_mistyped", {"grondslagcode": "VO-GETT"}),
    ("code_of_other_sector", {"grondslagcode": "PO-GET"}),
    ("code_of_other_function", {"functiecategorie": "14"}),
    ("code_of_other_function", {"vestiging": "30MB00", "grondslagcode": "MBO-INSTR"}),
    ("subject_missing", {"grondslagcode": "VO-GAST", "betrekkingsomvang": "0,1"}),
    ("subject_mistyped", {"onderwijsterreinen": "NATUURKUNDE"}),
    ("subject_mistyped", {"onderwijsterreinen": "NAT:oud"}),
    ("subject_unknown", {"onderwijsterreinen": "%%"}),
    ("subjects_too_many", {"onderwijsterreinen": "|".join(f"BVK:{n}" for n in range(21))}),
    ("begin_missing", {"begin": ""}),
    ("date_unreadable", {"begin": "2020-08-32"}),
    ("date_unreadable", {"einde": "nooit"}),
    ("end_before_begin", {"einde": "2020-07-31"}),
    ("end_missing", TEMPORARY),
    ("end_missing_for_ending", {"mutatiesoort": "B"}),
    ("end_missing_for_ending", TEMPORARY | {"mutatiesoort": "B"}),
    ("term_exceeded_months", TEMPORARY | {"einde": "2027-12-31"}),
    ("mutation_missing", {"mutatiesoort": ""}),
    ("mutation_unknown", {"mutatiesoort": "X"}),
    ("mutated_on_missing", {"mutatiedatum": ""}),
    ("date_unreadable", {"mutatiedatum": "vandaag"}),
]


@pytest.mark.parametrize(("code", "cells"), FAULTS)
def test_a_fault_rejects_the_row_with_one_message(code, cells):
    outcome = checked(**cells)

    assert [(one.code, one.severity) for one in outcome.problems] == [(code, Severity.REJECT)]
    assert outcome.rejected
    assert outcome.row is None


SIGNALS = [
    ("name_odd", {"geslachtsnaam": "<b>Groot</b>"}),
    ("name_odd", {"geslachtsnaam": "=cmd|Groot"}),
    ("name_odd", {"voornamen": "Anna \ufffd"}),
    ("age_unusual", {"geboortedatum": "2010-11-22"}),
    ("age_unusual", {"geboortedatum": "1945-11-21"}),
    ("gender_unknown", {"geslacht": "X"}),
    ("email_malformed", {"email": "anna at school"}),
    ("fte_zero", {"betrekkingsomvang": "0"}),
    ("fte_above_one", {"betrekkingsomvang": "1,05"}),
    ("fte_rounded", {"betrekkingsomvang": "0,333333"}),
    ("no_section", {"grondslagcode": "VO-EIGEN"}),
    ("guest_hours", {"grondslagcode": "VO-GAST", "onderwijsterreinen": "NAT"}),
    (
        "declaration_needed",
        {
            "vestiging": "10PO00",
            "functiecategorie": "12",
            "grondslagcode": "PO-OOP-T",
            "begin": "2026-08-01",
            "einde": "2028-07-31",
        },
    ),
    ("late", {"mutatiedatum": "2026-10-20"}),
]


@pytest.mark.parametrize(("code", "cells"), SIGNALS)
def test_what_is_worth_a_look_is_a_signal_and_the_row_goes_on(code, cells):
    outcome = checked(**cells)

    assert [(one.code, one.severity) for one in outcome.problems] == [(code, Severity.SIGNAL)]
    assert not outcome.rejected
    assert outcome.row is not None


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"geboortedatum": "2010-11-21"}, id="sixteen today"),
        pytest.param({"geboortedatum": "1945-11-22"}, id="still eighty"),
        pytest.param({"betrekkingsomvang": "1"}, id="a full job"),
        pytest.param({"mutatiedatum": "2026-10-21"}, id="a month ago today"),
        pytest.param({"mutatiedatum": "2027-08-01"}, id="a change to come"),
        pytest.param({"voorvoegsel": "", "geslacht": "", "email": ""}, id="what may be empty"),
        pytest.param({"voorvoegsel": "van 't"}, id="apostrophe"),
        pytest.param({"geslachtsnaam": "Y\u0131lmaz-Öztürk"}, id="Turkish"),
        pytest.param({"geslachtsnaam": "Nguyễn"}, id="Vietnamese"),
        pytest.param({"geslachtsnaam": "O’Brien, Mac/Lean"}, id="rare marks"),
        pytest.param({"voornamen": "A.M."}, id="initials"),
        pytest.param({"einde": "2020-08-01"}, id="one day"),
        pytest.param(TEMPORARY | {"einde": "2027-07-31"}, id="twelve months"),
        pytest.param(TEMPORARY | {"einde": "2028-07-31", "mutatiesoort": "V"}, id="taken back"),
    ],
)
def test_what_is_right_gets_no_message(cells):
    assert found(**cells) == []


@pytest.mark.parametrize("category", [*range(1, 8), 16, 17, 18])
def test_a_function_outside_the_register_leaves_nothing_but_a_signal(category):
    outcome = checked(functiecategorie=str(category), bsn="", begin="ooit", grondslagcode="?")

    assert outcome.row is None
    assert not outcome.rejected
    assert [problem.code for problem in outcome.problems] == ["not_for_register"]


@pytest.mark.parametrize("number", ["", "Totaal", "Aantal medewerkers: 212", "Locatie Noord"])
def test_a_total_or_a_heading_among_the_rows_is_left_out_with_a_signal(number):
    outcome = checked(**EMPTY | {"personeelsnummer": number, "betrekkingsomvang": "160,5"})

    assert outcome.row is None
    assert not outcome.rejected
    assert [problem.code for problem in outcome.problems] == ["no_person"]


@pytest.mark.parametrize(
    "cells", [{"personeelsnummer": "00017"}, {"geslachtsnaam": "Totaal"}, {"begin": "1-8-2026"}]
)
def test_a_row_that_may_be_somebody_is_never_left_out_as_a_total(cells):
    assert checked(**EMPTY | cells).rejected


def test_all_faults_come_at_once_in_the_order_of_the_columns():
    problems = checked(
        vestiging="",
        bsn="1",
        voornamen="",
        betrekkingsomvang="veel",
        grondslagcode="VO-XXXXXX",
        begin="?",
        mutatiesoort="",
    ).problems

    assert [problem.column for problem in problems] == [
        *("vestiging", "bsn", "voornamen", "betrekkingsomvang", "grondslagcode", "begin"),
        "mutatiesoort",
    ]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param({"vestiging": "", "grondslagcode": "PO-GET"}, id="no location, so no sector"),
        pytest.param({"functiecategorie": "", "grondslagcode": "VO-GET"}, id="no function"),
        pytest.param(
            {"vestiging": "20VO02", "grondslagcode": "PO-GET"}, id="another's, so no sector"
        ),
        pytest.param({"grondslagcode": "", "onderwijsterreinen": "XX"}, id="no code, so no areas"),
        pytest.param(TEMPORARY | {"begin": "", "einde": "2099-12-31"}, id="no begin, so no term"),
        pytest.param(TEMPORARY | {"einde": "nooit"}, id="no end, so no term"),
        pytest.param({"begin": "2026-08-01", "einde": "2020-01-01"}, id="turned round"),
    ],
)
def test_one_cause_has_one_message(cells):
    assert len(found(**cells)) == 1


@pytest.mark.parametrize(
    ("begin", "end", "problems"),
    [
        pytest.param("2020-08-01", "", ["location_on_other_days"], id="today it is another's"),
        pytest.param("2020-08-01", "2025-07-31", [], id="its last day was ours"),
        pytest.param("2020-08-01", "2022-07-31", ["location_on_other_days"], id="before us"),
        pytest.param("2025-08-01", "2026-07-31", ["location_on_other_days"], id="after us"),
    ],
)
def test_a_location_is_the_boards_on_the_day_nearest_to_today(begin, end, problems):
    assert found(vestiging="20VO03", begin=begin, einde=end) == problems


NAUGHTY = [
    *("' OR 1=1 --", "<script>alert(1)</script>", "=HYPERLINK(1)", "../../etc/passwd", "{{7*7}}"),
    *("%s%n", "\u202egnirts", "\u0000", "\ud800", "🙂" * 5, "null", "-1", "1e999", "\ufeff"),
    *("\u200b", "Ω≈ç√∫", "社會科學院", "ﷺ", "%(title)s", "x" * 10_000, "٣", "½"),
]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_a_naughty_cell_is_a_message_and_never_a_crash(column, text):
    outcome = checked(**{column: text})

    assert (outcome.row is None) == outcome.rejected
    assert {problem.column for problem in outcome.problems} <= {column}


@given(st.lists(st.text(max_size=30), min_size=18, max_size=18), st.integers(0, 2**18 - 1))
def test_any_text_in_any_cell_ends_in_an_outcome(texts, mask):
    cells = {
        column: text if mask >> place & 1 else GOOD[column]
        for place, (column, text) in enumerate(zip(COLUMNS, texts, strict=True))
    }
    outcome = check_row(RawRow.from_mapping(2, cells), codes=CODES, known=KNOWN, on=TODAY)

    assert outcome.row is None or not outcome.rejected
    assert len(set(map(repr, outcome.problems))) == len(outcome.problems)


def test_personal_data_stay_out_of_what_is_shown_of_a_row():
    shown = repr((checked(), read().identity))

    assert not [cell for cell in ("999990019", "Groot", "Anna", "1985") if cell in shown]


def test_a_bsn_stays_out_of_the_problems():
    problems = [*checked(bsn="999990018").problems, *checked(bsn="99999001").problems]

    assert "99999001" not in repr(problems)
