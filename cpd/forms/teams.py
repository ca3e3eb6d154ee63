from django.http import QueryDict


def chosen_people(data: QueryDict) -> list[int]:
    """Return the people that were ticked; what is no key of one is left out."""
    return [int(key) for key in data.getlist("person") if key.isdecimal()]
