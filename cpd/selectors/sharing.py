"""Which activities a teacher can show to somebody, and those that were chosen."""

from collections.abc import Collection

from accounts.models import Person
from cpd.models import Activity

MOST = 50  # of the latest, to choose from


def choosable(person: Person) -> list[Activity]:
    return list(Activity.objects.of(person).in_file().with_hours()[:MOST])


def chosen(person: Person, keys: Collection[int]) -> list[Activity]:
    """Return those of these activities that are still in a person's file."""
    return list(Activity.objects.of(person).in_file().filter(pk__in=keys).with_hours())
