"""What every answer below /api/ has in common, whoever gave it."""

import json
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag

from . import VERSION
from .problems import MEDIA_TYPE, problem

BELOW = "/api/"
LANGUAGE = "nl"
CHUNK = 64 * 1024
MOST_CHUNKS = 512  # 32 MB
PLAIN = (
    "Gebruik https. Stuurde u een token mee? Dan ging dat onversleuteld over het net: "
    "trek het in en maak een ander."
)


class Api:
    """Answer machines as machines: problems instead of pages, in Dutch, with the right headers.

    It stands around everything else, so that Django's own refusals, such as an unknown address or
    a body that is too large, become problems too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BELOW):
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            _take_rest(request)
            response = _as_problem(response)
        elif request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK:
            response = _unless_known(request, response)
        _add_headers(request, response)
        return response


class DutchApi:
    """Tell machines everything in Dutch, whatever language they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(BELOW):
            return self.get_response(request)
        with translation.override(LANGUAGE):
            response = self._answer(request)
        response["Content-Language"] = LANGUAGE
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """Ask for the answer, but not where all can read along: a redirect would hide that from who
        keeps sending a token. A body whose length is not told would be read as an empty one.
        """
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return JsonResponse(problem(403, detail=PLAIN), status=403, content_type=MEDIA_TYPE)
        if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
            return HttpResponse(status=HTTPStatus.LENGTH_REQUIRED)
        return self.get_response(request)


def _take_rest(request: HttpRequest) -> None:
    """Take in what was not read of a body: who is still sending hears no answer before it is out.

    Up to a bound, after which the connection is closed over the sender's words.
    """
    with suppress(OSError):  # who went away
        for _chunk in range(MOST_CHUNKS):
            if not request.read(CHUNK):
                break


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Put a problem in the place of a page."""
    if response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    body = json.dumps(problem(response.status_code), ensure_ascii=False)
    response.content = body.encode()
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Length"] = str(len(response.content))
    return response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer 304 to who has this answer already."""
    if "ETag" not in response:
        set_response_etag(response)
    known = get_conditional_response(request, etag=response.get("ETag"), response=response)
    return known if isinstance(known, HttpResponse) else response


def _add_headers(request: HttpRequest, response: HttpResponse) -> None:
    response.cookies.clear()  # a page that a problem came in the place of may have set one
    response["API-Version"] = VERSION
    response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    response["Cache-Control"] = "no-store"
    rate = getattr(request, "rate", None)
    if rate is not None:
        response["RateLimit-Limit"] = rate.limit
        response["RateLimit-Remaining"] = rate.remaining
        response["RateLimit-Reset"] = rate.reset
