from .activity import Activity, ActivityHours
from .judging import Advice, Judgement, Submission
from .offer import Offer, OfferHours, Provider, SearchWord

__all__ = [
    "Activity",
    "ActivityHours",
    "Advice",
    "Judgement",
    "Offer",
    "OfferHours",
    "Provider",
    "SearchWord",
    "Submission",
]
