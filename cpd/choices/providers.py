from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class ApplicationStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    CHANGES_ASKED = "changes_asked", pgettext_lazy("application", "Question asked")
    ACCEPTED = "accepted", pgettext_lazy("application", "Admitted")
    REFUSED = "refused", _("Refused")


APPLICATION_MOVES = {
    "submit": move(
        ApplicationStatus.DRAFT, ApplicationStatus.CHANGES_ASKED, to=ApplicationStatus.SUBMITTED
    ),
    "admit": move(ApplicationStatus.SUBMITTED, to=ApplicationStatus.ACCEPTED),
    "ask": move(ApplicationStatus.SUBMITTED, to=ApplicationStatus.CHANGES_ASKED),
    "refuse": move(ApplicationStatus.SUBMITTED, to=ApplicationStatus.REFUSED),
    "reopen": move(ApplicationStatus.REFUSED, to=ApplicationStatus.SUBMITTED),
}

WRITABLE = [ApplicationStatus.DRAFT, ApplicationStatus.CHANGES_ASKED]


class Admission(TextChoices):
    """What an administrator decides about an application; the value names the move."""

    ADMIT = "admit", _("Admit")
    ASK = "ask", _("Ask a question")
    REFUSE = "refuse", _("Refuse")
