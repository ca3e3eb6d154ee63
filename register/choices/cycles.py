from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class CycleStatus(TextChoices):
    OPEN = "open", pgettext_lazy("cycle", "running")
    SUBMITTED = "submitted", pgettext_lazy("cycle", "submitted")
    CONDITIONAL = "conditional", pgettext_lazy("cycle", "extra time")
    RENEWED = "renewed", pgettext_lazy("cycle", "renewed")
    LAPSED = "lapsed", pgettext_lazy("cycle", "ended with a note")
    BROKEN_OFF = "broken_off", pgettext_lazy("cycle", "broken off")


DECIDED = [CycleStatus.CONDITIONAL, CycleStatus.RENEWED, CycleStatus.LAPSED]

CLOSED = [CycleStatus.RENEWED, CycleStatus.LAPSED, CycleStatus.BROKEN_OFF]
"""A cycle that runs no more. One that was broken off can be taken up again."""

CYCLE_MOVES = {
    "submit": move(CycleStatus.OPEN, to=CycleStatus.SUBMITTED),
    "renew": move(CycleStatus.SUBMITTED, CycleStatus.CONDITIONAL, to=CycleStatus.RENEWED),
    "give_time": move(CycleStatus.OPEN, CycleStatus.SUBMITTED, to=CycleStatus.CONDITIONAL),
    "lapse": move(CycleStatus.CONDITIONAL, to=CycleStatus.LAPSED),
    "reopen": move(CycleStatus.CONDITIONAL, to=CycleStatus.SUBMITTED),
    "break_off": move(
        CycleStatus.OPEN, CycleStatus.SUBMITTED, CycleStatus.CONDITIONAL, to=CycleStatus.BROKEN_OFF
    ),
    "take_up": move(CycleStatus.BROKEN_OFF, to=CycleStatus.OPEN),
    "take_up_extra_time": move(CycleStatus.BROKEN_OFF, to=CycleStatus.CONDITIONAL),
}


class Outcome(TextChoices):
    """The outcome of a decision; each value is the resulting status of the cycle."""

    RENEWED = "renewed", _("Renew the registration")
    CONDITIONAL = "conditional", _("Give six months of extra time")
    NOTED = "noted", _("Add a note in the register")


MOVE_TO = {Outcome.RENEWED: "renew", Outcome.CONDITIONAL: "give_time"}


class Ground(TextChoices):
    """Why a decision was taken."""

    MET = "met", _("everything that is needed is there")
    NOT_MET = "not_met", _("something that is needed is missing")
    NOT_SUBMITTED = "not_submitted", _("the period ended without a request for renewal")


class Withdrawal(TextChoices):
    """Why a certificate was withdrawn."""

    MISTAKE = "mistake", _("something on it is wrong")
    DECISION = "decision", _("the decision on which it rests was changed")
    KEY = "key", _("its signature cannot be trusted any more")


class CriterionKind(TextChoices):
    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")
    PER_QUALIFICATION = "per_qualification", _("at least, for each qualification")
