"""What a row changes to what the register knows."""

from datetime import date
from decimal import Decimal

import pytest

from schools.rules import (
    Basis,
    Change,
    Employment,
    Identity,
    KnownAppointment,
    KnownBasis,
    KnownStaff,
    KnownState,
    OutcomeKind,
    compare,
)

from .staff_rows import checked

IDENTITY = Identity(
    "Groot", "de", "Anna Maria", date(1985, 12, 31), "V", "a.degroot@school.example"
)
STAFF = KnownStaff(1, IDENTITY, same_bsn=True)
APPOINTMENT = KnownAppointment(2, Employment(1, Decimal("0.8000")))
BASIS = KnownBasis(3, Basis("VO-GET", (), date(2020, 8, 1), None))
KNOWN = KnownState(STAFF, APPOINTMENT, (BASIS,))


def outcome(known=KNOWN, **cells):
    [only] = compare([checked(**cells)], known)
    return only


def codes(outcome):
    return [problem.code for problem in outcome.problems]


@pytest.mark.parametrize(
    "known",
    [
        pytest.param(KnownState(), id="nobody"),
        pytest.param(KnownState(STAFF), id="the person"),
        pytest.param(KnownState(STAFF, APPOINTMENT), id="the appointment"),
    ],
)
def test_what_is_not_known_is_new(known):
    only = outcome(known)

    assert (only.kind, only.changes, only.problems, only.basis) == (OutcomeKind.NEW, (), (), None)


@pytest.mark.parametrize("mutation", ["N", "W", "B"])
def test_what_is_known_already_is_unchanged(mutation):
    ended = KnownState(
        STAFF,
        APPOINTMENT,
        (KnownBasis(3, Basis("VO-GET", (), date(2020, 8, 1), date(2026, 8, 1))),),
    )
    only = outcome(ended, mutatiesoort=mutation, einde="2026-07-31")

    assert (only.kind, only.changes, only.basis) == (OutcomeKind.UNCHANGED, (), 3)


def test_a_late_row_that_changes_nothing_is_not_late():
    assert codes(outcome(mutatiedatum="2020-08-01")) == []
    assert codes(outcome(mutatiedatum="2020-08-01", betrekkingsomvang="1", mutatiesoort="W")) == [
        "late"
    ]


@pytest.mark.parametrize(
    ("cells", "change"),
    [
        ({"geslachtsnaam": "Groot-Smit"}, Change("geslachtsnaam", "Groot", "Groot-Smit")),
        ({"voorvoegsel": ""}, Change("voorvoegsel", "de", "")),
        ({"voornamen": "Anna"}, Change("voornamen", "Anna Maria", "Anna")),
        (
            {"geboortedatum": "1985-12-30"},
            Change("geboortedatum", date(1985, 12, 31), date(1985, 12, 30)),
        ),
        ({"geslacht": "O"}, Change("geslacht", "V", "O")),
        ({"email": "b@b.example"}, Change("email", "a.degroot@school.example", "b@b.example")),
        ({"aard_arbeidsrelatie": "2"}, Change("aard_arbeidsrelatie", 1, 2)),
        (
            {"betrekkingsomvang": "0,9"},
            Change("betrekkingsomvang", Decimal("0.8"), Decimal("0.9")),
        ),
        ({"begin": "2021-08-01"}, Change("begin", date(2020, 8, 1), date(2021, 8, 1))),
        ({"einde": "2027-07-31"}, Change("einde", None, date(2027, 7, 31))),
    ],
)
def test_a_change_tells_old_and_new(cells, change):
    only = outcome(mutatiesoort="W", **cells)

    assert (only.kind, only.changes, codes(only), only.basis) == (
        OutcomeKind.CHANGED,
        (change,),
        [],
        3,
    )


def test_an_empty_gender_or_email_says_nothing():
    assert outcome(mutatiesoort="W", geslacht="", email="").kind is OutcomeKind.UNCHANGED


def test_new_on_a_known_key_is_a_change_with_a_signal():
    only = outcome(betrekkingsomvang="0,9")

    assert (only.kind, codes(only)) == (OutcomeKind.CHANGED, ["already_known"])


