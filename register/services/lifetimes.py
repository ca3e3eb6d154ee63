"""How registrations end and begin again, and what happens to their cycles."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from accounts.models import Person
from core import audit, outbox
from core.moves import advance
from register import rules
from register.choices.cycles import CycleStatus
from register.choices.registrations import RegistrationStatus
from register.models import Cycle, Registration
from register.selectors.cases import planned_end
from register.selectors.rulesets import rule_set_in_force, rules_of
from schools.choices import Section
from schools.selectors import bases_of

ONE_DAY = timedelta(days=1)
_CHUNK = 1_000


def start_cycle(registration: Registration, *, actor: Person | None, on: date) -> Cycle:
    """Start a first cycle, or the first after a pause, on the first day of registration.

    No day counts twice: if an earlier cycle was broken off today, this one counts from there.
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
    """Make a move that ends a registration, and break off the running cycle.

    People who leave because they have no appointment any more are told. The caller has locked the
    registration.
    """
    advance(registration, name, actor=actor, ended_on=on)
    if name == "leave":
        _tell(registration, on=on)
    cycle = Cycle.objects.locked().undecided().filter(registration=registration).first()
    if cycle:
        until = min(max(on, cycle.counted_since + ONE_DAY), cycle.until)
        advance(cycle, "break_off", actor=actor, until=until)


def revive_registration(
    registration: Registration, name: str, *, actor: Person | None, on: date
) -> None:
    """Make a move that restores a registration.

    The broken-off cycle continues as planned; if its end has passed, a new one begins today. The
    caller has locked the registration.
    """
    advance(registration, name, actor=actor, ended_on=None)
    if name == "return":
        _tell(registration, on=on)
    if registration.section != Section.REGISTER:
        return
    broken = Cycle.objects.locked().filter(registration=registration).order_by("since").last()
    if broken and broken.status == CycleStatus.BROKEN_OFF and _end_of(broken) > on:
        _take_up(broken, actor=actor)
    elif not broken or broken.status == CycleStatus.BROKEN_OFF:
        start_cycle(registration, actor=actor, on=on)


def let_go_of_leavers(*, on: date) -> int:
    """Let everybody leave the anteroom and the support section whose last basis ended six months
    ago; return how many. In the register itself it is the end of the cycle that counts.
    """
    rows = Registration.objects.filter(status=RegistrationStatus.REGISTERED)
    waiting = rows.exclude(section=Section.REGISTER).order_by("pk")
    keys = list(waiting.values_list("pk", "person_id", "section"))
    chunks = (keys[start : start + _CHUNK] for start in range(0, len(keys), _CHUNK))
    return sum(_let_go(chunk, on=on) for chunk in chunks)


def _let_go(chunk: list[tuple[int, int, str]], *, on: date) -> int:
    grounds = bases_of([person for _, person, _ in chunk])
    gone = 0
    for pk, person, section in chunk:
        day = rules.leaves_on(grounds.get(person, []), section=section)
        if day and day <= on:
            gone += _leave(pk, on=on)
    return gone


@transaction.atomic
def _leave(pk: int, *, on: date) -> bool:
    rows = Registration.objects.locked().filter(status=RegistrationStatus.REGISTERED)
    registration = rows.filter(pk=pk).first()
    if registration is None:
        return False
    end_registration(registration, "leave", actor=None, on=on)
    return True


def return_people(left: Sequence[int], *, actor: Person | None, on: date) -> int:
    """Bring back who left a section and was delivered in it again, by the keys of their
    registrations; return how many.
    """
    rows = Registration.objects.locked().filter(pk__in=left, status=RegistrationStatus.LEFT)
    back = list(rows.order_by("pk"))
    for registration in back:
        revive_registration(registration, "return", actor=actor, on=on)
    return len(back)


def move_end(cycle: Cycle, *, actor: Person | None) -> date:
    """Recompute the planned end from all granted leave, and return it.

    Extra time that was granted moves along.
    """
    cycle = Cycle.objects.locked().get(pk=cycle.pk)
    until = planned_end(cycle)
    days = (until - cycle.scheduled_until).days
    cycle.planned_until, cycle.deferred_days = until, days
    cycle.until = _end_of(cycle)
    cycle.save(update_fields=["planned_until", "deferred_days", "until"])
    audit.record("end_moved", cycle, actor=actor, days=days, until=cycle.until)
    return cycle.planned_until


def _tell(registration: Registration, *, on: date) -> None:
    outbox.post(
        "register.tasks.send_left_or_back",
        key=f"left-or-back-{registration.pk}-{registration.status}-{on}",
        registration=registration.pk,
        status=registration.status,
    )


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
