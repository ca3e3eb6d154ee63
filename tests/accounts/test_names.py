import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import names


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ångström", "angstrom"),
        ("İnci Iş\N{LATIN SMALL LETTER DOTLESS I}k", "inci isik"),
        ("Đorđe  Ødegård", "dorde odegard"),
        ("Strauß", "strauss"),
        ("D’Hondt", "d’hondt"),
    ],
)
def test_a_plain_name_has_no_accents_and_no_capitals(text, plain):
    assert names.plain(text) == plain


def test_a_person_stands_at_the_family_name_without_its_prefix():
    assert names.sort_key(family_name="Groot", given_names="Ümit Jan") == "groot umit jan"


@given(st.text(max_size=400), st.text(max_size=400))
def test_a_sort_key_always_fits_its_column(family_name, given_names):
    assert len(names.sort_key(family_name=family_name, given_names=given_names)) <= 250


def test_a_new_number_is_a_number():
    assert all(names.is_number(names.new_number()) for _ in range(100))


@pytest.mark.parametrize(
    "text", ["", "LR", "LR6157930213", "LR615793021", "XX6157930214", "LRabcdefghij"]
)
def test_a_mistyped_number_is_no_number(text):
    assert not names.is_number(text)
