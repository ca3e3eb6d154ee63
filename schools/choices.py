from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
    MALE = "M", _("Man")
    FEMALE = "V", _("Woman")
    OTHER = "O", _("Other")


class FunctionCategory(IntegerChoices):
    """The functions that have a place in the register (domain.md §4.1)."""

    CLASS_TEACHER = 8, _("Class teacher")
    SUBJECT_TEACHER = 9, _("Subject teacher")
    TRAINEE = 10, _("Teacher in training")
    OTHER_TEACHING = 11, _("Other teaching staff")
    ASSISTANT = 12, _("Teaching assistant")
    CARE = 13, _("Care staff")
    INSTRUCTOR = 14, _("Instructor")
    OTHER_SUPPORT = 15, _("Other support staff")


class EmploymentKind(IntegerChoices):
    PERMANENT = 1, _("Permanent")
    TEMPORARY = 2, _("Temporary")
    REPLACEMENT = 3, _("Replacement")
    WITHOUT_CONTRACT = 4, _("At work without a contract")


class DeliveryKind(TextChoices):
    """How staff data came in: a file with what changed, one with all that holds on a day, one
    person on a form; that nothing changed; or that an earlier delivery is taken back.
    """

    CHANGES = "changes", _("File with changes")
    FULL = "full", _("File with all staff")
    FORM = "form", _("One person")
    NOTHING = "nothing", _("Nothing changed")
    UNDO = "undo", _("An earlier delivery taken back")


class DeliveryStatus(TextChoices):
    UPLOADED = "uploaded", _("Waiting for the columns")
    RECEIVED = "received", _("Being checked")
    CHECKED = "checked", _("Waiting for your choice")
    APPROVED = "approved", _("Being processed")
    APPLIED = "applied", _("Processed")
    DISCARDED = "discarded", _("Discarded")


DELIVERY_MOVES = {
    "set_aside": move(DeliveryStatus.RECEIVED, to=DeliveryStatus.UPLOADED),
    "name_columns": move(DeliveryStatus.UPLOADED, to=DeliveryStatus.RECEIVED),
    "read_again": move(DeliveryStatus.CHECKED, to=DeliveryStatus.UPLOADED),
    "check_again": move(DeliveryStatus.CHECKED, to=DeliveryStatus.RECEIVED),
    "check": move(DeliveryStatus.RECEIVED, to=DeliveryStatus.CHECKED),
    "approve": move(DeliveryStatus.CHECKED, to=DeliveryStatus.APPROVED),
    "apply": move(DeliveryStatus.APPROVED, to=DeliveryStatus.APPLIED),
    "show_again": move(DeliveryStatus.APPROVED, to=DeliveryStatus.CHECKED),
    "give_up": move(DeliveryStatus.APPROVED, to=DeliveryStatus.DISCARDED),
    "discard": move(DeliveryStatus.UPLOADED, DeliveryStatus.CHECKED, to=DeliveryStatus.DISCARDED),
}


class DeliveryChoice(TextChoices):
    """What the officer approved: the whole delivery, or its good rows only."""

    ALL = "all", _("All rows")
    GOOD = "good", _("The good rows")


class RowOutcome(TextChoices):
    """What a row does; the same values as ``rules.OutcomeKind``."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    ENDED = "ended", _("Ended")
    VOIDED = "voided", _("Removed")
    UNCHANGED = "unchanged", _("Unchanged")
    SKIPPED = "skipped", _("Not for the register")
    REJECTED = "rejected", _("Rejected")


EFFECTIVE = [RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.ENDED, RowOutcome.VOIDED]


class LetterTo(TextChoices):
    """Who gets a letter with a code."""

    NO_CODE = "no_code", _("Who has no code yet")
    NO_ADDRESS = "no_address", _("Who has no email address")
    ALL = "all", _("Everybody who has not claimed the record")


class BundleStatus(TextChoices):
    """How far the making of a PDF with many letters has come."""

    ASKED = "asked", pgettext_lazy("letters", "being made")
    MADE = "made", pgettext_lazy("letters", "ready")
    CLEARED = "cleared", pgettext_lazy("letters", "cleared")


BUNDLE_MOVES = {
    "make": move(BundleStatus.ASKED, to=BundleStatus.MADE),
    "clear": move(BundleStatus.ASKED, BundleStatus.MADE, to=BundleStatus.CLEARED),
}


class TakeoverStatus(TextChoices):
    DRAFT = "draft", _("Not confirmed yet")
    PLANNED = "planned", _("Planned")
    APPLIED = "applied", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


TAKEOVER_MOVES = {
    "plan": move(TakeoverStatus.DRAFT, to=TakeoverStatus.PLANNED),
    "apply": move(TakeoverStatus.PLANNED, to=TakeoverStatus.APPLIED),
    "cancel": move(TakeoverStatus.DRAFT, TakeoverStatus.PLANNED, to=TakeoverStatus.CANCELLED),
}


class StaffProgress(TextChoices):
    """How far a member of staff has come from delivered to confirmed.

    ``UNCONFIRMED`` is all that comes before confirmed.
    """

    UNINVITED = "uninvited", _("Not invited yet")
    INVITED = "invited", _("Invited")
    CLAIMED = "claimed", _("Claimed, not confirmed yet")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    CONFIRMED = "confirmed", _("Confirmed")


class DisputedField(TextChoices):
    """What a teacher can say is wrong: columns of a delivery, in everyday words."""

    FAMILY_NAME = "geslachtsnaam", _("Family name")
    GIVEN_NAMES = "voornamen", _("Given names")
    BIRTH_DATE = "geboortedatum", _("Date of birth")
    EMAIL = "email", _("Email address")
    SCHOOL = "vestiging", _("School or location")
    FUNCTION = "functiecategorie", _("Function")
    SIZE = "betrekkingsomvang", _("Size of the job")
    GROUND = "grondslagcode", _("Ground or qualification")
    SUBJECTS = "onderwijsterreinen", _("Subjects")
    DAYS = "begin", _("First or last day")


class DisputeStatus(TextChoices):
    OPEN = "open", _("Waiting for an answer")
    ESCALATED = "escalated", _("With the register")
    ANSWERED = "answered", _("Answered")


WAITING = [DisputeStatus.OPEN, DisputeStatus.ESCALATED]
DISPUTE_MOVES = {
    "answer": move(*WAITING, to=DisputeStatus.ANSWERED),
    "escalate": move(DisputeStatus.OPEN, to=DisputeStatus.ESCALATED),
}


class OverlapKind(TextChoices):
    """What jobs at several boards can come to together."""

    SIZE = "size", _("Jobs larger than 1.2 together")
    CHAIN = "chain", _("A temporary ground that lasts too long together")


class OverlapStatus(TextChoices):
    OPEN = "open", _("to be judged")
    SETTLED = "settled", pgettext_lazy("overlap", "settled")
    GONE = "gone", pgettext_lazy("overlap", "no longer so")


OVERLAP_MOVES = {
    "settle": move(OverlapStatus.OPEN, to=OverlapStatus.SETTLED),
    "vanish": move(OverlapStatus.OPEN, OverlapStatus.SETTLED, to=OverlapStatus.GONE),
    "reopen": move(OverlapStatus.SETTLED, OverlapStatus.GONE, to=OverlapStatus.OPEN),
}
