"""Reading the text of a cell."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.rules.codes import TermKind
from schools.rules.terms import (
    NOTHING,
    add_months,
    latest_until,
    length_of,
    school_year,
)
from schools.rules.values import passes_eleven_test, read_bsn, read_date, read_fte

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
LATER = st.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]))
def test_a_day_reads_back_however_it_was_written(day, form):
    assert read_date(day.strftime(form)) == day


@given(DAYS)
def test_a_day_may_be_written_without_leading_zeros(day):
    assert read_date(f"{day.day}-{day.month}-{day.year}") == day


@pytest.mark.parametrize(
    "text",
    [
        *("2026-08-01T00:00:00", "2026-08-01T00:00:00.000Z", "1-8-2026 0:00", "20260801 00:00:00"),
        *("1 augustus 2026", "1-aug-2026", "1 Aug. 2026", "August 1, 2026", "46235"),
    ],
)
def test_a_day_may_be_written_as_other_systems_do(text):
    assert read_date(text) == date(2026, 8, 1)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "31-02-2026",
            "2026-13-01",
            "1-8-26",
            "1 aug 26",
            "20260231",
            "1 ergens 2026",
            "0046235",
        ),
        *("01-08/2026", "2026-08-01T09:30", "2026-08-01 22:00:00Z", "1899-12-31", "2200-01-01"),
        *("\u0661-8-2026", "0000-00-00", "-1-1-2026", "9" * 10_000),
    ],
)
def test_what_is_no_day_is_not_read(text):
    assert read_date(text) is None


@given(st.decimals(0, 2, places=4), st.sampled_from(".,"))
def test_a_figure_reads_back_with_comma_and_point(figure, mark):
    assert read_fte(str(figure).replace(".", mark)) == (figure, False)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1", (Decimal(1), False)),
        (",8", (Decimal("0.8"), False)),
        ("1,", (Decimal(1), False)),
        ("-0,5", (Decimal("-0.5"), False)),
        ("0,333333", (Decimal("0.3333"), True)),
        ("0,799999999999999", (Decimal("0.8"), True)),
        ("0.80000", (Decimal("0.8"), False)),
        ("80%", (Decimal("0.8"), False)),
        ("33,333 %", (Decimal("0.3333"), True)),
        *[(text, None) for text in ("", "1,2,3", "%", "NaN", "1e3", "inf", "0 8", "٣", ",")],
        ("1" * 10_000, None),
    ],
)
def test_a_figure_is_kept_in_four_decimals(text, figure):
    assert read_fte(text) == figure


@pytest.mark.parametrize(
    "text", ["999990019", "9999.90.019", "999 990 019", "999-990-019", "999\u00a0990\u00a0019"]
)
def test_a_bsn_may_be_written_in_groups(text):
    assert read_bsn(text) == "999990019"


def test_a_bsn_gets_its_leading_zero_back():
    assert read_bsn("12345678") == "012345678"


@pytest.mark.parametrize(
    "text", ["", "1234567", "9999900190", "99999001A", "9.99E+08", "٩٩٩٩٩٠٠١٩", "²²²²²²²²²"]
)
def test_what_has_no_nine_digits_is_no_bsn(text):
    assert read_bsn(text) is None


@given(st.integers(900_000_000, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_fails_the_eleven_test(number, place, shift):
    right = str(number)
    digit = str((int(right[place]) + shift) % 10)
    wrong = right[:place] + digit + right[place + 1 :]

    assert not (passes_eleven_test(right) and passes_eleven_test(wrong))


@pytest.mark.parametrize(
    ("bsn", "passes"), [("999990019", True), ("999990018", False), ("000000000", False)]
)
def test_the_eleven_test(bsn, passes):
    assert passes_eleven_test(bsn) == passes


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 8, 1), 12, date(2027, 8, 1)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2024, 1, 31), 1, date(2024, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 3, 1)),
        (date(2026, 3, 31), -1, date(2026, 3, 1)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_add_months(day, months, result):
    assert add_months(day, months) == result


@given(LATER, LATER, st.integers(0, 120))
def test_adding_months_keeps_days_in_order(one, other, months):
    earlier, later = sorted([one, other])

    assert add_months(earlier, months) <= add_months(later, months)


@given(LATER, st.integers(0, 3000))
def test_a_span_is_its_months_and_the_days_that_remain(since, days):
    until = date.fromordinal(since.toordinal() + days)
    length = length_of(since, until)

    assert add_months(since, length.months).toordinal() + length.days == until.toordinal()
    assert add_months(since, length.months) <= until < add_months(since, length.months + 1)


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        pytest.param([(date(2026, 8, 1), date(2028, 1, 1))], 17, id="whole months"),
        pytest.param([(date(2026, 8, 1), date(2027, 8, 2))], 13, id="a day more counts as a month"),
        pytest.param(
            [(date(2026, 8, 1), date(2026, 9, 16)), (date(2026, 11, 1), date(2026, 12, 16))],
            3,
            id="odd days add up",
        ),
        pytest.param(
            [(date(2026, 8, 1), date(2026, 8, 16)), (date(2026, 11, 1), date(2026, 11, 17))],
            2,
            id="thirty-one odd days are more than a month",
        ),
        pytest.param([], 0, id="nothing"),
    ],
)
def test_spans_add_up_to_the_months_that_were_started(spans, months):
    assert sum((length_of(*span) for span in spans), NOTHING).started_months == months


@pytest.mark.parametrize(
    ("day", "year"), [(date(2026, 7, 31), 2025), (date(2026, 8, 1), 2026), (date(2027, 1, 1), 2026)]
)
def test_a_school_year_begins_on_1_august(day, year):
    assert school_year(day) == year


@pytest.mark.parametrize(
    ("since", "months", "kind", "fte", "until"),
    [
        pytest.param("2026-08-01", 12, "months", "0.5", "2027-08-01", id="months"),
        pytest.param("2026-11-15", 24, "years", "1", "2028-11-15", id="years"),
        pytest.param("2027-03-01", 24, "school_years", "1", "2028-08-01", id="begun in March"),
        pytest.param("2026-08-01", 12, "school_years", "1", "2027-08-01", id="one school year"),
        pytest.param("2026-09-01", 5, "fulltime_months", "1", "2027-02-01", id="full-time"),
        pytest.param("2026-09-01", 5, "fulltime_months", "0.5", "2027-07-01", id="half a job"),
        pytest.param("2026-09-01", 5, "fulltime_months", "0.4", "2027-10-01", id="rounded up"),
    ],
)
def test_where_a_term_ends_at_the_latest(since, months, kind, fte, until):
    latest = latest_until(
        date.fromisoformat(since), months=months, kind=TermKind(kind), fte=Decimal(fte)
    )

    assert latest == date.fromisoformat(until)
