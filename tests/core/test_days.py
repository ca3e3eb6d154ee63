"""Days with the name of the month."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from core.days import in_figures


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1 maart 2026",
            "1 mrt 2026",
            "1 mrt. 2026",
            "1 Maart 2026",
            "1-mrt-2026",
            " 1  mrt 2026 ",
        ),
        *("1 March 2026", "1 mar 2026", "March 1, 2026", "March 1 2026", "Mar. 1, 2026"),
    ],
)
def test_a_month_may_be_written_by_its_name(text):
    assert in_figures(text) == "1-3-2026"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("form", ["j F Y", "j b Y", "F j, Y"])
@pytest.mark.parametrize("month", range(1, 13))
def test_each_month_is_known_as_our_own_pages_write_it(month, form, language):
    day = date(2026, month, 9)

    with translation.override(language):
        assert in_figures(date_format(day, form)) == f"9-{month}-2026"


@pytest.mark.parametrize(
    "text",
    [
        *("", "1-3-2026", "1 ergens 2026", "maart 2026", "1 maart", "1 maart 202", "ma 1 mrt 2026"),
        *("1 maart 2026 10:00", "32 maartt 2026", "1 maart 20266", "9" * 10_000),
    ],
)
def test_what_has_no_month_by_its_name_stays_as_it_is(text):
    assert in_figures(text) == text
