"""Pages that are drawn once for everybody who is not signed in."""

import re
import zlib
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.translation import get_language

from .cache import near

KEPT_FOR = 60  # seconds, for every process
KEPT_NEAR_FOR = 240  # seconds, in a process where it is asked again
OWN_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+')
NO_TOKEN = b"token_of_the_visitor"


def drawn_once(
    request: HttpRequest, draw: Callable[[], HttpResponse], *, version: str
) -> HttpResponse:
    """Return the page at this address, drawn at most five minutes ago for whoever has no account.

    Nothing in it may depend on who asks, but for the language and the token of its forms, which
    each visitor gets anew. What else it shows has a new ``version`` when it changes; what may be
    five minutes behind need not.
    """
    if request.user.is_authenticated or len(get_messages(request)) or request.method != "GET":
        return draw()
    address = sha256(request.get_full_path().encode()).hexdigest()
    key = f"page-{version}-{get_language()}-{address}"
    kept = near(key, lambda: cache.get(key), seconds=KEPT_NEAR_FOR)
    if kept is not None:
        return HttpResponse(OWN_TOKEN.sub(get_token(request).encode(), zlib.decompress(kept)))
    page = draw()
    if page.status_code == HTTPStatus.OK:
        cache.set(key, zlib.compress(OWN_TOKEN.sub(NO_TOKEN, page.content)), KEPT_FOR)
    return page
