"""Submitting a re-registration cycle, and closing cycles that have ended."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Person
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from register import permissions, rules
from register.choices.cycles import CycleStatus, Ground
from register.models import Cycle, Registration
from register.selectors.assessment import Standing, dutch_standing_of
from register.selectors.rulesets import rules_of
from schools.selectors import bases_of

from .decisions import add_note, give_time, renew
from .lifetimes import end_registration
from .samples import draw_lot


@transaction.atomic
def submit_cycle(cycle: Cycle, *, actor: Person, declared: bool, on: date) -> Cycle:
    """Ask for renewal, which the system grants at once if it is complete and not drawn.

    If it is drawn for the sample, two members of the committee assess it. If something is missing
    the committee decides, except in the extra time, when nothing is left to decide. Raises Refused
    without the declaration, outside the time for a request, and if it is incomplete in the extra
    time.
    """
    Registration.objects.hold_of(cycle.pk)
    cycle = Cycle.objects.locked().get(pk=cycle.pk)
    require(permissions.can_submit(actor, cycle))
    if cycle.status not in (CycleStatus.OPEN, CycleStatus.CONDITIONAL):
        raise InvalidMove(cycle, "submit")
    if not declared:
        raise Refused(_("Say that what is in your file is true."), code="not_declared")
    _require_in_time(cycle, on=on)
    standing = dutch_standing_of(cycle, on=on)
    if cycle.status == CycleStatus.OPEN:
        advance(cycle, "submit", actor=actor, submitted_on=on)
    elif not standing.assessment.met:
        raise Refused(_("Something is still missing."), code="not_met")
    if standing.assessment.met:
        _renew_or_draw(cycle, standing, actor=actor, on=on)
    return cycle


def _renew_or_draw(cycle: Cycle, standing: Standing, *, actor: Person, on: date) -> None:
    if not draw_lot(cycle, standing, on=on):
        renew(cycle, standing, actor=None, motivation="", on=on)
    elif cycle.status == CycleStatus.CONDITIONAL:
        advance(cycle, "reopen", actor=actor, decided_on=None, submitted_on=on)


def close_ended(*, on: date) -> int:
    """Decide about every cycle that ended without a request; return how many.

    Without a request nobody is renewed, even with enough hours: they get the extra time, in which
    asking takes one press. The letter says so.
    """
    ended = Cycle.objects.ended_unsubmitted(on).values_list("pk", flat=True)
    return sum(_close(pk, on=on) for pk in list(ended))


@transaction.atomic
def _close(pk: int, *, on: date) -> bool:
    Registration.objects.hold_of(pk)
    cycle = Cycle.objects.ended_unsubmitted(on).locked().filter(pk=pk).first()
    if cycle is None:
        return False
    if _leaves(cycle, on=on):
        return True
    standing = dutch_standing_of(cycle, on=on)
    give_time(cycle, standing, ground=Ground.NOT_SUBMITTED, actor=None, motivation="", on=on)
    return True


def close_extra_time(*, on: date) -> int:
    """Add a note to every registration whose extra time has passed; return how many."""
    ended = Cycle.objects.ended_extra_time(on).values_list("pk", flat=True)
    return sum(_lapse(pk, on=on) for pk in list(ended))


@transaction.atomic
def _lapse(pk: int, *, on: date) -> bool:
    Registration.objects.hold_of(pk)
    cycle = Cycle.objects.ended_extra_time(on).locked().filter(pk=pk).first()
    if cycle is None:
        return False
    if not _leaves(cycle, on=on):
        add_note(cycle, dutch_standing_of(cycle, on=on), on=on)
    return True


def _leaves(cycle: Cycle, *, on: date) -> bool:
    """Let somebody go whose cycle is over and who has no appointment.

    The caller has locked the registration.
    """
    person = cycle.registration.person_id
    if rules.stays_on(bases_of([person]).get(person, []), on=on):
        return False
    end_registration(cycle.registration, "leave", actor=None, on=on)
    return True


def _require_in_time(cycle: Cycle, *, on: date) -> None:
    opens_on = rules.submit_from(cycle.planned_until, rule_set=rules_of(cycle.rule_set_id))
    if on < opens_on:
        raise Refused(
            _("You can ask for renewal from %(day)s."),
            code="too_early",
            params={"day": date_format(opens_on, "j F Y")},
        )
    if on >= cycle.until:
        raise Refused(_("This period is over."), code="too_late")
