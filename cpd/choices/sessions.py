from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class Province(TextChoices):
    """The region of a session, to search by."""

    DRENTHE = "drenthe", "Drenthe"
    FLEVOLAND = "flevoland", "Flevoland"
    FRYSLAN = "fryslan", "Fryslân"
    GELDERLAND = "gelderland", "Gelderland"
    GRONINGEN = "groningen", "Groningen"
    LIMBURG = "limburg", "Limburg"
    NOORD_BRABANT = "noord_brabant", "Noord-Brabant"
    NOORD_HOLLAND = "noord_holland", "Noord-Holland"
    OVERIJSSEL = "overijssel", "Overijssel"
    UTRECHT = "utrecht", "Utrecht"
    ZEELAND = "zeeland", "Zeeland"
    ZUID_HOLLAND = "zuid_holland", "Zuid-Holland"

    @classmethod
    def named(cls, name: str) -> "Province | None":
        """Return the province with a name in DUO's files; some of them say Friesland."""
        names = {one.label.casefold(): one for one in cls} | {"friesland": cls.FRYSLAN}
        return names.get(name.casefold())


ONLINE = "online"  # comes among the provinces where the catalogue says where sessions are


class SessionStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "Planned")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


SESSION_MOVES = {"cancel": move(SessionStatus.PLANNED, to=SessionStatus.CANCELLED)}


class AttendanceStatus(TextChoices):
    """PRESENT: the teacher confirmed at the session, the provider has not credited it yet.
    CONTESTED: the provider withdrew it, or changed its hours, after a decision was based on it, so
    people look at it.
    """

    PRESENT = "present", _("Confirmed by the teacher")
    CREDITED = "credited", _("Credited")
    CONTESTED = "contested", _("Under review")
    WITHDRAWN = "withdrawn", pgettext_lazy("attendance", "Withdrawn")


STANDING = (AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED)
"""Attendance that takes a seat for good: it is credited, and was not found wrong."""

ATTENDANCE_MOVES = {
    "credit": move(
        AttendanceStatus.PRESENT, AttendanceStatus.WITHDRAWN, to=AttendanceStatus.CREDITED
    ),
    "contest": move(AttendanceStatus.CREDITED, to=AttendanceStatus.CONTESTED),
    "correct": move(AttendanceStatus.CREDITED, to=AttendanceStatus.CREDITED),
    "uphold": move(AttendanceStatus.CONTESTED, to=AttendanceStatus.CREDITED),
    "amend": move(AttendanceStatus.CONTESTED, to=AttendanceStatus.CREDITED),
    "withdraw": move(
        AttendanceStatus.PRESENT,
        AttendanceStatus.CREDITED,
        AttendanceStatus.CONTESTED,
        to=AttendanceStatus.WITHDRAWN,
    ),
}


class RatingStatus(TextChoices):
    """HIDDEN is what an administrator took out of sight, with a reason."""

    SHOWN = "shown", pgettext_lazy("rating", "Shown")
    HIDDEN = "hidden", pgettext_lazy("rating", "Hidden")


RATING_MOVES = {
    "hide": move(RatingStatus.SHOWN, to=RatingStatus.HIDDEN),
    "show": move(RatingStatus.HIDDEN, to=RatingStatus.SHOWN),
}
