from datetime import date

import pytest

from schools.rules import BasisCode, CodeList, Section, Sector, SubjectArea

from .codelists import CODES, basis_code, records, subject_area

TODAY = date(2026, 11, 21)
BASES = [pytest.param(basis_code(one), id=one["code"]) for one in records("basis_codes")]


def made_up(code: str, *, since: date | None = None, until: date | None = None) -> BasisCode:
    return BasisCode(
        code=code,
        sector=Sector.SECONDARY,
        title_en="made up",
        title_nl="verzonnen",
        article="",
        section=Section.REGISTER,
        unqualified=False,
        temporary=False,
        categories=frozenset({9}),
        in_force_from=since,
        in_force_until=until,
    )


def test_every_ground_of_the_domain_is_in_the_list():
    assert {one["code"] for one in records("basis_codes")} == {
        *("PO-GET", "PO-EG", "PO-ZIJ", "PO-LO", "PO-LO-OPL", "PO-BUI", "PO-LIO", "PO-VAK"),
        *("PO-OOP", "PO-OOP-T", "VO-GET", "VO-EG", "VO-ZIJ", "VO-EDMIN", "VO-PRO", "VO-ONTH"),
        *("VO-VERV", "VO-VAC", "VO-ANDER", "VO-TEAM", "VO-LIO", "VO-ULO", "VO-GAST", "VO-VERKL"),
        *("VO-NEU", "VO-ENTREE", "VO-EIGEN", "VO-UPPER", "MBO-HBO", "MBO-STX", "MBO-ULO"),
        *("MBO-OUD", "MBO-EG", "MBO-BUI", "MBO-GESCH-PDG", "MBO-GESCH", "MBO-AFW", "MBO-GAST"),
        *("MBO-INSTR", "MBO-INSTR-T"),
    }


@pytest.mark.parametrize("basis", BASES)
def test_a_ground_is_of_the_sector_that_its_code_names(basis):
    assert basis.code.partition("-")[0].lower() == basis.sector


@pytest.mark.parametrize("basis", BASES)
def test_a_ground_agrees_with_itself(basis):
    is_support = basis.section is Section.SUPPORT

    assert basis.temporary == (basis.term_months is not None)
    assert (basis.term_kind is None) == (basis.term_months is None)
    assert basis.unqualified == (
        basis.section is Section.ANTEROOM or (is_support and basis.temporary)
    )
    assert basis.categories == (frozenset({12, 13, 14, 15} if is_support else {8, 9, 10, 11}))
    assert basis.temporary or not basis.extension_months


@pytest.mark.parametrize(
    ("code", "kind", "months", "extensions"),
    [
        ("PO-ZIJ", "years", 24, ()),
        ("PO-LO-OPL", "school_years", 24, ()),
        ("PO-LIO", "fulltime_months", 5, ()),
        ("PO-OOP-T", "years", 24, ()),
        ("VO-ZIJ", "school_years", 24, (24,)),
        ("VO-VERV", "months", 12, ()),
        ("VO-VAC", "months", 12, (24, 24)),
        ("VO-ANDER", "years", 24, (24,)),
        ("VO-LIO", "fulltime_months", 5, ()),
        ("VO-ULO", "years", 24, ()),
        ("VO-UPPER", "school_years", 12, ()),
        ("MBO-GESCH", "school_years", 24, (24,)),
        ("MBO-AFW", "years", 24, (24,)),
        ("MBO-INSTR-T", "years", 24, (12,)),
    ],
)
def test_the_terms_are_those_of_the_law(code, kind, months, extensions):
    basis = CODES.basis(code, on=TODAY)

    assert (basis.term_kind, basis.term_months, basis.extension_months) == (
        kind,
        months,
        extensions,
    )


def test_every_subject_area_has_both_titles_and_only_one_takes_a_word():
    areas = [subject_area(one) for one in records("subject_areas")]

    assert all(area.title_en and area.title_nl for area in areas)
    assert {area.code for area in areas if area.free_word} == {"BVK"}
    assert [sum(area.sector == sector for area in areas) for sector in Sector] == [11, 0, 32, 32]


def test_a_code_names_what_was_in_force_on_the_day():
    turn = date(2022, 8, 1)
    old, new = made_up("X", until=turn), made_up("X", since=turn)
    codes = CodeList([old, new], [])

    assert codes.basis("X", on=date(2022, 7, 31)) is old
    assert codes.basis("X", on=turn) is new


def test_a_code_that_lapsed_names_nothing():
    codes = CodeList([made_up("X", until=date(2022, 8, 1))], [])

    assert codes.basis("X", on=TODAY) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("VO-GETT", "VO-GET"), ("VOGET", "VO-GET"), ("VO-VERF", "VO-VERV"), ("12345", None)],
)
def test_a_mistyped_code_suggests_one_of_the_sector(typed, meant):
    like = CODES.basis_like(typed, sectors=[Sector.SECONDARY], on=TODAY)

    assert (like and like.code) == meant


def test_a_suggestion_is_in_force():
    codes = CodeList([made_up("VO-OUD", until=date(2022, 8, 1))], [])

    assert codes.basis_like("VO-OUDD", sectors=[Sector.SECONDARY], on=TODAY) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("NATUURKUNDE", "NAT"), ("NATT", "NAT"), ("ENGLES", "ENG"), ("%", None)]
)
def test_a_mistyped_subject_area_suggests_one_by_code_or_title(typed, meant):
    like = CODES.area_like(typed, sector=Sector.SECONDARY, on=TODAY)

    assert (like and like.code) == meant


def test_a_subject_area_is_of_its_sector():
    lapsed = SubjectArea("OUD", Sector.PRIMARY, "old", "oud", in_force_until=date(2020, 1, 1))
    codes = CodeList([], [lapsed])

    assert codes.area("OUD", sector=Sector.PRIMARY, on=date(2019, 12, 31)) is lapsed
    assert codes.area("OUD", sector=Sector.PRIMARY, on=TODAY) is None
    assert codes.area("OUD", sector=Sector.SECONDARY, on=TODAY) is None
