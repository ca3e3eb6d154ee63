from .activity import Activity, ActivityHours
from .offer import Advice, Judgement, Offer, OfferHours, Provider, SearchWord, Submission

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
