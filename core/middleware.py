import uuid
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

request_id: ContextVar[str] = ContextVar("request_id", default="")


class RequestId:
    """Give each request an id, for its log lines and for the person who reports a fault."""

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


class NoNullCharacter:
    """Refuse an address with a null character: no text in PostgreSQL can hold one, so a search for
    it would fail.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A null character in the address")
        return self.get_response(request)


class AskingAndSending:
    """Let a page be asked for or sent something, and nothing else: a view that is a function would
    answer a TRACE as if it were a GET. Machines have methods of their own (``cls`` is a view set).
    """

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any
    ) -> HttpResponse | None:
        if request.method in self.METHODS or hasattr(view, "cls"):
            return None
        return HttpResponseNotAllowed(self.METHODS)
