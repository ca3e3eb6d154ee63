"""What happened around one person, in time: what was done, and what they were told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from accounts.choices import Way
from accounts.models import Message
from core.models import AuditEvent
from register.acts import act_in_words

MESSAGE, TOLD = Message._meta.label_lower, "message.told"


@dataclass(frozen=True)
class Line:
    """One thing that happened. ``words`` say how it reached the person where it is a message."""

    act: AuditEvent
    words: Promise | str
    message: Message | None


def acts_on(known: Iterable[Model]) -> QuerySet[AuditEvent]:
    """Return all that was done to these records, the latest first.

    By their keys and not by a query of them, so that each part is found by the index of the trail.
    """
    about: dict[str, list[int]] = {}
    for record in known:
        about.setdefault(record._meta.label_lower, []).append(record.pk)
    found = Q()
    for subject, keys in about.items():
        found |= Q(subject=subject, subject_pk__in=keys)
    return AuditEvent.objects.filter(found).select_related("actor")


def lines_of(acts: Iterable[AuditEvent]) -> list[Line]:
    """Put acts in words, and beside them what somebody was told, in one query for all of them."""
    acts = list(acts)
    messages = Message.objects.in_bulk(act.subject_pk for act in acts if act.subject == MESSAGE)
    return [
        _line(act, messages.get(act.subject_pk) if act.subject == MESSAGE else None) for act in acts
    ]


def _line(act: AuditEvent, message: Message | None) -> Line:
    told = act.action == TOLD
    return Line(act, Way(act.data["way"]).label if told else act_in_words(act.action), message)
