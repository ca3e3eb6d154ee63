from hypothesis import given
from hypothesis import strategies as st

from cpd.facets import index_of, set_of

FILTERS = {"kind": ["course", "study_day"], "sector": ["po", "vo", "mbo"]}


def values(name):
    return st.sets(st.sampled_from(FILTERS[name]))


OFFERS = st.dictionaries(
    st.integers(1, 300), st.fixed_dictionaries({name: values(name) for name in FILTERS})
)
CHOSEN = st.fixed_dictionaries({name: values(name) for name in FILTERS})


def passing(offers, chosen):
    """Say the same without sets: an offer passes a filter that is not used, or of which it has
    one of the values.
    """
    return [
        key
        for key, its in offers.items()
        if all(not asked or asked & its[name] for name, asked in chosen.items())
    ]


@given(OFFERS, CHOSEN, st.sets(st.integers(1, 300)))
def test_counting_by_sets_says_what_looking_at_each_offer_says(offers, chosen, among):
    index, among = index_of(offers.items(), {}), among & offers.keys()

    assert index.total(chosen, set_of(among)) == len(among & set(passing(offers, chosen)))


@given(OFFERS, CHOSEN)
def test_a_choice_is_counted_as_if_its_own_filter_were_not_used(offers, chosen):
    index = index_of(offers.items(), {})

    counts = index.counts(chosen, index.everything)

    for name, found in counts.items():
        for value, count in found.items():
            assert count == len(passing(offers, {**chosen, name: {value}}))


@given(OFFERS, CHOSEN, st.sets(st.integers(1, 300)), st.randoms())
def test_what_is_found_comes_in_the_order_asked_with_some_before_the_others(
    offers, chosen, preferred, draw
):
    order = draw.sample(sorted(offers), len(offers))
    index = index_of(offers.items(), {"drawn": order})
    passes = set(passing(offers, chosen))

    found = index.found(chosen, index.everything, order="drawn", first=set_of(preferred))

    assert list(found) == [
        key
        for part in (preferred, offers.keys() - preferred)
        for key in order
        if key in part & passes
    ]


def test_a_register_without_offers_has_nothing_to_count():
    index = index_of([], {})

    assert index.total({"kind": {"course"}}, index.everything) == 0
    assert index.counts({"kind": {"course"}}, index.everything) == {}


def test_a_register_without_offers_finds_nothing():
    index = index_of([], {"title": []})

    assert list(index.found({}, index.everything, order="title")) == []
