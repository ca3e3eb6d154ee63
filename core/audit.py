"""The audit trail: what was done, to which record, who did it; sealed, so that tampering shows."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser as Person
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from .crypto import key_bytes
from .models import AuditEvent, AuditQuerySet, AuditSeal

# What may be written beside an act: codes, keys and dates.
Data = str | int | bool | date | None | list[str] | list[int]

_SEAL_LOCK = 0x5EA1
_CHUNK = 10_000


class TransactionsWentBack(RuntimeError):
    """The database counts transactions from a lower number than the last seal knows.

    It was restored from a logical dump; docs/operations.md says what to do.
    """


def record(action: str, subject: models.Model, *, actor: Person | None, **data: Data) -> AuditEvent:
    """Record that ``actor`` did ``action`` to ``subject``.

    Call it inside the transaction of the act itself, so that both are kept or lost together.
    ``actor=None`` means the system. ``data`` holds codes, keys and dates, never personal text.
    """
    return AuditEvent.objects.create(
        actor_id=actor.pk if actor else None,
        action=f"{subject._meta.model_name}.{action}",
        subject=subject._meta.label_lower,
        subject_pk=subject.pk,
        data=data,
    )


def recorded(
    action: str, model: type[models.Model], pk: int, *, actor: Person | None, **data: Data
) -> bool:
    """Return whether ``actor`` did this to a record, which may have gone since."""
    return AuditEvent.objects.filter(
        subject=model._meta.label_lower,
        subject_pk=pk,
        action=f"{model._meta.model_name}.{action}",
        actor_id=actor.pk if actor else None,
        data__contains=data,
    ).exists()


def record_many(
    action: str,
    model: type[models.Model],
    pks: Iterable[int],
    *,
    actor: Person | None,
    **data: Data,
) -> None:
    """Record the same act on many records of one model."""
    AuditEvent.objects.bulk_create(
        (
            AuditEvent(
                actor_id=actor.pk if actor else None,
                action=f"{model._meta.model_name}.{action}",
                subject=model._meta.label_lower,
                subject_pk=pk,
                data=data,
            )
            for pk in pks
        ),
        batch_size=_CHUNK,
    )


def record_each(
    action: str, records: models.QuerySet, *, actor: Person | None, **data: Data
) -> None:
    """Record the same act on every record of a queryset, in one statement.

    The rows are inserted in key order: the index then takes half the time.
    """
    model = records.model
    select, params = records.order_by().values("pk").query.sql_with_params()
    names = f"{model._meta.model_name}.{action}", model._meta.label_lower
    words = json.dumps(data, cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into core_auditevent (at, actor_id, action, subject, subject_pk, data) "  # noqa: S608  the query is the ORM's, values are parameters
            f"select %s, %s, %s, %s, found.pk, %s from ({select}) found (pk) order by found.pk",
            [timezone.now(), actor.pk if actor else None, *names, words, *params],
        )


@transaction.atomic
def seal() -> AuditSeal | None:
    """Seal the events of all finished transactions.

    Returns None when there is nothing new or another process is sealing. A transaction below the
    horizon of the snapshot is over, so no event of it can still appear. Raises
    TransactionsWentBack.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [_SEAL_LOCK])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        until = cursor.fetchone()[0]
    previous = AuditSeal.objects.last()
    since = previous.until if previous else 0
    if until < since:
        raise TransactionsWentBack(f"now {until}, sealed up to {since}")
    events = _events(since, until)
    ids = events.aggregate(first=models.Min("pk"), last=models.Max("pk"), count=models.Count("pk"))
    if not ids["count"]:
        return None
    mac = _mac(events, previous)
    return AuditSeal.objects.create(since=since, until=until, mac=mac, previous=previous, **ids)


def verify() -> tuple[int, AuditSeal | None]:
    """Recompute every seal; return how many hold, and the first that does not (or None)."""
    previous, good = None, 0
    for mark in AuditSeal.objects.iterator():
        events = _events(mark.since, mark.until)
        whole = (
            mark.previous_id == (previous.pk if previous else None)
            and mark.since == (previous.until if previous else 0)
            and events.count() == mark.count
            and hmac.compare_digest(bytes(mark.mac), _mac(events, previous))
        )
        if not whole:
            return good, mark
        previous, good = mark, good + 1
    return good, None


def _events(since: int, until: int) -> AuditQuerySet:
    return AuditEvent.objects.filter(xact__gte=since, xact__lt=until).order_by("pk")


def _mac(events: AuditQuerySet, previous: AuditSeal | None) -> bytes:
    mac = hmac.new(key_bytes(settings.AUDIT_KEY), digestmod=hashlib.sha256)
    mac.update(bytes(previous.mac) if previous else b"")
    encoder = DjangoJSONEncoder(sort_keys=True, separators=(",", ":"))
    columns = ("pk", "at", "actor_id", "action", "subject", "subject_pk", "data", "xact")
    for values in events.values_list(*columns).iterator(chunk_size=_CHUNK):
        mac.update(encoder.encode(values).encode() + b"\n")
    return mac.digest()
