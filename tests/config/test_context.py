from itertools import chain

import pytest
from django.urls import reverse

from config.context import ABOUT, ACCOUNT, AREAS, PUBLIC

PLACES = chain(
    PUBLIC, ACCOUNT, ABOUT, *(group.places for groups in AREAS.values() for group in groups)
)


@pytest.mark.parametrize("route", sorted({place.route for place in PLACES}))
def test_the_navigation_leads_to_pages_that_exist(route):
    assert reverse(route).startswith("/")
