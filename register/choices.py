from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class RegistrationStatus(TextChoices):
    DELIVERED = "delivered", pgettext_lazy("registration", "delivered")
    REGISTERED = "registered", pgettext_lazy("registration", "registered")
    LEFT = "left", pgettext_lazy("registration", "left")
    STRUCK_OFF = "struck_off", pgettext_lazy("registration", "struck off")


ENDED = [RegistrationStatus.LEFT, RegistrationStatus.STRUCK_OFF]

REGISTRATION_MOVES = {
    "confirm": move(RegistrationStatus.DELIVERED, to=RegistrationStatus.REGISTERED),
    "leave": move(RegistrationStatus.REGISTERED, to=RegistrationStatus.LEFT),
    "return": move(RegistrationStatus.LEFT, to=RegistrationStatus.REGISTERED),
    "strike_off": move(
        RegistrationStatus.REGISTERED, RegistrationStatus.LEFT, to=RegistrationStatus.STRUCK_OFF
    ),
}


class Proof(TextChoices):
    """On what a qualification rests."""

    BASIS = "basis", _("appointment basis, stated by the school board")
    DIPLOMA = "diploma", _("diploma, seen by the register")


class CycleStatus(TextChoices):
    OPEN = "open", pgettext_lazy("cycle", "running")
    SUBMITTED = "submitted", pgettext_lazy("cycle", "submitted")
    CONDITIONAL = "conditional", pgettext_lazy("cycle", "extra time")
    RENEWED = "renewed", pgettext_lazy("cycle", "renewed")


DECIDED = [CycleStatus.CONDITIONAL, CycleStatus.RENEWED]

CYCLE_MOVES = {
    "submit": move(CycleStatus.OPEN, to=CycleStatus.SUBMITTED),
    "renew": move(CycleStatus.SUBMITTED, CycleStatus.CONDITIONAL, to=CycleStatus.RENEWED),
    "give_time": move(CycleStatus.OPEN, CycleStatus.SUBMITTED, to=CycleStatus.CONDITIONAL),
}


class Outcome(TextChoices):
    """What a decision says; each value is the status that the cycle then has."""

    RENEWED = "renewed", _("Renew the registration")
    CONDITIONAL = "conditional", _("Give six months of extra time")


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


class CheckStatus(TextChoices):
    """Where a diploma stands that somebody handed in."""

    SUBMITTED = "submitted", pgettext_lazy("diploma", "handed in")
    ASKED = "asked", pgettext_lazy("diploma", "question for you")
    ACCEPTED = "accepted", pgettext_lazy("diploma", "accepted")
    REFUSED = "refused", pgettext_lazy("diploma", "not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("diploma", "withdrawn")


CHECK_MOVES = {
    "accept": move(CheckStatus.SUBMITTED, to=CheckStatus.ACCEPTED),
    "refuse": move(CheckStatus.SUBMITTED, to=CheckStatus.REFUSED),
    "ask": move(CheckStatus.SUBMITTED, to=CheckStatus.ASKED),
    "hand_in_again": move(CheckStatus.ASKED, to=CheckStatus.SUBMITTED),
    "withdraw": move(CheckStatus.SUBMITTED, CheckStatus.ASKED, to=CheckStatus.WITHDRAWN),
}
