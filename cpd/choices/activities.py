from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.moves import move


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
