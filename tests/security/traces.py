"""What a run through the portal leaves behind: addresses, log lines, comments, errors, mail."""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core import mail
from django.http import HttpResponse
from django.http.response import HttpResponseBase

from accounts.models import ClaimCode, Person
from accounts.selectors import plain_code
from core.logs import Formatter
from demo.names import fictitious_bsn
from demo.staff import PEOPLE

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BAD_REQUEST = 400
NEWCOMERS = 10
LISTENED_TO = ["", "django.request", "django.server"]


class Traces(logging.Handler):
    """Collects, by where it was left, every text that stays behind."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Formatter())
        self.left: dict[str, list[str]] = defaultdict(list)

    def listen(self) -> None:
        """Hear every logger; to be said again after something set up logging anew."""
        for name in LISTENED_TO:
            logging.getLogger(name).addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.left["log"].append(self.format(record))

    def note(self, address: str, answer: HttpResponseBase) -> None:
        """Remember what one visit left."""
        self.left["address"] += [address, answer.get("Location", "")]
        self.left["header"].append(str(answer.headers))
        if isinstance(answer, HttpResponse) and "text/html" in answer.get("Content-Type", ""):
            page = answer.text
            self.left["comment"] += COMMENT.findall(page)
            if answer.status_code >= BAD_REQUEST:
                self.left["error page"].append(page)

    def take_mail(self) -> None:
        for one in getattr(mail, "outbox", []):
            files = [part for part in one.attachments if isinstance(part, str)]
            self.left["mail"] += [one.subject, one.body, *files, str(one.extra_headers)]


@contextmanager
def traces_of_all() -> Iterator[Traces]:
    """Listen to every logger, those that do not hand on to the root too."""
    traces = Traces()
    traces.listen()
    yield traces
    for name in LISTENED_TO:
        logging.getLogger(name).removeHandler(traces)


def never_to_be_left() -> dict[str, set[str]]:
    """Return what nobody may find back, by kind: in every way in which it is written."""
    people = Person.objects.exclude(birth_date=None)
    births = set(people.values_list("birth_date", flat=True))
    codes = [plain_code(code) for code in ClaimCode.objects.exclude(ciphertext=b"")]
    return {
        "citizen service number": {fictitious_bsn(n) for n in range(PEOPLE + NEWCOMERS)},
        "date of birth": {f"{day:{way}}" for day in births for way in ("%Y-%m-%d", "%d-%m-%Y")},
        "claim code": {*codes, *(code.replace("-", "") for code in codes)},
    }


def found_in(texts: Iterable[str], words: Iterable[str]) -> list[str]:
    """Return the texts in which one of these stands."""
    pattern = re.compile("|".join(sorted(map(re.escape, words))) or r"(?!)")
    return [text for text in texts if pattern.search(text)]
