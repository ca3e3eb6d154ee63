from .activity import Activity, ActivityHours
from .draft import Draft
from .judging import Advice, Judgement, Submission
from .offer import Offer, OfferHours, Provider, SearchWord
from .plan import PlanItem

__all__ = [
    "Activity",
    "ActivityHours",
    "Advice",
    "Draft",
    "Judgement",
    "Offer",
    "OfferHours",
    "PlanItem",
    "Provider",
    "SearchWord",
    "Submission",
]
