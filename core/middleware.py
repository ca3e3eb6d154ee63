import uuid
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestId:
    """Give each request an id, for its log lines and for people who report an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        own = uuid.uuid4().hex
        request.META["REQUEST_ID"] = own
        token = request_id.set(own)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = own
        finally:
            request_id.reset(token)
        return response


class HearOut:
    """Read what is left of a body before answering.

    The connection of somebody who is still sending would be closed before they see the answer: not
    that a file is too large, nor that they were signed out meanwhile.
    """

    CHUNK = 64 * 1024
    MOST_CHUNKS = 1600  # 100 MB, as the proxy lets through

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        with suppress(OSError):  # the sender went away
            for _chunk in range(self.MOST_CHUNKS):
                if not request.read(self.CHUNK):
                    break
        return response


class NoNullCharacter:
    """Refuse a URL with a null character, which PostgreSQL cannot store and so fails to search."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A null character in the URL")
        return self.get_response(request)


class PageMethods:
    """Allow pages GET, HEAD and POST only: a view function would answer a TRACE like a GET.

    What machines ask, which needs no CSRF token, knows its own methods.
    """

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any
    ) -> HttpResponse | None:
        if request.method in self.METHODS or getattr(view, "csrf_exempt", False):
            return None
        return HttpResponseNotAllowed(self.METHODS)
