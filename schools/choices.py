from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from core.moves import move


class Sector(TextChoices):
    PRIMARY = "po", _("primary education")
    SPECIAL = "so", _("special education")
    SECONDARY = "vo", _("secondary education")
    VOCATIONAL = "mbo", _("vocational education")


class Section(TextChoices):
    REGISTER = "register", _("register")
    ANTEROOM = "anteroom", _("anteroom")
    SUPPORT = "support", _("support")


class Gender(TextChoices):
    MALE = "M", _("man")
    FEMALE = "V", _("woman")
    OTHER = "O", _("other")


class FunctionCategory(IntegerChoices):
    """The functions that have a place in the register (domain.md §4.1)."""

    CLASS_TEACHER = 8, _("class teacher")
    SUBJECT_TEACHER = 9, _("subject teacher")
    TRAINEE = 10, _("teacher in training")
    OTHER_TEACHING = 11, _("other teaching staff")
    ASSISTANT = 12, _("teaching assistant")
    CARE = 13, _("care staff")
    INSTRUCTOR = 14, _("instructor")
    OTHER_SUPPORT = 15, _("other support staff")


class EmploymentKind(IntegerChoices):
    PERMANENT = 1, _("permanent")
    TEMPORARY = 2, _("temporary")
    REPLACEMENT = 3, _("replacement")
    WITHOUT_CONTRACT = 4, _("at work without a contract")


class DeliveryKind(TextChoices):
    """How staff data came in: a file with what changed, or one person on a form."""

    CHANGES = "changes", _("file with changes")
    FORM = "form", _("one person")


class DeliveryStatus(TextChoices):
    RECEIVED = "received", _("being checked")
    CHECKED = "checked", _("waiting for your choice")
    APPROVED = "approved", _("being processed")
    APPLIED = "applied", _("processed")
    DISCARDED = "discarded", _("discarded")


DELIVERY_MOVES = {
    "check": move(DeliveryStatus.RECEIVED, to=DeliveryStatus.CHECKED),
    "approve": move(DeliveryStatus.CHECKED, to=DeliveryStatus.APPROVED),
    "apply": move(DeliveryStatus.APPROVED, to=DeliveryStatus.APPLIED),
    "show_again": move(DeliveryStatus.APPROVED, to=DeliveryStatus.CHECKED),
    "discard": move(DeliveryStatus.CHECKED, to=DeliveryStatus.DISCARDED),
}


class DeliveryChoice(TextChoices):
    """What the officer approved: the whole delivery, or its good rows only."""

    ALL = "all", _("all rows")
    GOOD = "good", _("the good rows")


class RowOutcome(TextChoices):
    """What a row does; the same values as ``rules.OutcomeKind``."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    ENDED = "ended", _("ended")
    VOIDED = "voided", _("removed")
    UNCHANGED = "unchanged", _("unchanged")
    SKIPPED = "skipped", _("not for the register")
    REJECTED = "rejected", _("rejected")


EFFECTIVE = [RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.ENDED, RowOutcome.VOIDED]


class DisputeStatus(TextChoices):
    OPEN = "open", _("waiting for an answer")
    ANSWERED = "answered", _("answered")


DISPUTE_MOVES = {"answer": move(DisputeStatus.OPEN, to=DisputeStatus.ANSWERED)}
