"""The history of one person: acts on their records, and messages to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from accounts.choices import Way
from accounts.models import Message
from core.models import AuditEvent
from register.words.acts import act_in_words

MESSAGE, TOLD = Message._meta.label_lower, "message.told"


@dataclass(frozen=True)
class Line:
    """One thing that happened; for a message ``words`` say how it reached the person."""

    act: AuditEvent
    words: Promise | str
    message: Message | None


def acts_on(known: Iterable[Model]) -> QuerySet[AuditEvent]:
    """Return all acts on these records, the latest first.

    They are looked up by primary key instead of by subquery, so that the trail's index is used.
    """
    about: dict[str, list[int]] = {}
    for record in known:
        about.setdefault(record._meta.label_lower, []).append(record.pk)
    found = Q()
    for subject, keys in about.items():
        found |= Q(subject=subject, subject_pk__in=keys)
    return AuditEvent.objects.filter(found).select_related("actor")


def lines_of(acts: Iterable[AuditEvent]) -> list[Line]:
    """Describe acts in words, with the messages about them, in one query for all."""
    acts = list(acts)
    messages = Message.objects.in_bulk(act.subject_pk for act in acts if act.subject == MESSAGE)
    return [
        _line(act, messages.get(act.subject_pk) if act.subject == MESSAGE else None) for act in acts
    ]


def _line(act: AuditEvent, message: Message | None) -> Line:
    told = act.action == TOLD
    return Line(act, Way(act.data["way"]).label if told else act_in_words(act.action), message)
