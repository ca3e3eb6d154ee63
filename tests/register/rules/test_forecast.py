from decimal import Decimal

from register.rules import Pace, assess, forecast
from tests.register.examples import NOOR, RULES, facts, taught

TAUGHT = NOOR.teaching


def test_the_present_pace_goes_on_to_the_end():
    done = facts(subject_content=44, professional_group=60)
    pace = Pace({"subject_content": Decimal("36.5")}, days=365)

    expected = forecast(RULES, done, pace=pace, teaching=TAUGHT, days_left=250)

    assert expected.assessment.total == 129
    assert expected.assessment.met is False


def test_a_forecast_keeps_to_the_cap():
    pace = Pace({"professional_group": Decimal(100)}, days=365)

    expected = forecast(RULES, facts(), pace=pace, teaching=TAUGHT, days_left=1000)

    assert expected.assessment.total == 60


def test_the_pace_that_is_needed_is_the_gap_over_the_months_left():
    expected = forecast(RULES, NOOR, pace=Pace({}, days=365), teaching=TAUGHT, days_left=252)

    assert expected.hours_a_month == 7


def test_in_the_last_month_all_that_is_left_is_asked_of_it():
    expected = forecast(RULES, NOOR, pace=Pace({}, days=365), teaching=TAUGHT, days_left=3)

    assert expected.hours_a_month == 56


def test_on_the_first_day_there_is_no_pace_yet():
    begun = facts(pedagogy=2)
    pace = Pace({}, days=0)

    expected = forecast(RULES, begun, pace=pace, teaching=begun.teaching, days_left=1461)

    assert expected.assessment == assess(RULES, begun)


def test_what_the_appointments_come_to_counts_in_the_end_and_not_before():
    now = facts(subject_content=160, teaching=(taught(900, "Nederlands"),))
    later = [taught(1328, "Nederlands")]

    expected = forecast(RULES, now, pace=Pace({}, days=365), teaching=later, days_left=300)

    assert (assess(RULES, now).met, expected.assessment.met) == (False, True)
