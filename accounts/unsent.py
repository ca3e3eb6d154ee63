"""What somebody sent after they had been signed out, kept until they are back.

It stays in the session of their browser, encrypted, for an hour and for the same person only.
"""

import base64
import json
from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from core import crypto

from .models import Person

UNSENT = "unsent"  # in the session
BOUND_TO = "unsent form"
SECONDS = 3600
MOST = 100_000  # characters
NEVER_KEPT = ("bsn", "password", "code")  # in the name of a field
SHORTEST_TEXT = 30  # characters of an answer that somebody will know again


@dataclass(frozen=True)
class Unsent:
    """A form as it was sent: where to, and each field with its value."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def text(self) -> str:
        """The longest answer, by which somebody knows what it is; empty if none is long."""
        longest = max((value for _name, value in self.fields), key=len, default="")
        return longest if len(longest) >= SHORTEST_TEXT else ""


def keep(request: HttpRequest, person: Person) -> bool:
    """Keep what was sent for somebody who is signed out now; tell whether it could be kept.

    What another site had their browser send is not kept: one press would do it after all.
    """
    if CsrfViewMiddleware(_never).process_view(request, _never, (), {}):
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    secret = any(part in name for name, _value in fields for part in NEVER_KEPT)
    if secret or sum(len(name) + len(value) for name, value in fields) > MOST:
        return False
    kept = [person.pk, request.get_full_path(), fields, bool(request.FILES)]
    sealed = crypto.encrypt(json.dumps(kept).encode(), bound_to=BOUND_TO)
    request.session[UNSENT] = base64.b64encode(sealed).decode()
    request.session.set_expiry(SECONDS)
    return True


def take(session: SessionBase, person: Person) -> Unsent | None:
    """Return what this person sent, once; what somebody else sent is thrown away."""
    if UNSENT not in session:
        return None
    sealed = base64.b64decode(session.pop(UNSENT))
    owner, path, fields, had_files = json.loads(crypto.decrypt(sealed, bound_to=BOUND_TO))
    fields = [(name, value) for name, value in fields]
    return Unsent(path, fields, had_files) if owner == person.pk else None


def _never(request: HttpRequest) -> HttpResponse:
    """Stand in for a view; it is not called, only the token is checked that goes with it."""
    raise AssertionError
