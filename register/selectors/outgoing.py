"""Work in the outbox that is not done yet: files, letters, mail, deliveries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.models import OutboxMessage
from core.outbox import MAX_ATTEMPTS

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Kind:
    """A kind of work as people know it; ``tasks`` are prefixes of task names."""

    code: str
    label: str | Promise
    tasks: tuple[str, ...]


KINDS = [
    Kind("certificates", _("Certificates to be made"), ("register.tasks.make_",)),
    Kind(
        "notices",
        _("Decisions and letters about procedures"),
        ("register.tasks.send_decision", "register.tasks.send_case_event"),
    ),
    Kind("reminders", _("Reminders"), ("register.tasks.send_reminder",)),
    Kind("deliveries", _("Deliveries of boards"), ("schools.",)),
    Kind("courses", _("Messages about courses"), ("cpd.",)),
    Kind("accounts", _("Messages about accounts"), ("accounts.",)),
]
OTHER = Kind("other", _("Other messages"), ("",))


@dataclass
class Outgoing:
    """The progress of one kind of work; ``tasks`` are those waiting now."""

    kind: Kind
    waiting: int = 0
    tried: int = 0
    given_up: int = 0
    oldest: datetime | None = None
    error: str = ""
    done: int = 0
    tasks: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.waiting + self.done


def outgoing() -> list[Outgoing]:
    """Return every kind of work that is waiting, or of which something was done in the last day."""
    rows = {kind.code: Outgoing(kind) for kind in (*KINDS, OTHER)}
    for found in _waiting():
        row = rows[kind_of(found["task"]).code]
        row.tasks.append(found["task"])
        row.waiting += found["waiting"]
        row.tried += found["tried"]
        row.given_up += found["given_up"]
        row.oldest = min(filter(None, (row.oldest, found["oldest"])))
        row.error = found["error"] or row.error
    for found in _done(since=timezone.now() - A_DAY):
        rows[kind_of(found["task"]).code].done += found["done"]
    return [row for row in rows.values() if row.all]


def kind_of(task: str) -> Kind:
    return next((kind for kind in KINDS if task.startswith(kind.tasks)), OTHER)


def _waiting() -> Iterable[Mapping[str, Any]]:
    waiting = OutboxMessage.objects.filter(done_at=None).values("task").order_by("task")
    return waiting.annotate(
        waiting=Count("pk"),
        tried=Count("pk", filter=Q(attempts__gt=0, attempts__lt=MAX_ATTEMPTS)),
        given_up=Count("pk", filter=Q(attempts__gte=MAX_ATTEMPTS)),
        oldest=Min("posted_at"),
        error=Max("last_error"),
    )


def _done(*, since: datetime) -> Iterable[Mapping[str, Any]]:
    done = OutboxMessage.objects.filter(done_at__gte=since)
    return done.values("task").order_by("task").annotate(done=Count("pk"))
