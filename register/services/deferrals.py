"""Asking for a deferral because of leave; what follows is in ``services.cases``."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit
from core.errors import Refused
from core.permissions import require
from register import permissions, rules
from register.choices.cases import OPEN_CASES, PROCEDURES, CaseGround, ProcedureCode
from register.models import Case, Cycle, Deferral, LeavePaper, Registration
from register.papers.scans import Paper, of_leave, sealed

from .cases import Deed, open_case


@transaction.atomic
def ask_deferral(  # noqa: PLR0913  what the form asks
    cycle: Cycle,
    *,
    actor: Person,
    kind: CaseGround,
    leave: rules.Period,
    words: str,
    on: date,
    paper: Paper | None = None,
) -> Case:
    """Ask to postpone the end of the running cycle because of leave, with evidence of it.

    Raises Refused for leave that is too short or outside the cycle, for a file that is not a scan,
    and while another request waits.
    """
    registration = Registration.objects.locked().get(pk=cycle.registration_id)
    cycle = Cycle.objects.locked().get(pk=cycle.pk)
    require(permissions.can_submit(actor, cycle))
    _require_running(cycle)
    _require_leave(cycle, leave)
    waiting = registration.cases.filter(procedure=ProcedureCode.DEFERRAL, status__in=OPEN_CASES)
    if waiting.exists():
        raise Refused(_("You have asked already. Wait for the answer."), code="asked")
    case = open_case(
        registration,
        Deed(words, on),
        procedure=ProcedureCode.DEFERRAL,
        act="ask",
        actor=actor,
        ground=kind,
    )
    Deferral.objects.create(case=case, cycle=cycle, since=leave.since, until=leave.until)
    if paper:
        _keep(case, paper, actor=actor)
    return case


@transaction.atomic
def send_proof(case: Case, *, actor: Person, paper: Paper) -> LeavePaper:
    """Replace the evidence of the leave.

    Raises Refused for a file that is not a scan, and once the register has decided.
    """
    case = Case.objects.locked().get(pk=case.pk)
    require(permissions.can_send_proof(actor, case))
    if not case.is_open:
        raise Refused(_("The register has decided about this already."), code="decided")
    return _keep(case, paper, actor=actor)


def _keep(case: Case, paper: Paper, *, actor: Person) -> LeavePaper:
    kept, _is_new = LeavePaper.objects.update_or_create(
        deferral=case.deferral, defaults=sealed(paper, place=of_leave(case.deferral.pk))
    )
    audit.record("proof_sent", case, actor=actor)
    return kept


def _require_running(cycle: Cycle) -> None:
    if not Cycle.objects.undecided().filter(pk=cycle.pk).exists():
        raise Refused(_("This period is over."), code="over")


def _require_leave(cycle: Cycle, leave: rules.Period) -> None:
    shortest = PROCEDURES[ProcedureCode.DEFERRAL].limits["shortest_days"]
    if (leave.until - leave.since).days < shortest:
        raise Refused(
            _("Leave moves the end of your period when it lasts %(days)s days or more."),
            code="too_short",
            params={"days": shortest},
        )
    if leave.until <= cycle.since or leave.since >= cycle.until:
        raise Refused(_("This leave lies outside your period."), code="outside")
