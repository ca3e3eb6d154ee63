"""What every answer below /api/ has in common, whoever gave it."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag

from . import VERSION
from .problems import MEDIA_TYPE, problem

BELOW = "/api/"
LANGUAGE = "nl"


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
            response = self.get_response(request)
        response["Content-Language"] = LANGUAGE
        return response


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
    response["API-Version"] = VERSION
    response["Cache-Control"] = "no-store"
    rate = getattr(request, "rate", None)
    if rate is not None:
        response["RateLimit-Limit"] = rate.limit
        response["RateLimit-Remaining"] = rate.remaining
        response["RateLimit-Reset"] = rate.reset
