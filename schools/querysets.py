import re
from datetime import date, datetime
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import ClaimCode, Person
from accounts.names import plain

from .choices import (
    EFFECTIVE,
    WAITING,
    DeliveryStatus,
    DisputeStatus,
    OverlapStatus,
    StaffProgress,
)

RECEIPT = re.compile(r"LV-(?P<year>[0-9]{4})-(?P<key>[0-9]{6,15})", re.IGNORECASE)


def holds_every_word(field: str, text: str) -> Q:
    """The rows whose plain key holds each word of a search."""
    found = Q()
    for word in plain(text).split():
        found &= Q(**{f"{field}__contains": word})
    return found


class LocationQuerySet(QuerySet):
    def matching(self, text: str) -> Self:
        """Locations whose code, name or town, or whose board's number or name, hold every word."""
        found = Q()
        for word in plain(text).split():
            found &= Q(search_key__contains=word) | Q(governances__board__search_key__contains=word)
        return self.filter(found).distinct()


def _codes(now: datetime) -> QuerySet[ClaimCode]:
    return ClaimCode.objects.usable(now).filter(person=OuterRef("person"))


class StaffQuerySet(QuerySet):
    def matching(self, text: str) -> Self:
        """Staff whose name or staff number holds every word."""
        return self.filter(
            holds_every_word("sort_key", text) | Q(staff_number__iexact=text.strip())
        )

    def unclaimed(self) -> Self:
        return self.filter(person__claimed_at=None)

    def to_invite(self) -> Self:
        """Staff who can be invited by mail and have not claimed their record."""
        return self.unclaimed().exclude(email="")

    def with_code(self, now: datetime) -> Self:
        """Staff who can claim the record with a code that some board gave them."""
        return self.unclaimed().filter(Exists(_codes(now)))

    def without_code(self, now: datetime) -> Self:
        """Staff whom no board gave a code that still works."""
        return self.exclude(Exists(_codes(now)))

    def at(self, progress: str, *, now: datetime) -> Self:
        """Staff who have come so far on the way from delivered to confirmed (StaffProgress)."""
        match progress:
            case StaffProgress.CONFIRMED:
                return self.exclude(confirmed_at=None)
            case StaffProgress.UNCONFIRMED:
                return self.filter(confirmed_at=None)
            case StaffProgress.CLAIMED:
                return self.filter(confirmed_at=None).exclude(person__claimed_at=None)
            case StaffProgress.INVITED:
                return self.filter(confirmed_at=None).with_code(now)
            case StaffProgress.UNINVITED:
                return self.filter(confirmed_at=None).unclaimed().without_code(now)
        return self


class BasisQuerySet(QuerySet):
    def standing(self):
        """Return the bases that were not voided.

        An appointment is voided with its last basis. It is asked all the same: what finds the
        appointments of somebody is an index of those that stand.
        """
        return self.filter(voided_at=None, appointment__voided_at=None)


def _has_receipt(text: str) -> Q:
    """The delivery with this number of a receipt; one whose year differs is not meant."""
    said = RECEIPT.fullmatch(text.strip())
    return Q(pk=int(said["key"]), applied_at__year=said["year"]) if said else Q(pk=None)


class DeliveryQuerySet(QuerySet):
    def of_boards(self, text: str) -> Self:
        """Deliveries of the boards whose name or number holds every word, or with this receipt."""
        if not text.strip():
            return self.all()
        return self.filter(holds_every_word("board__search_key", text) | _has_receipt(text))

    def named(self, text: str) -> Self:
        """Deliveries with this receipt, or whose file has this in its name."""
        return self.filter(Q(file_name__icontains=text.strip()) | _has_receipt(text))

    def of(self, *, kind: str, status: str) -> Self:
        """Deliveries of this kind in this status; nothing is any."""
        asked = {"kind": kind, "status": status}
        return self.filter(**{field: value for field, value in asked.items() if value})

    def applied(self) -> Self:
        return self.filter(status=DeliveryStatus.APPLIED)

    def unfinished(self) -> Self:
        return self.filter(
            status__in=[
                DeliveryStatus.UPLOADED,
                DeliveryStatus.RECEIVED,
                DeliveryStatus.CHECKED,
                DeliveryStatus.APPROVED,
            ]
        )


class DeliveryRowQuerySet(QuerySet):
    def effective(self) -> Self:
        """The rows that change something."""
        return self.filter(outcome__in=EFFECTIVE)


class DisputeQuerySet(QuerySet):
    def open(self) -> Self:
        """Questions without an answer, also those that the register looks at by now."""
        return self.filter(status__in=WAITING)

    def escalated(self) -> Self:
        return self.filter(status=DisputeStatus.ESCALATED)

    def overdue(self, on: date) -> Self:
        return self.filter(status=DisputeStatus.OPEN, answer_before__lte=on)

    def matching(self, text: str) -> Self:
        """Questions of staff whose name or staff number holds every word."""
        number = Q(staff__staff_number__iexact=text.strip())
        return self.filter(holds_every_word("staff__sort_key", text) | number)


class OverlapQuerySet(QuerySet):
    def visible_to(self, administrator: Person) -> Self:
        """Nobody judges what is about themselves."""
        return self.exclude(person=administrator)

    def open(self) -> Self:
        return self.filter(status=OverlapStatus.OPEN)

    def matching(self, text: str) -> Self:
        """Overlaps of somebody whose name holds every word."""
        return self.filter(holds_every_word("person__sort_key", text))
