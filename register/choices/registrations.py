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
    "restore": move(RegistrationStatus.STRUCK_OFF, to=RegistrationStatus.REGISTERED),
    "confirm": move(RegistrationStatus.DELIVERED, to=RegistrationStatus.REGISTERED),
    "leave": move(RegistrationStatus.REGISTERED, to=RegistrationStatus.LEFT),
    "return": move(RegistrationStatus.LEFT, to=RegistrationStatus.REGISTERED),
    "strike_off": move(
        RegistrationStatus.REGISTERED, RegistrationStatus.LEFT, to=RegistrationStatus.STRUCK_OFF
    ),
}


class Proof(TextChoices):
    """The evidence for a qualification."""

    BASIS = "basis", _("appointment basis, stated by the school board")
    DIPLOMA = "diploma", _("diploma, seen by the register")


class NoteEffect(TextChoices):
    """What a note means for somebody's work, as configured (domain.md §2.5)."""

    NONE = "none", _("A note has no legal consequences for your work.")
    NO_CLASS = "no_class", _("Who has a note in the register may not be put before a class.")
