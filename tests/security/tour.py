"""A walk through the whole portal: which addresses each visitor of the demo is led to."""

from collections import deque
from collections.abc import Iterator
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
MOST = 1500  # addresses for one visitor: a walk that does not end is a fault of its own


class Addresses(HTMLParser):
    """Collects where a page leads: its links, where its buttons send something, and its fields."""

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
    """What an address answered; ``address`` has the query with which a page led there.

    ``fields`` are the names of what can be filled in or chosen there. Where something is only
    sent, nobody looked: the status is ``SENT_TO``, the fields are of the page with the button.
    """

    address: str
    status: int
    fields: frozenset[str] = frozenset()


def walk(client: Client, *, start: list[str]) -> dict[str, Visit]:
    """Return what one met at each path that one is led to from these addresses."""
    seen: dict[str, Visit] = {}
    sent_to: dict[str, Visit] = {}
    waiting = deque(start)
    while waiting:
        address = waiting.popleft()
        path = urlsplit(address).path
        if path in seen or path in STAYS_SIGNED_IN:
            continue
        assert len(seen) < MOST, f"no end of addresses, the last is {address}"
        answer = get(client, address)
        page = Addresses()
        if "Location" in answer:
            waiting += ours([answer["Location"]], on=address)
        elif answer["Content-Type"].startswith("text/html"):
            page.feed(answer.text)
            waiting += ours(page.links, on=address)
        names = frozenset(page.fields)
        seen[path] = Visit(address, answer.status_code, names)
        sent_to |= {to: Visit(to, SENT_TO, names) for to in ours(page.sent_to, on=address)}
    return {**{urlsplit(to).path: visit for to, visit in sent_to.items()}, **seen}


def get(client: Client, address: str) -> HttpResponse:
    """Ask for a page; a file is read to its end, which closes it."""
    answer = client.get(address)
    if answer.streaming:
        list(answer.streaming_content)
    return answer


def ours(addresses: list[str], *, on: str) -> Iterator[str]:
    """Yield those that are pages of the portal, without host and fragment."""
    for address in addresses:
        parts = urlsplit(urljoin(on, address))
        if parts.scheme in {"", "http", "https"} and parts.netloc in OURS and route_of(parts.path):
            yield urlunsplit(("", "", parts.path, parts.query, ""))


@cache
def route_of(path: str) -> str:
    """Return the pattern that an address follows; empty for what is no page of ours."""
    try:
        return resolve(path).route
    except Resolver404:
        return ""


def all_routes() -> set[str]:
    """Return the pattern of every page in the URL table."""
    return set(_routes(get_resolver().url_patterns, ""))


def _routes(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield whole
        else:
            yield from _routes(pattern.url_patterns, whole)
