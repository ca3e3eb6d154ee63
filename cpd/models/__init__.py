from .activity import Activity, ActivityHours
from .judging import Advice, Judgement, Submission
from .offer import Offer, OfferHours, Provider, SearchWord
from .plan import PlanItem

__all__ = [
    "Activity",
    "ActivityHours",
    "Advice",
    "Judgement",
    "Offer",
    "OfferHours",
    "PlanItem",
    "Provider",
    "SearchWord",
    "Submission",
]
