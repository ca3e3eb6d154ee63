from decimal import Decimal

from register.rules import Pace, assess, forecast

from .examples import NOOR, RULES, facts


def test_the_present_pace_goes_on_to_the_end():
    done = facts(subject_content=44, professional_group=60)
    pace = Pace({"subject_content": Decimal("36.5")}, days=365)

    expected = forecast(RULES, done, pace=pace, days_left=250)

    assert expected.assessment.total == 129
    assert expected.assessment.met is False


def test_a_forecast_keeps_to_the_cap():
    pace = Pace({"professional_group": Decimal(100)}, days=365)

    expected = forecast(RULES, facts(), pace=pace, days_left=1000)

    assert expected.assessment.total == 60


def test_the_pace_that_is_needed_is_the_gap_over_the_months_left():
    expected = forecast(RULES, NOOR, pace=Pace({}, days=365), days_left=252)

    assert expected.hours_a_month == 7


def test_in_the_last_month_all_that_is_left_is_asked_of_it():
    expected = forecast(RULES, NOOR, pace=Pace({}, days=365), days_left=3)

    assert expected.hours_a_month == 56


def test_on_the_first_day_there_is_no_pace_yet():
    begun = facts(pedagogy=2)

    expected = forecast(RULES, begun, pace=Pace({}, days=0), days_left=1461)

    assert expected.assessment == assess(RULES, begun)
