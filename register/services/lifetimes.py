"""How a registration ends and begins again, and what becomes of its cycle (design.md §3.6)."""

from datetime import date, timedelta

from accounts.models import Person
from core import audit
from core.moves import advance
from register import rules
from register.choices import PROCEDURES, CycleStatus, ProcedureCode
from register.models import Case, Cycle, Registration
from register.selectors.rulesets import rule_set_in_force, rules_of
from schools.choices import Section

ONE_DAY = timedelta(days=1)


def start_cycle(registration: Registration, *, actor: Person | None, on: date) -> Cycle:
    """Begin a first cycle, or the first after a pause, on the day from which one is registered.

    No day counts twice: where the earlier cycle was broken off today, this one counts from then.
    """
    rule_set = rule_set_in_force(registration.section, on=on)
    until = rules.first_cycle_end(
        on, number=registration.person.number, rule_set=rules_of(rule_set.pk)
    )
    earlier = registration.cycles.order_by("until").last()
    cycle = Cycle.objects.create(
        registration=registration,
        rule_set=rule_set,
        since=on,
        planned_until=until,
        counted_since=max(on, earlier.until) if earlier else on,
        until=until,
    )
    audit.record("started", cycle, actor=actor, since=on, until=until)
    return cycle


def end_registration(
    registration: Registration, name: str, *, actor: Person | None, on: date
) -> None:
    """Make the move that ends a registration and break off the cycle that runs.

    The caller has locked the registration.
    """
    advance(registration, name, actor=actor, ended_on=on)
    cycle = Cycle.objects.locked().undecided().filter(registration=registration).first()
    if cycle:
        until = min(max(on, cycle.counted_since + ONE_DAY), cycle.until)
        advance(cycle, "break_off", actor=actor, until=until)


def revive_registration(
    registration: Registration, name: str, *, actor: Person | None, on: date
) -> None:
    """Make the move that brings a registration back.

    The cycle that was broken off goes on as it was planned, as if nothing had been; where that
    end has passed, a new one begins today. The caller has locked the registration.
    """
    advance(registration, name, actor=actor, ended_on=None)
    if registration.section != Section.REGISTER:
        return
    broken = Cycle.objects.locked().filter(registration=registration).order_by("since").last()
    if broken and broken.status == CycleStatus.BROKEN_OFF and _end_of(broken) > on:
        _take_up(broken, actor=actor)
    elif not broken or broken.status == CycleStatus.BROKEN_OFF:
        start_cycle(registration, actor=actor, on=on)


def move_end(cycle: Cycle, *, actor: Person | None) -> date:
    """Compute the planned end anew from all granted leave; return what it is now.

    It is never added to the last result. Extra time that was given follows the planned end.
    """
    cycle = Cycle.objects.locked().get(pk=cycle.pk)
    granted = Case.objects.granted_leave().filter(deferral__cycle=cycle)
    spells = [case.deferral.period for case in granted.select_related("deferral")]
    days = rules.days_of_leave(
        spells,
        since=cycle.since,
        scheduled_until=cycle.scheduled_until,
        **PROCEDURES[ProcedureCode.DEFERRAL].limits,
    )
    cycle.planned_until = cycle.scheduled_until + timedelta(days=days)
    cycle.deferred_days = days
    cycle.until = _end_of(cycle)
    cycle.save(update_fields=["planned_until", "deferred_days", "until"])
    audit.record("end_moved", cycle, actor=actor, days=days, until=cycle.until)
    return cycle.planned_until


def _take_up(cycle: Cycle, *, actor: Person | None) -> None:
    if cycle.decided_on:
        advance(cycle, "take_up_extra_time", actor=actor, until=_end_of(cycle))
    else:
        advance(cycle, "take_up", actor=actor, until=_end_of(cycle), submitted_on=None)


def _end_of(cycle: Cycle) -> date:
    """Return the end in effect of a cycle that is not renewed."""
    if cycle.decided_on is None:
        return cycle.planned_until
    return rules.conditional_until(cycle.extra_since, rule_set=rules_of(cycle.rule_set_id))
