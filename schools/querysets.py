import re
from datetime import date, datetime
from typing import Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import ClaimCode, Person
from accounts.querysets import every_word

from .choices import (
    EFFECTIVE,
    WAITING,
    DeliveryStatus,
    DisputeStatus,
    OverlapStatus,
    StaffProgress,
)

RECEIPT = re.compile(r"LV-(?P<year>[0-9]{4})-(?P<key>[0-9]{6,15})", re.IGNORECASE)


class LocationQuerySet(QuerySet):
    def matching(self, text: str) -> Self:
        """Locations where each word is in code, name or town, or in the board's number or name."""
        board = "governances__board__search_key__contains"
        return self.filter(every_word(text, "search_key__contains", board)).distinct()


def _codes(now: datetime) -> QuerySet[ClaimCode]:
    return ClaimCode.objects.usable(now).filter(person=OuterRef("person"))


class StaffQuerySet(QuerySet):
    def matching(self, text: str) -> Self:
        """Staff whose name contains every word, or with this staff number."""
        return self.filter(
            every_word(text, "sort_key__contains") | Q(staff_number__iexact=text.strip())
        )

    def unclaimed(self) -> Self:
        return self.filter(person__claimed_at=None)

    def to_invite(self) -> Self:
        """Staff who can be invited by mail and have not claimed their record."""
        return self.unclaimed().exclude(email="")

    def with_code(self, now: datetime) -> Self:
        """Staff with a valid code, from any board, to claim their record."""
        return self.unclaimed().filter(Exists(_codes(now)))

    def without_code(self, now: datetime) -> Self:
        """Staff without a valid code from any board."""
        return self.exclude(Exists(_codes(now)))

    def at(self, progress: str, *, now: datetime) -> Self:
        """Staff at this stage from delivered to confirmed (StaffProgress)."""
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

        An appointment is voided with its last basis, so its own condition is redundant; it makes
        PostgreSQL use the partial index on appointments that hold.
        """
        return self.filter(voided_at=None, appointment__voided_at=None)


def _has_receipt(text: str) -> Q:
    """Return the condition for the delivery with this receipt number, including its year."""
    said = RECEIPT.fullmatch(text.strip())
    return Q(pk=int(said["key"]), applied_at__year=said["year"]) if said else Q(pk=None)


class DeliveryQuerySet(QuerySet):
    def of_boards(self, text: str) -> Self:
        """Deliveries of boards whose name or number contains every word, or with this receipt."""
        if not text.strip():
            return self.all()
        return self.filter(every_word(text, "board__search_key__contains") | _has_receipt(text))

    def named(self, text: str) -> Self:
        """Deliveries with this receipt, or with this text in their file name."""
        return self.filter(Q(file_name__icontains=text.strip()) | _has_receipt(text))

    def of(self, *, kind: str, status: str) -> Self:
        """Deliveries of this kind in this status; an empty value means any."""
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
        """Questions without an answer, including escalated ones."""
        return self.filter(status__in=WAITING)

    def escalated(self) -> Self:
        return self.filter(status=DisputeStatus.ESCALATED)

    def overdue(self, on: date) -> Self:
        return self.filter(status=DisputeStatus.OPEN, answer_before__lte=on)

    def matching(self, text: str) -> Self:
        """Questions of staff whose name contains every word, or with this staff number."""
        number = Q(staff__staff_number__iexact=text.strip())
        return self.filter(every_word(text, "staff__sort_key__contains") | number)


class OverlapQuerySet(QuerySet):
    def visible_to(self, administrator: Person) -> Self:
        """Nobody judges what is about themselves."""
        return self.exclude(person=administrator)

    def open(self) -> Self:
        return self.filter(status=OverlapStatus.OPEN)

    def matching(self, text: str) -> Self:
        """Overlaps of people whose name contains every word."""
        return self.filter(every_word(text, "person__sort_key__contains"))
