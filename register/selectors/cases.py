"""Events and terms of a case, and the effect of granted leave."""

from collections.abc import Collection
from datetime import date, timedelta

from accounts.models import Person
from register import rules
from register.choices.cases import ENDING, PROCEDURES, CaseStatus, ProcedureCode
from register.models import Case, Cycle


def events_of(case: Case) -> list[rules.Event]:
    """Return the events of a case as the rules need them."""
    return [event.as_event for event in case.events.select_related("case").order_by("pk")]


def due_on(case: Case) -> date | None:
    """Return the last day of the running term that ends first; None for a closed case."""
    if not case.is_open:
        return None
    running = [term for term in rules.terms(case.table, events_of(case)) if term.running]
    return min((term.due_on for term in running), default=None)


def planned_end(cycle: Cycle, *, besides: Collection[rules.Period] = ()) -> date:
    """Return the planned end of a cycle with all leave that was granted, and the extra ``besides``.

    It is computed from the plan without leave, never added to the last result.
    """
    granted = Case.objects.granted_leave().filter(deferral__cycle=cycle)
    spells = [case.deferral.period for case in granted.select_related("deferral")]
    days = rules.days_of_leave(
        [*spells, *besides],
        since=cycle.since,
        scheduled_until=cycle.scheduled_until,
        **PROCEDURES[ProcedureCode.DEFERRAL].limits,
    )
    return cycle.scheduled_until + timedelta(days=days)


def way_back(person: Person) -> Case | None:
    """Return the case by which somebody was struck off, in which they can ask to return.

    None if they are registered, or were never struck off by a procedure.
    """
    ended = [CaseStatus.STRUCK_OFF, CaseStatus.RESTORATION_ASKED]
    return Case.objects.of(person).filter(procedure__in=ENDING, status__in=ended).first()


def end_if_granted(case: Case) -> date | None:
    """Return where granting a request for deferral would put the planned end; None once decided."""
    asks = case.procedure == ProcedureCode.DEFERRAL
    if not asks or case.status not in (CaseStatus.RECEIVED, CaseStatus.INCOMPLETE):
        return None
    return planned_end(case.deferral.cycle, besides=[case.deferral.period])