def test_a_new_basis_may_bring_other_changes_along():
    only = outcome(
        grondslagcode="VO-NEU", voornamen="Anna", betrekkingsomvang="1", begin="2026-08-01"
    )

    assert only.kind is OutcomeKind.NEW
    assert [change.column for change in only.changes] == ["voornamen", "betrekkingsomvang"]


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (KnownState(), "staff_not_known"),
        (KnownState(STAFF), "appointment_not_known"),
        (KnownState(STAFF, APPOINTMENT), "basis_not_known"),
    ],
)
@pytest.mark.parametrize("mutation", ["W", "B", "V"])
def test_what_is_not_known_cannot_be_changed_ended_or_taken_back(known, code, mutation):
    only = outcome(known, mutatiesoort=mutation, einde="2027-07-31")

    assert (only.kind, only.changes, codes(only)) == (OutcomeKind.REJECTED, (), [code])


def test_an_ending_ends():
    only = outcome(mutatiesoort="B", einde="2026-12-31")

    assert (only.kind, only.changes, only.basis) == (
        OutcomeKind.ENDED,
        (Change("einde", None, date(2026, 12, 31)),),
        3,
    )


def test_what_is_taken_back_changes_nothing_else():
    only = outcome(mutatiesoort="V", betrekkingsomvang="1", voornamen="Anna")

    assert (only.kind, only.changes, only.basis) == (OutcomeKind.VOIDED, (), 3)


def test_only_what_is_named_exactly_is_taken_back():
    assert codes(outcome(mutatiesoort="V", begin="2020-09-01")) == ["basis_not_known"]


def test_a_begin_that_moves_past_the_end_is_another_basis():
    ended = KnownBasis(3, Basis("VO-GET", (), date(2020, 8, 1), date(2021, 8, 1)))
    known = KnownState(STAFF, APPOINTMENT, (ended,))

    assert outcome(known, begin="2021-08-01").kind is OutcomeKind.NEW
    assert outcome(known, begin="2021-07-31").kind is OutcomeKind.CHANGED


def test_other_subject_areas_are_another_basis():
    assert outcome(onderwijsterreinen="NAT").kind is OutcomeKind.NEW


def test_a_basis_that_is_split_stays_known_by_its_begin():
    first = checked(2, einde="2022-07-31", mutatiesoort="W")
    second = checked(3, begin="2023-08-01", mutatiesoort="N")

    outcomes = compare([second, first], KNOWN)

    assert [(one.number, one.kind, one.basis) for one in outcomes] == [
        (3, OutcomeKind.NEW, None),
        (2, OutcomeKind.CHANGED, 3),
    ]


def test_of_two_rows_that_overlap_a_basis_the_first_moves_it():
    first = checked(2, begin="2021-08-01", einde="2022-07-31")
    second = checked(3, begin="2023-08-01")

    outcomes = compare([second, first], KNOWN)

    assert [(one.number, one.kind, one.basis) for one in outcomes] == [
        (3, OutcomeKind.NEW, None),
        (2, OutcomeKind.CHANGED, 3),
    ]


def test_a_corrected_bsn_is_a_change_that_shows_no_number():
    known = KnownState(KnownStaff(1, IDENTITY, same_bsn=False), APPOINTMENT, (BASIS,))
    only = outcome(known, mutatiesoort="W")

    assert (only.kind, only.changes, codes(only)) == (
        OutcomeKind.CHANGED,
        (Change("bsn", None, None),),
        ["bsn_changed"],
    )


@pytest.mark.parametrize("mutation", ["N", "W", "B", "V"])
def test_a_staff_number_is_not_given_to_another_person(mutation):
    known = KnownState(KnownStaff(1, IDENTITY, same_bsn=False), APPOINTMENT, (BASIS,))
    only = outcome(known, mutatiesoort=mutation, geboortedatum="1990-01-01", einde="2027-07-31")

    assert (only.kind, codes(only)) == (OutcomeKind.REJECTED, ["staff_number_of_another"])


def test_a_rejected_row_stays_rejected_and_an_outsider_is_skipped():
    rejected, outside = checked(bsn=""), checked(functiecategorie="17")

    assert [one.kind for one in compare([rejected, outside], KNOWN)] == [
        OutcomeKind.REJECTED,
        OutcomeKind.SKIPPED,
    ]
