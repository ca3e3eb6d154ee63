import math

import pytest

from accounts import codes


def test_a_code_is_too_long_to_guess():
    assert codes.LENGTH * math.log2(len(codes.ALPHABET)) > 59


def test_a_code_has_no_signs_that_look_alike():
    assert not set("01ILO") & set(codes.ALPHABET)


def test_codes_differ():
    assert len({codes.new_code() for _ in range(50)}) == 50


@pytest.mark.parametrize("typed", ["K7QD-4M2X-9TRF", "k7qd4m2x9trf", " K7QD 4M2X\t9TRF "])
def test_a_code_is_read_however_it_is_typed(typed):
    assert codes.read(typed) == "K7QD4M2X9TRF"


def test_a_code_is_shown_in_groups_of_four():
    assert codes.shown("K7QD4M2X9TRF") == "K7QD-4M2X-9TRF"
