"""What happened in a case and by when something is due."""

from datetime import date

from register import rules
from register.models import Case


def events_of(case: Case) -> list[rules.Event]:
    """Return what happened in a case, as its clocks want it."""
    return [event.as_event for event in case.events.select_related("case").order_by("pk")]


def due_on(case: Case) -> date | None:
    """Return the last day of the term that runs now and ends first; of a closed case none does."""
    if not case.is_open:
        return None
    running = [term for term in rules.terms(case.table, events_of(case)) if term.running]
    return min((term.due_on for term in running), default=None)
