"""What a walk through the portal leaves behind: addresses, log lines, comments, errors, mail, and
numbers of nine digits in pages, since a BSN is shown to nobody, not even to its owner.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.core.handlers.base import BaseHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.identifiers import bsn_plain
from accounts.models import ClaimCode, Person, PersonIdentifier
from accounts.selectors.claims import plain_code
from core.logs import Formatter

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BAD_REQUEST = 400
WORD = re.compile(r"\w+")
NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
WAYS_TO_WRITE_A_DAY = ("Y-m-d", "d-m-Y", "j-n-Y", "d/m/Y", "j/n/Y", "Ymd", "dmY", "j F Y", "F j, Y")


class Traces:
    """Collects every text that is left behind, by the place where it was left."""

    def __init__(self) -> None:
        self.left: dict[str, list[str]] = defaultdict(list)
        self._formatter = Formatter()

    def hear(self, record: logging.LogRecord) -> None:
        """Remember a log record as the settings format it."""
        self.left["log"].append(self._formatter.format(record))

    def see(self, address: str, answer: HttpResponseBase, *, typed: Collection[str] = ()) -> None:
        """Remember what one visit left, except numbers ``typed`` in a form that is shown again."""
        self.left["address"] += [address, answer.get("Location", "")]
        self.left["header"].append(str(answer.headers))
        if isinstance(answer, HttpResponse) and "text/html" in answer.get("Content-Type", ""):
            page = answer.text
            self.left["comment"] += COMMENT.findall(page)
            self.left["number in a page"] += set(NINE_DIGITS.findall(page)) - set(typed)
        if isinstance(answer, HttpResponse) and answer.status_code >= BAD_REQUEST:
            self.left["error page"].append(answer.text)

    def take_mail(self) -> None:
        for one in getattr(mail, "outbox", []):
            files = [part for part in one.attachments if isinstance(part, str)]
            others = [str(part.content) for part in getattr(one, "alternatives", [])]
            self.left["mail"] += [one.subject, one.body, *files, *others, str(one.extra_headers)]

    def found(self, words: Iterable[str]) -> dict[str, list[str]]:
        """Return the first texts that contain one of these words, by where they were left.

        Only whole words count: random keys of letters and digits contain a day by chance.
        """
        by_start = defaultdict(list)
        for word in words:
            by_start[WORD.match(word)[0]].append(word)

        def holds_one(text: str) -> bool:
            return any(
                text.startswith(word, start.start())
                and not WORD.match(text, start.start() + len(word))
                for start in WORD.finditer(text)
                for word in by_start.get(start[0], ())
            )

        found = {place: list(filter(holds_one, texts))[:3] for place, texts in self.left.items()}
        return {place: texts for place, texts in found.items() if texts}


@contextmanager
def traces_of_all() -> Iterator[Traces]:
    """Hear every logger and see every response, including those of the live server.

    Log handlers would be lost when something sets up logging again, as a Celery worker does.
    """
    traces = Traces()
    hand_on, answer_to = logging.Logger.callHandlers, BaseHandler.get_response

    def heard(logger: logging.Logger, record: logging.LogRecord) -> None:
        traces.hear(record)
        hand_on(logger, record)

    def seen(handler: BaseHandler, request: HttpRequest) -> HttpResponseBase:
        answer = answer_to(handler, request)
        # Only what a view has read already: reading it here could itself raise an error.
        typed = getattr(request, "_post", {}).values()
        traces.see(request.get_full_path(), answer, typed=typed)
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.Logger, "callHandlers", heard)
        patch.setattr(BaseHandler, "get_response", seen)
        yield traces


def never_to_be_left() -> dict[str, set[str]]:
    """Return the secrets that must not be left anywhere, by kind, in every way of writing them."""
    births = Person.objects.exclude(birth_date=None).values_list("birth_date", flat=True)
    codes = [plain_code(code) for code in ClaimCode.objects.exclude(ciphertext=b"")]
    kept = PersonIdentifier.objects.exclude(ciphertext=b"").values_list("ciphertext", "digest")
    return {
        "citizen service number": {bsn_plain(*number) for number in kept},
        "date of birth": {text for day in set(births) for text in ways_to_write(day)},
        "claim code": {*codes, *(code.replace("-", "") for code in codes)},
    }


def ways_to_write(day: date) -> set[str]:
    """Return a day as files, forms and letters write it, in both languages."""
    written = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            written |= {date_format(day, way) for way in WAYS_TO_WRITE_A_DAY}
    return written
