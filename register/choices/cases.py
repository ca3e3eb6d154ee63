import json
from collections.abc import Iterable
from pathlib import Path

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import Move, move
from register.rules import Procedure, read_procedure

_TABLES = Path(__file__).parent.parent / "data" / "procedures.json"
ALL_PROCEDURES = [read_procedure(row) for row in json.loads(_TABLES.read_text())]
PROCEDURES = {one.code: one for one in sorted(ALL_PROCEDURES, key=lambda one: one.in_force_from)}
"""The latest version of each."""


class ProcedureCode(TextChoices):
    DEFERRAL = "deferral", _("Deferral because of leave")
    OWN_REQUEST = "own_request", _("Having yourself struck off")
    STRIKING_OFF = "striking_off", _("Striking off by the register")
    OBJECTION = "objection", pgettext_lazy("procedure", "Objection")


ENDING = [ProcedureCode.OWN_REQUEST, ProcedureCode.STRIKING_OFF]
"""The procedures that end a registration; one of them is open at a time."""


class CaseStatus(TextChoices):
    """The steps of all procedures."""

    RECEIVED = "received", pgettext_lazy("case", "received")
    INCOMPLETE = "incomplete", pgettext_lazy("case", "waits for more facts")
    GRANTED = "granted", pgettext_lazy("case", "granted")
    REFUSED = "refused", pgettext_lazy("case", "refused")
    DISREGARDED = "disregarded", pgettext_lazy("case", "not taken up")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "withdrawn")
    ANNOUNCED = "announced", pgettext_lazy("case", "announced")
    REPORTED = "reported", pgettext_lazy("case", "reported")
    VIEWED = "viewed", pgettext_lazy("case", "the teacher answered")
    DROPPED = "dropped", pgettext_lazy("case", "does not go on")
    STRUCK_OFF = "struck_off", pgettext_lazy("case", "struck off")
    RESTORATION_ASKED = "restoration_asked", pgettext_lazy("case", "restoration asked for")
    RESTORED = "restored", pgettext_lazy("case", "restored")
    REPAIRING = "repairing", pgettext_lazy("case", "to be repaired")
    ADMITTED = "admitted", pgettext_lazy("case", "admitted")
    HEARING = "hearing", pgettext_lazy("case", "hearing planned")
    HEARD = "heard", pgettext_lazy("case", "ready for advice")
    ADVISED = "advised", pgettext_lazy("case", "advice given")
    UPHELD = "upheld", pgettext_lazy("case", "well-founded")
    DISMISSED = "dismissed", pgettext_lazy("case", "unfounded")
    INADMISSIBLE = "inadmissible", pgettext_lazy("case", "inadmissible")


OPEN_CASES = [
    CaseStatus.RECEIVED,
    CaseStatus.INCOMPLETE,
    CaseStatus.ANNOUNCED,
    CaseStatus.REPORTED,
    CaseStatus.VIEWED,
    CaseStatus.RESTORATION_ASKED,
    CaseStatus.REPAIRING,
    CaseStatus.ADMITTED,
    CaseStatus.HEARING,
    CaseStatus.HEARD,
    CaseStatus.ADVISED,
]


class Objector(TextChoices):
    """The capacity in which the party to a case acts in it."""

    TEACHER = "teacher", _("the teacher")
    PROVIDER = "provider", _("the provider")
    APPLICANT = "applicant", _("who applied")


class CaseAct(TextChoices):
    """What can be done in a case; the labels are those of buttons."""

    ASK = "ask", pgettext_lazy("act", "Ask")
    REQUEST_MORE = "request_more", pgettext_lazy("act", "Ask for more facts")
    SUPPLY = "supply", pgettext_lazy("act", "Complete the request")
    GRANT = "grant", pgettext_lazy("act", "Grant")
    REFUSE = "refuse", pgettext_lazy("act", "Refuse")
    DISREGARD = "disregard", pgettext_lazy("act", "Not take it up: it stayed incomplete")
    WITHDRAW = "withdraw", pgettext_lazy("act", "Withdraw")
    REVISE = "revise", pgettext_lazy("act", "Replaced after an objection")
    ANNOUNCE = "announce", pgettext_lazy("act", "Announce the intention")
    REPORT_DEATH = "report_death", pgettext_lazy("act", "Write down that somebody died")
    GIVE_VIEW = "give_view", pgettext_lazy("act", "Give your view")
    DROP = "drop", pgettext_lazy("act", "Not go on")
    STRIKE_OFF = "strike_off", pgettext_lazy("act", "Strike off")
    ASK_RESTORATION = "ask_restoration", pgettext_lazy("act", "Ask to be registered again")
    RESTORE = "restore", pgettext_lazy("act", "Register again")
    REFUSE_RESTORATION = "refuse_restoration", pgettext_lazy("act", "Not register again")
    OBJECT = "object", pgettext_lazy("act", "Object")
    REQUEST_REPAIR = "request_repair", pgettext_lazy("act", "Ask to repair it")
    REPAIR = "repair", pgettext_lazy("act", "Repair your objection")
    ADMIT = "admit", pgettext_lazy("act", "Admit the objection")
    INVITE = "invite", pgettext_lazy("act", "Invite to a hearing")
    WAIVE_HEARING = "waive_hearing", pgettext_lazy("act", "Do without a hearing")
    HEAR = "hear", pgettext_lazy("act", "Write down what was said at the hearing")
    ADVISE = "advise", pgettext_lazy("act", "Give advice")
    ADJOURN = "adjourn", pgettext_lazy("act", "Adjourn by six weeks")
    AGREE_LATER = "agree_later", pgettext_lazy("act", "Write down a later day that was agreed")
    UPHOLD = "uphold", pgettext_lazy("act", "Decide: well-founded")
    DISMISS = "dismiss", pgettext_lazy("act", "Decide: unfounded")
    DECLARE_INADMISSIBLE = "declare_inadmissible", pgettext_lazy("act", "Decide: inadmissible")


class ClockCode(TextChoices):
    """What a term is for."""

    DECIDE = "decide", _("the decision of the register")
    SUPPLY = "supply", _("completing the request")
    VIEW = "view", _("giving your view")
    REPAIR = "repair", _("repairing the objection")


class CaseGround(TextChoices):
    """The kind of leave, or the ground for striking off (domain.md §3.3, §2.5)."""

    ILLNESS = "illness", _("illness")
    PARENTAL = "parental", _("pregnancy or parental leave")
    UNPAID = "unpaid", _("unpaid leave")
    SECONDMENT = "secondment", _("secondment")
    DEATH = "death", _("death")
    LOSS = "loss", _("loss of the qualification")
    COURT = "court", _("an order of the court")


LEAVE = [CaseGround.ILLNESS, CaseGround.PARENTAL, CaseGround.UNPAID, CaseGround.SECONDMENT]


def case_move(procedure: str, act: str) -> str:
    """Return the name of an act as a move of a case."""
    return f"{procedure}.{act}"


def _case_moves(procedures: Iterable[Procedure]) -> dict[str, Move]:
    return {
        case_move(one.code, act.code): move(*act.sources, to=act.target)
        for one in procedures
        for act in one.acts
        if act.sources and act.target
    }


CASE_MOVES = _case_moves(PROCEDURES.values())
