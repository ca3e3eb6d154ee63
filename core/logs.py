"""JSON log lines, each with the id of its request and without personal data."""

import logging
import time
import traceback
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from pythonjsonlogger.json import JsonFormatter

from .middleware import request_id

IN_UTC = "%Y-%m-%dT%H:%M:%SZ"


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs a refused request after the middleware has reset its id.
        request = getattr(record, "request", None)
        kept = request.META.get("REQUEST_ID") if isinstance(request, HttpRequest) else None
        record.request_id = kept or request_id.get()
        return True


class Formatter(JsonFormatter):
    """Leave out what may hold personal data.

    That is whatever a library attaches to a record (a request, a form, SQL parameters), the message
    of an exception, which often quotes a value, and the path, with the secret of an invitation or
    the number of a teacher in it.
    """

    FIELDS = ("asctime", "levelname", "name", "message", "request_id")
    EXTRA = ("outbox", "status_code", "person", "ways")

    def __init__(self) -> None:
        super().__init__("%(" + ")s %(".join(self.FIELDS) + ")s", IN_UTC)
        self.converter = time.gmtime  # as the audit trail

    def formatException(self, exc_info: Any) -> str:  # noqa: N802  the name that logging calls
        kind, _, trace = exc_info
        return f"{''.join(traceback.format_tb(trace))}{kind.__name__}"

    def format(self, record: Any) -> str:
        if record.exc_info and isinstance(record.args, dict) and "exc" in record.args:
            # Celery's own line about a failed task quotes the exception.
            record.args = {**record.args, "exc": record.exc_info[0].__name__}
        return super().format(record)

    def add_fields(self, log_data: dict, record: Any, message_dict: dict) -> None:
        super().add_fields(log_data, record, message_dict)
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            log_data["message"] = log_data["message"].replace(request.path, _route(request.path))
        for name in set(log_data) - {*self.FIELDS, *self.EXTRA, "exc_info"}:
            del log_data[name]


def _route(path: str) -> str:
    """Return the URL pattern that a path matches, or the path itself where none does."""
    try:
        return f"/{resolve(path).route}"
    except Resolver404:
        return path
