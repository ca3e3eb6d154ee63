"""A walk through the whole portal: to which addresses each visitor of the demo is led."""

import re
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit, urlunsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, get_resolver, resolve

OURS = {"", "testserver", "localhost", "localhost:8000"}
STAYS_SIGNED_IN = {"/uitloggen/"}
SENT_TO = 0
FIELDS = {"input", "select", "textarea", "button"}
TAGS = re.compile(rf"<(?:a|form|{'|'.join(FIELDS)})\b[^>]*>")  # Django writes > in a value as &gt;
MOST = 1500  # addresses for one visitor: an endless walk is a fault in itself


class Addresses(HTMLParser):
    """Collects where a page leads: its links, the addresses its forms post to, and its fields."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sent_to: list[str] = []
        self.fields: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in FIELDS and (name := values.get("name")):
            self.fields.add(name)
        if tag == "form" and values.get("method") == "post":
            self.sent_to.append(values.get("action") or "")
        elif address := values.get({"a": "href", "form": "action"}.get(tag, "")):
            self.links.append(address)
            self.fields |= parse_qs(urlsplit(address).query).keys()


@dataclass(frozen=True)
class Visit:
    """The response of an address; ``address`` has the query string of the link to it.

    ``fields`` are the names of its form fields and query parameters. An address to which forms only
    post was not requested: its status is ``SENT_TO``, its fields are those of the form's page.
    """

    address: str
    status: int
    fields: frozenset[str] = frozenset()


def walk(client: Client, *, start: list[str], public: Collection[str] = ()) -> dict[str, Visit]:
    """Return what the client found at each path to which these addresses lead.

    Of the ``public`` paths it visits one of each route: a stranger visited them all.
    """
    seen: dict[str, Visit] = {}
    routes: set[str] = set()
    sent_to: dict[str, Visit] = {}
    waiting = deque(start)
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        if path in seen or path in STAYS_SIGNED_IN:
            continue
        if path in public and route_of(path) in routes:
            continue
        routes.add(route_of(path))
        assert len(seen) < MOST, f"no end of addresses, the last is {address}"
        answer = get(client, address)
        page = Addresses()
        if "Location" in answer:
            waiting += ours([answer["Location"]], on=address)
        elif answer["Content-Type"].startswith("text/html"):
            page.feed("".join(TAGS.findall(answer.text)))
            waiting += ours(page.links, on=address)
        names = frozenset(page.fields)
        seen[path] = Visit(address, answer.status_code, names)
        sent_to |= {to: Visit(to, SENT_TO, names) for to in ours(page.sent_to, on=address)}
    return {**{urlsplit(to).path: visit for to, visit in sent_to.items()}, **seen}


def get(client: Client, address: str) -> HttpResponse:
    """Request a page; a file is read to its end, which closes it."""
    answer = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)
    return answer


def ours(addresses: list[str], *, on: str) -> Iterator[str]:
    """Yield the addresses that are pages of the portal, without host and fragment."""
    for address in addresses:
        parts = urlsplit(urljoin(on, address))
        if parts.scheme in {"", "http", "https"} and parts.netloc in OURS and route_of(parts.path):
            yield urlunsplit(("", "", parts.path, parts.query, ""))


@cache
def route_of(path: str) -> str:
    """Return the URL pattern of a path, or an empty string if it is no page of ours."""
    try:
        return resolve(path).route
    except Resolver404:
        return ""


def all_routes() -> set[str]:
    """Return the URL pattern of every page."""
    return set(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield whole
        else:
            yield from _routes(pattern.url_patterns, whole)
