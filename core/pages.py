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

KEPT_FOR = 60  # seconds
OWN_TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")\w+')
NO_TOKEN = b"token-of-the-visitor"


def drawn_once(
    request: HttpRequest, draw: Callable[[], HttpResponse], *, version: str
) -> HttpResponse:
    """Return the page at this address, drawn at most a minute ago for somebody without an account.

    Nothing in it may depend on who asks, but for the language and the token of its forms, which
    each visitor gets anew. Whatever else it shows has a new ``version`` when it changes.
    """
    if request.user.is_authenticated or len(get_messages(request)) or request.method != "GET":
        return draw()
    address = sha256(request.get_full_path().encode()).hexdigest()
    key = f"page-{version}-{get_language()}-{address}"
    kept: bytes | None = cache.get(key)
    if kept is not None:
        return HttpResponse(zlib.decompress(kept).replace(NO_TOKEN, get_token(request).encode()))
    page = draw()
    if page.status_code == HTTPStatus.OK:
        cache.set(key, zlib.compress(OWN_TOKEN.sub(NO_TOKEN, page.content)), KEPT_FOR)
    return page
