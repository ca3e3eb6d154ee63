"""What teachers see of their own place in the open register."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from accounts.models import Person
from accounts.selectors.shields import is_shielded
from register.models import Listing, Opened

from .public import Entry, public_entry

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Openness:
    """A teacher's own public entry, and how often it was opened, recently and ever.

    ``shielded``: nobody can find it by name, whatever was chosen.
    """

    entry: Entry
    shows_school: bool
    shielded: bool
    opened_lately: int
    opened: int


def own_openness(person: Person, *, on: date) -> Openness | None:
    """Return the openness of a person; None if they are not in the open register."""
    entry = public_entry(person.number, on=on)
    if entry is None:
        return None
    opened = Opened.objects.filter(registration=entry.registration)
    times = opened.aggregate(
        lately=Sum("times", filter=Q(day__gt=on - LATELY), default=0), ever=Sum("times", default=0)
    )
    listing = Listing.objects.filter(registration=entry.registration).first()
    return Openness(
        entry=entry,
        shows_school=listing is not None and listing.shows_school,
        shielded=is_shielded(person),
        opened_lately=times["lately"],
        opened=times["ever"],
    )
