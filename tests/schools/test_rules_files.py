"""What is said of the rows of one file together."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules import RawRow, check_file, check_row
from schools.rules.contradictions import Table

from .codelists import CODES
from .staff_rows import GOOD, KNOWN, TODAY, checked, findings

OTHER_BSN = "999990007"
ANOTHER = {"personeelsnummer": "P-2", "bsn": OTHER_BSN, "geboortedatum": "1985-12-30"}


def test_rows_that_agree_say_nothing_to_each_other():
    other_ground = {"grondslagcode": "VO-NEU"}
    as_guest = {"grondslagcode": "VO-GAST", "onderwijsterreinen": "NAT"}

    assert findings({}, other_ground, as_guest) == {}


@pytest.mark.parametrize(
    ("column", "value"), [("betrekkingsomvang", "0,5"), ("aard_arbeidsrelatie", "2")]
)
def test_rows_of_one_appointment_agree_on_the_job(column, value):
    rows = [checked(2), checked(3, grondslagcode="VO-NEU", **{column: value})]

    problems = check_file(rows, codes=CODES, held=()).problems

    assert {
        number: [(one.code, one.column, one.params) for one in found]
        for number, found in problems.items()
    } == {
        2: [("employment_differs", column, {"row": 3})],
        3: [("employment_differs", column, {"row": 2})],
    }


def test_another_location_is_another_appointment():
    assert findings({}, {"vestiging": "20VO01", "betrekkingsomvang": "0,2"}) == {}


def test_a_row_that_is_taken_back_need_not_agree_on_the_job():
    assert (
        findings({}, {"grondslagcode": "VO-NEU", "mutatiesoort": "V", "betrekkingsomvang": "1"})
        == {}
    )


def test_the_same_row_twice_is_processed_once():
    rows = [checked(2), checked(3), checked(4)]

    found = check_file(rows, codes=CODES, held=())
    amended = [found.amend(row) for row in rows]

    assert found.doubles == {3, 4}
    assert [row.row for row in amended] == [rows[0].row, None, None]
    assert [row.rejected for row in amended] == [False, False, False]
    assert [[(one.code, one.params) for one in row.problems] for row in amended] == [
        [],
        [("row_twice", {"row": 2})],
        [("row_twice", {"row": 2})],
    ]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"einde": "2027-07-31"}, id="another end"),
        pytest.param({"begin": "2021-08-01"}, id="another begin within"),
        pytest.param({"mutatiesoort": "V"}, id="said and taken back"),
        pytest.param({"mutatiedatum": "2026-11-02"}, id="only another date of change"),
    ],
)
def test_rows_of_one_ground_do_not_overlap(other):
    assert findings({}, other) == {2: ["bases_overlap"], 3: ["bases_overlap"]}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"begin": "2025-08-01"}, id="the day after"),
        pytest.param({"begin": "2021-08-01", "mutatiesoort": "V"}, id="another one taken back"),
        pytest.param({"onderwijsterreinen": "NAT"}, id="other subject areas"),
        pytest.param(ANOTHER, id="another person"),
    ],
)
def test_rows_of_one_ground_may_stand_beside_each_other(other):
    assert findings({"einde": "2025-07-31"}, other) == {}


def test_every_row_in_a_chain_of_overlaps_is_named():
    assert findings(
        {"begin": "2020-08-01", "einde": "2026-07-31"},
        {"begin": "2021-08-01", "einde": "2022-07-31"},
        {"begin": "2025-08-01", "einde": "2025-12-31"},
        {"begin": "2026-08-01"},
    ) == {2: ["bases_overlap"], 3: ["bases_overlap"], 4: ["bases_overlap"]}


def test_a_staff_number_is_one_person():
    assert findings({}, {"bsn": OTHER_BSN, "grondslagcode": "VO-NEU"}) == {
        2: ["staff_number_shared"],
        3: ["staff_number_shared"],
    }


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"geboortedatum": "1985-12-30"}, "birth_date_differs"),
        ({"voornamen": "Anna"}, "name_differs"),
    ],
)
def test_one_bsn_with_two_identities_is_a_signal(cells, code):
    assert findings({}, {"personeelsnummer": "P-2"} | cells) == {2: [code], 3: [code]}


def test_one_name_and_birth_date_with_two_bsns_is_a_signal():
    other = {"personeelsnummer": "P-2", "bsn": OTHER_BSN}

    assert findings({}, other) == {2: ["bsn_differs"], 3: ["bsn_differs"]}
    assert findings({}, other | {"geboortedatum": "1985-12-30"}) == {}
    assert findings({}, other | {"bsn": GOOD["bsn"]}) == {}


def test_a_finding_that_rejects_takes_the_row_away():
    rows = [checked(2), checked(3, bsn=OTHER_BSN), checked(4, personeelsnummer="P-4")]
    found = check_file(rows, codes=CODES, held=())

    assert [found.amend(row).row for row in rows] == [None, None, rows[2].row]
    assert found.amend(rows[0]).rejected


def test_rejected_rows_contradict_nobody():
    assert findings({}, {"bsn": "1", "betrekkingsomvang": "0,1"}) == {}


CELLS = st.fixed_dictionaries(
    {},
    optional={
        "personeelsnummer": st.sampled_from(["P-1", "P-2"]),
        "bsn": st.sampled_from([GOOD["bsn"], OTHER_BSN]),
        "voornamen": st.sampled_from(["Anna", "Piet"]),
        "vestiging": st.sampled_from(["20VO00", "20VO01"]),
        "betrekkingsomvang": st.sampled_from(["0,5", "1"]),
        "grondslagcode": st.sampled_from(["VO-GET", "VO-VERV", "VO-VAC", "VO-XX"]),
        "onderwijsterreinen": st.sampled_from(["NAT", "NAT|WIS"]),
        "begin": st.sampled_from(["2024-08-01", "2025-01-01", "2025-08-01"]),
        "einde": st.sampled_from(["2025-07-31", "2025-12-31", "2026-07-31"]),
        "mutatiesoort": st.sampled_from(["N", "W", "V"]),
    },
)


@given(st.lists(CELLS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(cells, random):
    rows = [
        check_row(RawRow.from_mapping(number, GOOD | one), codes=CODES, known=KNOWN, on=TODAY)
        for number, one in enumerate(cells, 2)
    ]
    shuffled = random.sample(rows, len(rows))

    def said(rows):
        """What each content of a row comes to: copies are told apart by nothing else."""
        found = check_file(rows, codes=CODES, held=())
        return sorted(
            (str(row.row), row.row is None or row.row.bsn, sorted(p.code for p in amended.problems))
            for row in rows
            for amended in [found.amend(row)]
        )

    assert said(shuffled) == said(rows)


def test_until_a_file_was_read_little_is_kept_of_each_row():
    table = Table()
    table.add(2, checked(2).row)

    kept = [getattr(table, column.name) for column in fields(table)]
    assert {len(column) for column in kept} == {1}
    assert sum(column.itemsize for column in kept) <= 64
