from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


class Grade(IntegerChoices):
    """What a validator's score says. The lowest means that a criterion is not met."""

    INSUFFICIENT = 1, pgettext_lazy("grade", "insufficient")
    ADEQUATE = 2, pgettext_lazy("grade", "adequate")
    GOOD = 3, pgettext_lazy("grade", "good")
    STRONG = 4, pgettext_lazy("grade", "strong")

    @property
    def tone(self) -> str:
        return "bad" if self == Grade.INSUFFICIENT else "ok"


class Category(TextChoices):
    """What development is about (domain.md §5.5): first the primary process, then the rest."""

    SUBJECT_CONTENT = "subject_content", _("subject content")
    SUBJECT_TEACHING = "subject_teaching", _("subject teaching")
    PEDAGOGY = "pedagogy", _("pedagogy")
    PROFESSIONAL_CONDUCT = "professional_conduct", _("general professional conduct")
    SCHOOL_DEVELOPMENT = "school_development", _("school development")
    PROFESSIONAL_GROUP = "professional_group", _("development of the profession")


class ActivityKind(TextChoices):
    """The seven kinds of domain.md §5.3 and the four informal ones of 2017, as equals."""

    INTERVISION = "intervision", _("Intervision")
    LESSON_VISIT = "lesson_visit", _("Lesson visit")
    LESSON_DEVELOPMENT = "lesson_development", _("Lesson development")
    LESSON_EVALUATION = "lesson_evaluation", _("Lesson evaluation")
    SELF_STUDY = "self_study", _("Self-study")
    COURSE = "course", pgettext_lazy("kind of activity", "Course")
    STUDY_DAY = "study_day", _("Study day")
    CONFERENCE = "conference", _("Conference")
    PROGRAMME = "programme", _("Study programme")
    IN_SCHOOL = "in_school", _("Coaching or research at school")
    OUTSIDE_SCHOOL = "outside_school", _("Network or placement outside school")


OFFERED = [
    ActivityKind.COURSE,
    ActivityKind.PROGRAMME,
    ActivityKind.STUDY_DAY,
    ActivityKind.CONFERENCE,
    ActivityKind.OUTSIDE_SCHOOL,
    ActivityKind.SELF_STUDY,
]


# What colleagues do together, without a provider and without cost (domain.md §5.3).
INFORMAL = [
    ActivityKind.LESSON_DEVELOPMENT,
    ActivityKind.LESSON_VISIT,
    ActivityKind.INTERVISION,
    ActivityKind.LESSON_EVALUATION,
]


class ActivityStatus(TextChoices):
    """SETTLED is an activity on which a decision was based: it can no longer change."""

    COUNTS = "counts", _("Counts")
    SETTLED = "settled", _("Counted in a decision")
    WITHDRAWN = "withdrawn", _("Removed")
    DISALLOWED = "disallowed", _("Does not count, by decision")


ACTIVITY_MOVES = {
    "withdraw": move(ActivityStatus.COUNTS, to=ActivityStatus.WITHDRAWN),
    "restore": move(ActivityStatus.WITHDRAWN, to=ActivityStatus.COUNTS),
    "settle": move(ActivityStatus.COUNTS, to=ActivityStatus.SETTLED),
    "disallow": move(ActivityStatus.COUNTS, to=ActivityStatus.DISALLOWED),
    "allow": move(ActivityStatus.DISALLOWED, to=ActivityStatus.COUNTS),
}


class Standing(TextChoices):
    """How an activity counts, in the words of domain.md §10.3."""

    VALIDATED = "validated", _("Counts: validated")
    SELF_REPORTED = "self_reported", _("Counts: added by you")
    SETTLED = "settled", _("Counted in a decision")
    LATER = "later", _("Counts in your next period")
    TOO_EARLY = "too_early", _("Does not count")
    TOO_LATE = "too_late", _("Does not count for this decision")
    KEPT = "kept", _("In your file")
    WITHDRAWN = "withdrawn", _("Removed")
    DISALLOWED = "disallowed", _("Does not count, by decision")

    @property
    def why(self) -> str:
        return str(_WHY[self])

    @property
    def tone(self) -> str:
        return _TONES.get(self, "ok")


_WHY = {
    Standing.VALIDATED: _("The register validated this course."),
    Standing.SELF_REPORTED: _("What you add yourself counts as much as a validated course."),
    Standing.SETTLED: _("A decision was based on it, so it stays as it is."),
    Standing.LATER: _("You did it after your present period."),
    Standing.TOO_EARLY: _("You did it before your period began."),
    Standing.TOO_LATE: _("The register had decided about that period when you added it."),
    Standing.KEPT: _("You have no number of hours to reach."),
    Standing.WITHDRAWN: _("It is no longer in your file. You can put it back."),
    Standing.DISALLOWED: _("The committee looked and decided so. The letter says why."),
}
_TONES = {
    Standing.LATER: "info",
    Standing.TOO_EARLY: "warn",
    Standing.TOO_LATE: "warn",
    Standing.KEPT: "info",
    Standing.WITHDRAWN: "idle",
    Standing.DISALLOWED: "bad",
}


class PlanStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("plan", "Planned")
    DONE = "done", pgettext_lazy("plan", "Done")
    DROPPED = "dropped", pgettext_lazy("plan", "Dropped")


PLAN_MOVES = {
    "complete": move(PlanStatus.PLANNED, to=PlanStatus.DONE),
    "drop": move(PlanStatus.PLANNED, to=PlanStatus.DROPPED),
    "plan_again": move(PlanStatus.DROPPED, to=PlanStatus.PLANNED),
}


class Payer(TextChoices):
    """Who paid for development (domain.md §7); only OWN_BUDGET is deducted from the balance."""

    OWN_BUDGET = "own_budget", _("From my own budget")
    EMPLOYER = "employer", _("My school, which asked for it")
    GRANT = "grant", _("A grant, such as the Lerarenbeurs")
    MYSELF = "myself", _("Myself")


class MemberStatus(TextChoices):
    """Whether a colleague who was named has confirmed taking part."""

    NAMED = "named", _("Not answered yet")
    CONFIRMED = "confirmed", _("Was there")


MEMBER_MOVES = {"confirm": move(MemberStatus.NAMED, to=MemberStatus.CONFIRMED)}


class OfferStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    IN_REVIEW = "in_review", _("In review")
    CHANGES_ASKED = "changes_asked", _("Changes asked")
    VALIDATED = "validated", _("Validated")
    REFUSED = "refused", _("Refused")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OFFER_MOVES = {
    "submit": move(OfferStatus.DRAFT, OfferStatus.CHANGES_ASKED, to=OfferStatus.SUBMITTED),
    "review": move(OfferStatus.SUBMITTED, to=OfferStatus.IN_REVIEW),
    "validate": move(OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW, to=OfferStatus.VALIDATED),
    "ask": move(OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW, to=OfferStatus.CHANGES_ASKED),
    "refuse": move(OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW, to=OfferStatus.REFUSED),
    "withdraw": move(
        OfferStatus.DRAFT,
        OfferStatus.SUBMITTED,
        OfferStatus.IN_REVIEW,
        OfferStatus.CHANGES_ASKED,
        OfferStatus.VALIDATED,
        to=OfferStatus.WITHDRAWN,
    ),
    "expire": move(OfferStatus.VALIDATED, to=OfferStatus.EXPIRED),
    "reopen": move(OfferStatus.REFUSED, to=OfferStatus.SUBMITTED),
}
EDITABLE = [OfferStatus.DRAFT, OfferStatus.CHANGES_ASKED]
JUDGED_NOW = [OfferStatus.SUBMITTED, OfferStatus.IN_REVIEW]


class Language(TextChoices):
    """The language in which an offer is given, and in which a validator judges."""

    DUTCH = "nl", _("Dutch")
    FRISIAN = "fy", _("Frisian")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")


class ReviewStatus(TextChoices):
    """STOPPED is a review that ended without a conclusion: withdrawn, or changes were asked."""

    OPEN = "open", pgettext_lazy("review", "Being judged")
    CONCLUDED = "concluded", pgettext_lazy("review", "Concluded")
    STOPPED = "stopped", pgettext_lazy("review", "Stopped")


REVIEW_MOVES = {
    "conclude": move(ReviewStatus.OPEN, to=ReviewStatus.CONCLUDED),
    "stop": move(ReviewStatus.OPEN, to=ReviewStatus.STOPPED),
}


class AssignmentStatus(TextChoices):
    """RELEASED is a validator who is no longer asked: replaced, or the review stopped."""

    ASKED = "asked", pgettext_lazy("validator", "Asked")
    GIVEN = "given", pgettext_lazy("verdict", "Given")
    DECLINED = "declined", pgettext_lazy("validator", "Declined")
    RELEASED = "released", pgettext_lazy("validator", "No longer asked")


ASSIGNMENT_MOVES = {
    "give": move(AssignmentStatus.ASKED, to=AssignmentStatus.GIVEN),
    "decline": move(AssignmentStatus.ASKED, to=AssignmentStatus.DECLINED),
    "release": move(AssignmentStatus.ASKED, to=AssignmentStatus.RELEASED),
}


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


class Outcome(TextChoices):
    """What an administrator decides about an offer; the value names the move."""

    VALIDATE = "validate", _("Validate")
    ASK = "ask", _("Ask for changes")
    REFUSE = "refuse", _("Refuse")
