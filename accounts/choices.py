from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class OrganisationKind(TextChoices):
    BOARD = "board", _("school board")
    PROVIDER = "provider", _("provider")
    OFFICE = "office", _("administration office")
    REGISTER = "register", _("register")
    FUND = "fund", _("subsidy fund")


class RoleKind(TextChoices):
    """What a person may do for an organisation. Being a teacher is no role: it follows from a
    claimed record.
    """

    HR_OFFICER = "hr_officer", _("HR officer")
    PROVIDER_EDITOR = "provider_editor", _("provider")
    OFFICE_CLERK = "office_clerk", _("officer of an administration office")
    ADMINISTRATOR = "administrator", _("register administrator")
    VALIDATOR = "validator", _("validator")
    CHECKER = "checker", _("checker of registrations")
    COMMITTEE_MEMBER = "committee_member", _("member of the re-registration committee")
    OBJECTION_MEMBER = "objection_member", _("member of the objections committee")


ROLES_OF = {
    OrganisationKind.BOARD: [RoleKind.HR_OFFICER],
    OrganisationKind.PROVIDER: [RoleKind.PROVIDER_EDITOR],
    OrganisationKind.FUND: [RoleKind.CHECKER],
    OrganisationKind.OFFICE: [RoleKind.OFFICE_CLERK],
    OrganisationKind.REGISTER: [
        RoleKind.ADMINISTRATOR,
        RoleKind.VALIDATOR,
        RoleKind.COMMITTEE_MEMBER,
        RoleKind.OBJECTION_MEMBER,
    ],
}


MANAGERS = (
    RoleKind.HR_OFFICER,
    RoleKind.PROVIDER_EDITOR,
    RoleKind.CHECKER,
    RoleKind.OFFICE_CLERK,
)
"""Who invite colleagues of their own organisation."""


class Purpose(TextChoices):
    """Why somebody opened another person's file."""

    STAFF_DATA = "staff_data", _("checking or changing staff data")
    ASSESSMENT = "assessment", _("judging a re-registration")
    SUPPORT = "support", _("helping with a question")
    PROCEDURE = "procedure", _("handling a procedure")
    EXPORT = "export", _("an export of staff data")
    LETTER = "letter", _("printing a letter with your code")
    CHECK = "check", _("checking whether you are registered")


class DoubleStatus(TextChoices):
    OPEN = "open", _("to be judged")
    SAME = "same", _("the same person, merged")
    DIFFERENT = "different", _("two people")


DOUBLE_MOVES = {
    "merge": move(DoubleStatus.OPEN, DoubleStatus.DIFFERENT, to=DoubleStatus.SAME),
    "separate": move(DoubleStatus.OPEN, to=DoubleStatus.DIFFERENT),
    "reopen": move(DoubleStatus.SAME, DoubleStatus.DIFFERENT, to=DoubleStatus.OPEN),
}


class IdentifierKind(TextChoices):
    BSN = "bsn", _("citizen service number")


class MessageKind(TextChoices):
    """What a message is about. Of legal notices nobody can opt out: a term starts with them."""

    NOTICE = "notice", _("official notice")
    REMINDER = "reminder", _("reminder")
    NEWS = "news", _("news of your file")


class Way(TextChoices):
    """How a message reached somebody, besides “My messages”, where each one is shown."""

    MAIL = "mail", _("by mail")
    HERE = "here", _("here only")
    BOUNCED = "bounced", _("the mail was refused")
    LETTER = "letter", _("by letter")


class Language(TextChoices):
    """The languages of our messages, each under its own name."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"


class Scope(TextChoices):
    """What a machine may do, by the name that it has in the API."""

    READ_DELIVERIES = "leveringen:lezen", _("read deliveries")
    WRITE_DELIVERIES = (
        "leveringen:schrijven",
        _("hand in deliveries, approve them and take them back"),
    )
    CHECKS = "register-controles", _("check registrations, under an agreement")
    READ_ATTENDANCE = "aanwezigheden:lezen", _("read your sessions and who was there")
    WRITE_ATTENDANCE = "aanwezigheden:schrijven", _("hand in who was there, and withdraw it")
    WRITE_COURSES = "cursussen", _("describe your courses, hand them in and plan sessions")
    READ_ACTIVITIES = "activiteiten:lezen", _("read your activities")
    WRITE_ACTIVITIES = "activiteiten:schrijven", _("add activities to your file")


SCOPES_OF: dict[OrganisationKind, list[Scope]] = {
    OrganisationKind.BOARD: [Scope.READ_DELIVERIES, Scope.WRITE_DELIVERIES, Scope.CHECKS],
    OrganisationKind.FUND: [Scope.CHECKS],
    OrganisationKind.OFFICE: [Scope.READ_DELIVERIES, Scope.WRITE_DELIVERIES],
    OrganisationKind.PROVIDER: [
        Scope.READ_ATTENDANCE,
        Scope.WRITE_ATTENDANCE,
        Scope.WRITE_COURSES,
    ],
}
OWN_SCOPES = [Scope.READ_ACTIVITIES, Scope.WRITE_ACTIVITIES]
"""What a teacher lets a program of their own choice do with their own file, and nobody else."""


class AlarmStatus(TextChoices):
    """What became of somebody's report “this was not me” about a claim."""

    OPEN = "open", pgettext_lazy("alarm", "to look into")
    LIFTED = "lifted", pgettext_lazy("alarm", "it was the teacher")
    UNDONE = "undone", pgettext_lazy("alarm", "the claim is undone")


ALARM_MOVES = {
    "lift": move(AlarmStatus.OPEN, to=AlarmStatus.LIFTED),
    "undo": move(AlarmStatus.OPEN, to=AlarmStatus.UNDONE),
}


class ShieldReason(TextChoices):
    """Why somebody is shielded. The codes are ours; nothing more is asked or stored."""

    THREAT = "threat", _("threats or intimidation")
    STALKING = "stalking", _("stalking or violence by somebody known")
    SECRET_ADDRESS = "secret_address", _("an address that the municipality keeps secret")
    AUTHORITY = "authority", _("advice of the police or a court")


class ShieldStatus(TextChoices):
    ASKED = "asked", pgettext_lazy("shield", "in force, to be looked at")
    CONFIRMED = "confirmed", pgettext_lazy("shield", "in force")
    REFUSED = "refused", pgettext_lazy("shield", "refused")
    LIFTED = "lifted", pgettext_lazy("shield", "lifted")


SHIELDING = [ShieldStatus.ASKED, ShieldStatus.CONFIRMED]
"""A shield works from the moment it is asked for (docs/adr: shielding begins when asked)."""

SHIELD_MOVES = {
    "confirm": move(ShieldStatus.ASKED, to=ShieldStatus.CONFIRMED),
    "refuse": move(ShieldStatus.ASKED, to=ShieldStatus.REFUSED),
    "lift": move(ShieldStatus.ASKED, ShieldStatus.CONFIRMED, to=ShieldStatus.LIFTED),
}
