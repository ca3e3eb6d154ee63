from .activity import Activity, ActivityHours
from .application import (
    Application,
    ApplicationAnswer,
    ApplicationDecision,
    ApplicationFile,
    ApplicationFileContent,
    ApplicationRound,
)
from .cost import Cost
from .draft import Draft
from .evidence import Evidence, EvidenceContent
from .judging import Advice, Judgement, OfferChange, Submission
from .offer import Offer, OfferHours, SearchWord
from .plan import PlanItem
from .provider import Provider, Suspension
from .rating import Rating
from .reflection import Reflection
from .review import Assignment, Review, Reviewer, Score, Verdict
from .session import Attendance, CalendarFeed, Intention, Session
from .team import TeamActivity, TeamHours, TeamMember
from .wish import SavedOffer, Wish

__all__ = [
    "Activity",
    "ActivityHours",
    "Advice",
    "Application",
    "ApplicationAnswer",
    "ApplicationDecision",
    "ApplicationFile",
    "ApplicationFileContent",
    "ApplicationRound",
    "Assignment",
    "Attendance",
    "CalendarFeed",
    "Cost",
    "Draft",
    "Evidence",
    "EvidenceContent",
    "Intention",
    "Judgement",
    "Offer",
    "OfferChange",
    "OfferHours",
    "PlanItem",
    "Provider",
    "Rating",
    "Reflection",
    "Review",
    "Reviewer",
    "SavedOffer",
    "Score",
    "SearchWord",
    "Session",
    "Submission",
    "Suspension",
    "TeamActivity",
    "TeamHours",
    "TeamMember",
    "Verdict",
    "Wish",
]
