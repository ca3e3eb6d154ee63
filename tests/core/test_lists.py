import pytest

from core.lists import LONGEST_SEARCH, paged, searched


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        pytest.param("", [1, 2], id="nothing"),
        pytest.param("?page=2", [3, 4], id="a part"),
        pytest.param("?page=99", [5], id="beyond the last"),
        pytest.param("?page=een", [1, 2], id="no number"),
    ],
)
def test_who_asks_for_a_part_gets_the_nearest_one_there_is(rf, asked, shown):
    assert list(paged(rf.get(f"/{asked}"), [1, 2, 3, 4, 5], size=2)) == shown


def test_a_part_has_twenty_five_rows(rf):
    assert len(paged(rf.get("/"), range(100))) == 25


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("  Van der Berg ", "Van der Berg", id="with spaces around it"),
        pytest.param("a" * (LONGEST_SEARCH + 1), "a" * LONGEST_SEARCH, id="too long"),
    ],
)
def test_what_is_typed_is_trimmed_and_no_longer_than_a_name(rf, typed, found):
    assert searched(rf.get("/", {"q": typed})) == found


def test_who_types_nothing_looks_for_nothing(rf):
    assert searched(rf.get("/")) == ""
