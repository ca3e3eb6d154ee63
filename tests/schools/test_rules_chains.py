"""A temporary ground and its extensions: how long they may last together."""

from datetime import date

import pytest

from schools.rules import AppointmentKey, Basis, HeldBasis, check_file

from .codelists import CODES
from .staff_rows import checked, findings


def spell(begin, end, *, code="VO-VERV", areas="NAT", **cells):
    return {
        "grondslagcode": code,
        "onderwijsterreinen": areas,
        "begin": begin,
        "einde": end,
        "betrekkingsomvang": "0,5",
        "mutatiedatum": "2026-11-01",
    } | cells


def held(begin, end, *, code="VO-VERV", areas=("NAT",), location="20VO00"):
    key = AppointmentKey("P-10001", location, 9)
    return HeldBasis(key, Basis(code, areas, date.fromisoformat(begin), date.fromisoformat(end)))


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        pytest.param(
            [spell("2025-08-01", "2026-01-31"), spell("2026-03-01", "2026-06-30")],
            {3: ["chain_nearly_full"]},
            id="ten months with a gap, warned",
        ),
        pytest.param(
            [spell("2025-08-01", "2025-12-31"), spell("2026-01-01", "2026-03-31")], {}, id="eight"
        ),
        pytest.param(
            [spell("2025-08-01", "2026-03-31"), spell("2026-05-01", "2026-09-30")],
            {3: ["chain_too_long"]},
            id="thirteen months",
        ),
        pytest.param(
            [spell("2025-08-01", "2026-03-31"), spell("2026-07-02", "2026-12-31")],
            {},
            id="a gap of more than three months begins anew",
        ),
        pytest.param(
            [spell("2025-08-01", "2026-03-31"), spell("2026-07-01", "2026-12-31")],
            {3: ["chain_too_long"]},
            id="a gap of three months does not",
        ),
        pytest.param(
            [spell("2025-08-01", "2026-07-31"), spell("2026-08-01", "2027-01-31", areas="WIS")],
            {},
            id="another subject",
        ),
        pytest.param(
            [
                spell("2025-08-01", "2026-07-31"),
                spell("2026-08-01", "2027-01-31", areas="WIS|NAT"),
            ],
            {3: ["chain_too_long"]},
            id="the same subject among others",
        ),
        pytest.param(
            [
                spell("2025-08-01", "2026-07-31", areas="NAT|WIS"),
                spell("2026-08-01", "2027-01-31", areas="NAT|WIS"),
            ],
            {3: ["chain_too_long"]},
            id="two subjects, said once",
        ),
        pytest.param(
            [
                spell("2025-08-01", "2026-07-31"),
                spell("2025-09-01", "2026-06-30", vestiging="20VO01"),
            ],
            {},
            id="two schools at once count once",
        ),
        pytest.param(
            [
                spell("2025-08-01", "2026-07-31"),
                spell("2026-07-01", "2026-08-31", vestiging="20VO01"),
            ],
            {3: ["chain_too_long"]},
            id="two schools that follow each other",
        ),
        pytest.param(
            [
                spell("2024-08-01", "2026-07-31", code="VO-VAC"),
                spell("2024-08-01", "2026-07-31", code="VO-VAC", vestiging="20VO01"),
            ],
            {2: ["term_exceeded_months"], 3: ["term_exceeded_months"]},
            id="the same days at two schools",
        ),
        pytest.param(
            [spell("2024-08-01", "2026-07-31", code="VO-VAC")],
            {2: ["term_exceeded_months"]},
            id="a first term as long as an extension",
        ),
        pytest.param(
            [
                spell("2024-08-01", "2025-07-31", code="VO-VAC"),
                spell("2025-08-01", "2027-07-31", code="VO-VAC"),
            ],
            {3: ["declaration_needed"]},
            id="an extension asks for a declaration",
        ),
        pytest.param(
            [
                spell("2022-08-01", "2023-07-31", code="VO-VAC"),
                spell("2023-08-01", "2025-07-31", code="VO-VAC"),
                spell("2025-08-01", "2027-07-31", code="VO-VAC"),
                spell("2027-08-01", "2027-08-31", code="VO-VAC"),
            ],
            {
                3: ["declaration_needed"],
                4: ["declaration_needed"],
                5: ["chain_too_long"],
            },
            id="two extensions and no more",
        ),
        pytest.param(
            [
                spell("2024-11-01", "2026-07-31", code="VO-ZIJ"),
                spell("2026-08-01", "2028-07-31", code="VO-ZIJ"),
            ],
            {},
            id="school years",
        ),
        pytest.param(
            [
                spell("2024-11-01", "2026-07-31", code="VO-ZIJ"),
                spell("2026-08-02", "2028-07-31", code="VO-ZIJ"),
                spell("2028-08-01", "2028-12-31", code="VO-ZIJ"),
            ],
            {4: ["chain_too_long_school_years"]},
            id="more school years than allowed",
        ),
        pytest.param(
            [
                spell("2025-08-01", "2026-07-31"),
                spell("2026-08-01", "2027-01-31", mutatiesoort="V"),
            ],
            {},
            id="taken back",
        ),
        pytest.param(
            [
                spell("2025-02-01", "2025-06-30", code="VO-LIO", betrekkingsomvang="1"),
                spell("2025-07-01", "2025-11-30", code="VO-LIO", betrekkingsomvang="1"),
            ],
            {},
            id="a student's months are not added up",
        ),
    ],
)
def test_a_ground_and_its_extensions(rows, codes):
    assert findings(*rows) == codes


@pytest.mark.parametrize(
    ("row", "before", "codes"),
    [
        pytest.param(
            spell("2026-08-01", "2027-01-31"),
            held("2025-08-01", "2026-07-31"),
            {2: ["chain_too_long"]},
            id="counts",
        ),
        pytest.param(
            spell("2026-08-01", "2027-01-31"),
            held("2025-08-01", "2026-07-31", location="20VO01"),
            {2: ["chain_too_long"]},
            id="counts at another school",
        ),
        pytest.param(
            spell("2025-08-01", "2026-07-31"),
            held("2025-08-01", "2026-01-31"),
            {},
            id="is replaced by a row that says it anew",
        ),
        pytest.param(
            spell("2025-09-01", "2026-08-31"),
            held("2025-08-01", "2026-01-31"),
            {},
            id="is replaced by a row that moves its begin",
        ),
    ],
)
def test_what_the_register_holds_already(row, before, codes):
    assert findings(row, held=[before]) == codes


def test_what_is_taken_back_no_longer_counts():
    back = spell("2025-08-01", "2026-07-31", mutatiesoort="V")

    assert (
        findings(back, spell("2026-08-01", "2027-01-31"), held=[held("2025-08-01", "2026-07-31")])
        == {}
    )


def test_an_extension_says_how_long_it_all_lasts():
    rows = [
        checked(2, **spell("2025-08-01", "2026-03-31")),
        checked(3, **spell("2026-05-01", "2026-09-30")),
    ]

    [problem] = check_file(rows, codes=CODES, held=()).problems[3]

    assert (problem.params["found"], problem.params["allowed"]) == (13, 12)
