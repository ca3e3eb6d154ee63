"""Two records of one human: which remains, and what moves."""

from django.apps import apps

from accounts import merging
from accounts.merging import Standing, furthest
from accounts.models import Double, Person


def survivor_and_other(double: Double) -> tuple[Person, Person]:
    """Return whose record remains when two are merged, and whose does not.

    The one who came furthest remains: first somebody with a decision, then with a running period,
    then with a claimed record; otherwise the older record.
    """

    def rank(person: Person) -> tuple[int, int]:
        return max(furthest(person.pk), Standing(person.claimed_at is not None)), -person.pk

    survivor, other = sorted((double.first, double.second), key=rank, reverse=True)
    return survivor, other


def what_moves(other: Person) -> list[tuple[str, int]]:
    """Return how many rows of each kind would move along with a record: label and count."""
    counted = [
        (apps.get_model(label)._meta, merging.rows(label, field, other.pk).count())
        for label, field in merging.kinds_of_rows()
    ]
    return [(meta.label, count) for meta, count in counted if count]
