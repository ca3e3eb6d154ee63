"""Schools of teachers who choose to show them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from schools.models import Appointment


def workplaces_of(persons: Iterable[int], *, on: date) -> dict[int, list[str]]:
    """Return each person's schools on a day, with the town: “OBS De Regenboog, Utrecht”.

    People without an appointment are left out.
    """
    jobs = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on),
        staff__person__in=list(persons),
        since__lte=on,
        voided_at=None,
    )
    places: dict[int, list[str]] = defaultdict(list)
    columns = ("staff__person", "location__name", "location__town")
    for person, name, town in jobs.order_by("location__name").values_list(*columns).distinct():
        places[person].append(f"{name}, {town}")
    return dict(places)
