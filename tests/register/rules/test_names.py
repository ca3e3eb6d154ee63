"""How a typed name is held against the names in the register."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.rules.names import Typed, name_words, one_error_apart, shortened, typed_name

WORDS = st.text(alphabet="abcd", min_size=4, max_size=8)


@pytest.mark.parametrize(
    ("typed", "words", "initials"),
    [
        ("bakker", ("bakker",), ()),
        ("van den berg", ("berg",), ()),
        ("j. de vries", ("vries",), ("j",)),
        ("jansen-bakker, anna", ("jansen", "bakker", "anna"), ()),
        ("d'angelo", ("angelo",), ("d",)),
        ("bruijn", ("bruyn",), ()),
        ("in 't veld", ("veld",), ("t",)),
        ("van der", ("van", "der"), ()),
        ("el", ("el",), ()),
        ("  .-'  ", (), ()),
    ],
)
def test_what_is_looked_for(typed, words, initials):
    assert typed_name(typed) == Typed(words, initials)


def test_ij_and_y_are_one_sound():
    assert name_words("meijer") == name_words("meyer")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        pytest.param("bakker", "bakkr", True, id="a letter too few"),
        pytest.param("bakker", "bakkeer", True, id="a letter too many"),
        pytest.param("bakker", "bakler", True, id="another letter"),
        pytest.param("bakker", "bakekr", True, id="two changed places"),
        pytest.param("bakker", "bakkers", True, id="one behind it"),
        pytest.param("bakker", "akker", True, id="without the first"),
        pytest.param("bakker", "bakker", False, id="the same"),
        pytest.param("bakker", "bekkur", False, id="two letters"),
        pytest.param("bakker", "bekkre", False, id="a letter, and two places"),
        pytest.param("bakker", "bakkerij", False, id="two more"),
    ],
)
def test_one_typing_error(one, other, apart):
    assert (one_error_apart(one, other), one_error_apart(other, one)) == (apart, apart)


def one_error(word):
    """Yield each word that a single typing error makes of this one."""
    for at in range(len(word) + 1):
        yield word[:at] + word[at + 1 :]
        for sign in "abcd":
            yield word[:at] + sign + word[at:]
            yield word[:at] + sign + word[at + 1 :]
        yield word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


@given(WORDS)
def test_every_single_error_is_recognised_and_found(word):
    for wrong in {*one_error(word)} - {word}:
        assert one_error_apart(word, wrong)
        if len(wrong) >= 4:
            assert {*shortened(word)} & {*shortened(wrong)}


@given(WORDS, WORDS)
def test_nothing_else_is_forgiven(word, other):
    assert one_error_apart(word, other) == (other != word and other in {*one_error(word)})


def test_a_short_word_with_an_error_is_another_word():
    assert shortened("bos") == ["bos"]
