from .activity import Activity, ActivityHours
from .draft import Draft
from .evidence import Evidence, EvidenceContent
from .judging import Advice, Judgement, Submission
from .offer import Offer, OfferHours, Provider, SearchWord
from .plan import PlanItem
from .session import Attendance, Intention, Session
from .team import TeamActivity, TeamHours, TeamMember

__all__ = [
    "Activity",
    "ActivityHours",
    "Advice",
    "Attendance",
    "Draft",
    "Evidence",
    "EvidenceContent",
    "Intention",
    "Judgement",
    "Offer",
    "OfferHours",
    "PlanItem",
    "Provider",
    "SearchWord",
    "Session",
    "Submission",
    "TeamActivity",
    "TeamHours",
    "TeamMember",
]
