"""Log lines as JSON, each with the id of its request and without personal data."""

import logging
import traceback
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from .middleware import request_id


class RequestIdFilter(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class Formatter(JsonFormatter):
    """Leave out what may hold personal data: whatever a library hangs on a record (a request, a
    form, SQL parameters) and the words of an exception, which often quote a value.
    """

    FIELDS = ("asctime", "levelname", "name", "message", "request_id")
    EXTRA = ("outbox", "status_code")

    def __init__(self) -> None:
        super().__init__("%(" + ")s %(".join(self.FIELDS) + ")s")

    def formatException(self, exc_info: Any) -> str:  # noqa: N802  the name that logging calls
        kind, _, trace = exc_info
        return f"{''.join(traceback.format_tb(trace))}{kind.__name__}"

    def add_fields(self, log_data: dict, record: Any, message_dict: dict) -> None:
        super().add_fields(log_data, record, message_dict)
        for name in set(log_data) - {*self.FIELDS, *self.EXTRA, "exc_info"}:
            del log_data[name]
