"""What waits for the people of the register."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from accounts.models import Person
from core.models import AuditSeal, OutboxMessage
from core.outbox import MAX_ATTEMPTS
from register import rules
from register.models import Case, Cycle, Draw
from schools.selectors import escalated_disputes
from schools.selectors.overlaps import open_overlaps

from .doubles import open_doubles
from .post import to_print

DECISION_WEEKS = 8  # Awb 4:13, where nothing else was set (domain.md §2.6)


@dataclass(frozen=True)
class Desk:
    """The counts of the register's work list."""

    applications: int
    cases: int
    disputes: int
    doubles: int
    draws: int
    letters: int
    overlaps: int
    stuck_messages: int
    seal: AuditSeal | None


def desk(member: Person, *, on: date) -> Desk:
    stuck = OutboxMessage.objects.filter(done_at=None, attempts__gte=MAX_ATTEMPTS)
    return Desk(
        applications=Cycle.objects.awaiting_decision().count(),
        cases=Case.objects.for_desk(member).open().count(),
        disputes=escalated_disputes(),
        doubles=open_doubles(),
        draws=Draw.objects.waiting(on).count(),
        letters=to_print(member).count(),
        overlaps=open_overlaps(),
        stuck_messages=stuck.count(),
        seal=AuditSeal.objects.last(),
    )


def applications(member: Person) -> QuerySet[Cycle]:
    """Return what a member of the committee can decide about, oldest request first."""
    waiting = Cycle.objects.awaiting_decision().visible_to_committee(member)
    return waiting.select_related("registration__person").order_by("submitted_on", "pk")


def decide_before(cycle: Cycle) -> date:
    """Return the last day of the term for a decision."""
    submitted_on: date = cycle.submitted_on  # type: ignore[assignment]  # it was submitted
    return rules.term_end(submitted_on, weeks=DECISION_WEEKS)
