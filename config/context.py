"""What the frame of every page needs: the day of today and where one can go from here."""

from dataclasses import dataclass
from functools import cache
from itertools import islice

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from core import clock

from .places import ABOUT, ACCOUNT, AREAS, PUBLIC, Group, Place

LANGUAGES = [
    (code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES
]
"""The languages of the portal, each by its own name."""


@dataclass(frozen=True)
class Link:
    """A place as seen from a page: ``current`` is page, true (the page lies below it) or empty."""

    href: str
    label: str | Promise
    icon: str
    current: str


@dataclass(frozen=True)
class LinkGroup:
    label: str | Promise
    links: list[Link]
    folds: bool = False

    @property
    def current(self) -> bool:
        """Whether the page is one of these, or lies below it."""
        return any(link.current for link in self.links)


@dataclass(frozen=True)
class Navigation:
    public: list[Link]
    side: list[LinkGroup]
    account: list[Link]
    about: list[Link]
    sign_in: str
    sign_out: str
    language: str


def frame(request: HttpRequest) -> dict:
    return {
        "navigation": navigation(request),
        "languages": LANGUAGES,
        "today": clock.today,
        "demo": settings.DEMO,
    }


def navigation(request: HttpRequest) -> Navigation:
    """Return where one can go from this page, in the area in which it lies."""
    # An error page can come before the middleware that knows the areas.
    area = getattr(request, "area", None)
    return Navigation(
        public=_links(PUBLIC, request.path),
        side=_groups(AREAS[area.key], request.path) if area else [],
        account=_links(ACCOUNT, request.path),
        about=_links(ABOUT, request.path),
        sign_in=_address("account_login"),
        sign_out=_address("account_logout"),
        language=_address("pages:language"),
    )


def _groups(groups: list[Group], path: str) -> list[LinkGroup]:
    links = iter(_links([place for group in groups for place in group.places], path))
    return [
        LinkGroup(group.label, list(islice(links, len(group.places))), group.folds)
        for group in groups
    ]


def _links(places: list[Place], path: str) -> list[Link]:
    """Return the links; the one that the path is at, or nearest below, is current."""
    known = [(place, _address(place.route)) for place in places]
    near = max((_nearness(place, href, path) for place, href in known), default=0)
    return [
        Link(
            href,
            place.label,
            place.icon,
            _current(href, path) if near and _nearness(place, href, path) == near else "",
        )
        for place, href in known
    ]


@cache
def _address(route: str) -> str:
    """Return where a place of the navigation is; the same for everybody, on every page."""
    return reverse(route)


def _nearness(place: Place, href: str, path: str) -> int:
    """Return how much of the path a place shares with it; 0 where it does not lie below."""
    own = [] if place.front and href != path else [href]
    return max((len(begin) for begin in (*own, *place.below) if path.startswith(begin)), default=0)


def _current(href: str, path: str) -> str:
    return "page" if href == path else "true"
