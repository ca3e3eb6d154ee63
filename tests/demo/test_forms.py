import pytest

from demo.forms import ClockForm


@pytest.mark.parametrize("day", ["01-01-0001", "31-12-2016", "01-01-2100", "31-12-9999"])
def test_the_clock_stays_within_the_years_that_the_portal_can_reckon_with(day):
    form = ClockForm({"day": day})

    assert form.errors["day"] == ["Kies een dag van 2017 tot en met 2099."]


def test_the_clock_can_be_moved_to_another_year():
    assert ClockForm({"day": "12-11-2027"}).is_valid()
