"""Finding schools."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from schools.models import Governance, Location


def find_locations(text: str, *, on: date) -> QuerySet[Location]:
    """Return the locations that a search finds, each with the board that it has on a day.

    Every word must be in the code, the name or the town, or in the board's number or name.
    """
    today = Governance.objects.filter(
        Q(since=None) | Q(since__lte=on), Q(until=None) | Q(until__gt=on)
    )
    boards = Prefetch("governances", today.select_related("board"), to_attr="governed_today")
    return Location.objects.matching(text).order_by("code").prefetch_related(boards)
