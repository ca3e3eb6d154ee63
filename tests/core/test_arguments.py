from argparse import ArgumentTypeError
from datetime import date

import pytest

from core.arguments import day


def test_a_day_is_read():
    assert day("2026-08-01") == date(2026, 8, 1)


@pytest.mark.parametrize("text", ["gisteren", "2026-02-30", "9999-12-31", "0001-01-01", ""])
def test_what_is_no_day_of_ours_is_refused_in_words(text):
    with pytest.raises(ArgumentTypeError, match="is not"):
        day(text)
