from django.http import QueryDict

from core.text import row_keys


def chosen_people(data: QueryDict) -> list[int]:
    """Return the primary keys of the ticked people, without anything that is not a key."""
    return row_keys(data.getlist("person"))
