from django.http import QueryDict

from core.text import row_keys


def chosen_people(data: QueryDict) -> list[int]:
    """Return the people that were ticked; what is no key of one is left out."""
    return row_keys(data.getlist("person"))
