from itertools import chain

import pytest
from django.http import Http404
from django.urls import resolve, reverse

from accounts.doors import Area
from config.context import navigation
from config.places import ABOUT, ACCOUNT, AREAS, PUBLIC

PLACES = list(
    chain(PUBLIC, ACCOUNT, ABOUT, *(group.places for groups in AREAS.values() for group in groups))
)


@pytest.mark.parametrize("route", sorted({place.route for place in PLACES}))
def test_the_navigation_leads_to_pages_that_exist(route):
    assert reverse(route).startswith("/")


@pytest.mark.parametrize(
    ("path", "lit"),
    [
        pytest.param("/beheer/", {"/beheer/": "page"}, id="the front page itself"),
        pytest.param("/beheer/vragen/", {"/beheer/": "true"}, id="what only the front leads to"),
        pytest.param("/beheer/organisaties/5/", {"/beheer/uitnodigingen/": "true"}, id="staff"),
        pytest.param("/beheer/zaken/5/", {"/beheer/zaken/": "true"}, id="one of a list"),
        pytest.param("/mijn/besluiten/5/", {"/mijn/certificaten/": "true"}, id="a decision"),
        pytest.param("/mijn/route/", {"/mijn/gegevens/": "true"}, id="where the crumbs say"),
        pytest.param("/mijn/iets-nieuws/", {}, id="nobody knows where: nothing, not the front"),
        pytest.param("/commissie/5/", {"/commissie/": "true"}, id="the only page of an area"),
    ],
)
def test_a_page_lights_up_the_nearest_entry_of_the_menu(rf, path, lit):
    request = rf.get(path)
    key = path.split("/")[1]
    request.area = Area(key, key, "", f"/{key}/", current=True)

    links = chain(*(group.links for group in navigation(request).side))

    assert {link.href: link.current for link in links if link.current} == lit


@pytest.mark.parametrize("begin", sorted({one for place in PLACES for one in place.below}))
def test_what_lies_below_an_entry_exists(begin):
    assert any(resolves(f"{begin}{rest}") for rest in ("", "1/", "1/terug/", "1/oordeel/"))


def resolves(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Http404:
        return False
