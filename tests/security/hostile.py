"""Hostile input, which breaks pages that trust it, for each route and each field of its forms."""

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from tests.hostile import NAUGHTY

NUL = "\0"
FORM = "application/x-www-form-urlencoded"
PARAMETER = re.compile(r"<(\w+):\w+>|\(\?P<(\w+)>[^)]*\)")
OUT_OF_RANGE = "9" * 30
LONGEST_ADDRESS = 20_000
WRONG = [
    (b'"' + b"x" * 10_000_000 + b'"', "application/json"),
    (b"[" * 100_000, "application/json"),
    (b"q=%ff%fe&page=\xff\xfe&%00=%00", FORM),
    (b"q=1", f"{FORM}; charset=nonsense"),
    (b'--x\r\nContent-Disposition: form-data; name="file', "multipart/form-data; boundary=x"),
    (b"\x00\xff", MULTIPART_CONTENT),
]


@dataclass(frozen=True)
class Attack:
    """One request: a GET without a body, otherwise a POST."""

    how: str
    address: str
    body: bytes | None = None
    content_type: str = FORM

    def by(self, client: Client) -> HttpResponse:
        """Send it, and undo rows, cookies and counts; an exception gives a 500 response."""
        client.raise_request_exception = False
        cookies = deepcopy(client.cookies)
        cache.clear()
        with transaction.atomic():
            if self.body is None:
                answer = client.get(self.address)
            else:
                answer = client.generic("POST", self.address, self.body, self.content_type)
            if answer.streaming:
                list(answer.streaming_content)
            transaction.set_rollback(True)
        client.cookies = cookies
        return answer


def attacks(route: str, address: str, *, names: Collection[str], turn: int) -> Iterator[Attack]:
    """Yield some attacks on one page; another ``turn`` gives others of the same kinds."""
    path = urlsplit(address).path
    for word in words(turn, 2) if PARAMETER.search(route) else []:
        yield Attack("in the address", filled(route, word))
    mixed = urlencode(dict(zip(names, words(turn, len(names)), strict=True)))
    yield Attack("in the query", f"{path}?{mixed[:LONGEST_ADDRESS]}")
    yield Attack("in a form", path, mixed.encode())
    yield Attack("in a form", path, urlencode(dict.fromkeys(names, NUL)).encode())
    body, kind = WRONG[turn % len(WRONG)]
    yield Attack(f"as {kind}", path, body, kind)


def words(turn: int, count: int) -> list[str]:
    return [NAUGHTY[(turn + n) % len(NAUGHTY)] for n in range(count)]


def filled(route: str, word: str) -> str:
    """Return an address that matches a route, with a word for each parameter."""

    def value(parameter: re.Match) -> str:
        return OUT_OF_RANGE if parameter[1] == "int" else quote(word, safe="")

    return f"/{PARAMETER.sub(value, route).strip('^$')}"
