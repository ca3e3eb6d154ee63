from datetime import UTC, datetime, timedelta

from cpd.session_codes import ALPHABET, LENGTH, code_of, is_code_of, seconds_left, written

AT = datetime(2026, 11, 21, 19, 30, 20, tzinfo=UTC)


def test_a_code_is_short_and_another_one_each_minute():
    code = code_of(7, AT)

    assert (len(code), set(code) <= set(ALPHABET)) == (LENGTH, True)
    assert code_of(7, AT + timedelta(seconds=39)) == code
    assert code_of(7, AT + timedelta(seconds=40)) != code
    assert code_of(8, AT) != code
    assert seconds_left(AT) == 40


def test_the_code_of_a_minute_ago_is_good_and_an_older_one_is_not():
    code = code_of(7, AT)

    good = [is_code_of(7, code, AT + timedelta(seconds=after)) for after in (0, 60, 120, -60)]

    assert good == [True, True, False, False]


def test_people_type_small_letters_and_spaces():
    assert written(" bcd-2 3f ") == "BCD23F"
