"""What every response below /api/ has in common, whatever produced it."""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, set_response_etag

from . import VERSION
from .problems import MEDIA_TYPE, problem

ROOT = "/api"
LANGUAGE = "nl"
PLAIN = (
    "Gebruik https. Stuurde u een token mee? Dan ging dat onversleuteld over het net: "
    "trek het in en maak een ander."
)


def _is_for_machines(request: HttpRequest) -> bool:
    return request.path_info == ROOT or request.path_info.startswith(f"{ROOT}/")


class Api:
    """Give API clients problem details instead of HTML pages, and the right headers.

    It wraps all other middleware, so that Django's own errors, such as an unknown URL or too large
    a body, become problem details too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_machines(request):
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response = _as_problem(response)
        elif request.method in ("GET", "HEAD") and response.status_code == HTTPStatus.OK:
            response = _unless_known(request, response)
        _add_headers(request, response)
        return response


class DutchApi:
    """Answer API clients in Dutch, whatever language they ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_machines(request):
            return self.get_response(request)
        with translation.override(LANGUAGE):
            response = self._answer(request)
        response["Content-Language"] = LANGUAGE
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the request came without TLS, or its body packed or without its length.

        A redirect to HTTPS would hide that the client sends its token in the clear. A body without
        a length would be read as an empty one, a packed one as what was meant.
        """
        if settings.SECURE_SSL_REDIRECT and not request.is_secure():
            return JsonResponse(problem(403, detail=PLAIN), status=403, content_type=MEDIA_TYPE)
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            headers = {"Accept-Encoding": "identity"}
            return HttpResponse(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, headers=headers)
        if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
            return HttpResponse(status=HTTPStatus.LENGTH_REQUIRED)
        return self.get_response(request)


def _as_problem(response: HttpResponse) -> HttpResponse:
    """Replace an HTML page by problem details."""
    if response.get("Content-Type", "").startswith(MEDIA_TYPE):
        return response
    body = json.dumps(problem(response.status_code), ensure_ascii=False)
    response.content = body.encode()
    response["Content-Type"] = MEDIA_TYPE
    response["Content-Length"] = str(len(response.content))
    return response


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Answer 304 if the client has this response already."""
    if "ETag" not in response:
        set_response_etag(response)
    known = get_conditional_response(request, etag=response.get("ETag"), response=response)
    return known if isinstance(known, HttpResponse) else response


def _add_headers(request: HttpRequest, response: HttpResponse) -> None:
    response.cookies.clear()  # the page that was replaced may have set one
    response["API-Version"] = VERSION
    response["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    response["Cache-Control"] = "no-store"
    rate = getattr(request, "rate", None)
    if rate is not None:
        response["RateLimit-Limit"] = rate.limit
        response["RateLimit-Remaining"] = rate.remaining
        response["RateLimit-Reset"] = rate.reset
