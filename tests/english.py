"""Whether a page speaks English to who reads English."""

import re
from collections.abc import Iterable

from django.test import Client

from accounts.models import Person

DUTCH = re.compile(r"\b(uw|een|het|niet|nog|tot en met|wijzig|wachtwoord|bewaar)\b")
MEANT_TO_BE = re.compile(r'<(?!html)(\w+)[^>]*\slang="nl".*?</\1>', re.DOTALL)
TYPED = re.compile(r"<textarea.*?</textarea>", re.DOTALL)


def dutch_in(html: str) -> list[str]:
    """Return the Dutch words that a page shows, save where it says that it is Dutch."""
    shown = re.sub(r"<[^>]+>", " ", TYPED.sub("", MEANT_TO_BE.sub("", html)))
    return DUTCH.findall(shown)


def dutch_by_path(
    client: Client, visits: Iterable[tuple[Person | None, Iterable[str]]]
) -> dict[str, list[str]]:
    """Return the Dutch words on the pages that people visit in English; nobody is None."""
    client.cookies["language"] = "en"
    found = {}
    for person, paths in visits:
        if person:
            client.force_login(person)
        for path in paths:
            if dutch := dutch_in(client.get(path).text):
                found[path] = dutch
    return found
