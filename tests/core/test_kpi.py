from datetime import date

import pytest

from core.kpi import ALL, Kpi, Line, Unit, compute, rounded

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 1)


def kpi(unit: Unit, answer: str) -> Kpi:
    return Kpi(
        name="proef",
        title="Proef",
        definition="Wat gegeven is.",
        unit=unit,
        by="Soort",
        lines=lambda: {ALL: "Alles", "a": "Eerste", "b": "Tweede"},
        sql=f"select * from (values {answer}) given (key, value, base) where %(on)s is not null",
    )


@pytest.mark.parametrize(
    ("count", "shown"), [(0, 0), (2, 0), (2.5, 5), (3, 5), (7, 5), (8, 10), (1232, 1230)]
)
def test_counts_are_rounded_to_five(count, shown):
    assert rounded(count) == shown


def test_the_lines_are_always_the_same_and_in_their_order():
    lines = compute(kpi(Unit.PEOPLE, "('b', 12, 12), (null, 13, 13), ('x', 1, 1)"), on=ON)

    assert lines == [
        Line(ALL, "Alles", 13, 15),
        Line("a", "Eerste", 0, 0),
        Line("b", "Tweede", 12, 10),
    ]


@pytest.mark.parametrize("unit", [Unit.PERCENT, Unit.DAYS])
def test_what_rests_on_too_few_is_known_but_not_published(unit):
    lines = compute(kpi(unit, "('a', 33.4, 4), ('b', 66.6, 5)"), on=ON)

    assert [(line.value, line.published) for line in lines] == [
        (None, None),
        (33.4, None),
        (66.6, 67),
    ]
