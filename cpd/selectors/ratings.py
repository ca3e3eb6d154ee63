"""What who was there thinks of courses, without a name, and from five people on."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, OuterRef, Q, QuerySet, Subquery

from core.kpi import FEWEST
from cpd.choices.sessions import RatingStatus
from cpd.models import Offer, Rating

TENTH = Decimal("0.1")
LAST = 10  # that a page shows


@dataclass(frozen=True)
class Opinion:
    """What people think of a course: nothing but their number below five of them."""

    count: int
    average: Decimal | None
    last: list[Rating]

    @property
    def missing(self) -> int:
        """How many more make it public."""
        return max(FEWEST - self.count, 0)


def opinion_of(offer: Offer) -> Opinion:
    """Return what is public of the ratings of an offer, in one or two queries."""
    shown = Rating.objects.shown().filter(offer=offer)
    found = shown.aggregate(count=Count("pk"), average=Avg("score"))
    if found["count"] < FEWEST:
        return Opinion(found["count"], None, [])
    average = Decimal(found["average"]).quantize(TENTH, ROUND_HALF_UP)
    return Opinion(found["count"], average, list(shown.exclude(text="")[:LAST]))


def averages_of(organisation_id: int) -> QuerySet[Offer]:
    """Return a provider's courses with five ratings or more, each with ``count`` and ``average``:
    the worst first, since that is what there is to mend.
    """
    shown = Q(ratings__status=RatingStatus.SHOWN)
    rated = Offer.objects.of_provider(organisation_id).annotate(
        count=Count("ratings", filter=shown), average=Avg("ratings__score", filter=shown)
    )
    return rated.filter(count__gte=FEWEST).order_by("average", "title", "pk")


def ratings_for_provider(organisation_id: int, *, open_only: bool) -> QuerySet[Rating]:
    """Return the ratings that a provider reads: shown, and of a course with five or more."""
    of_offer = Rating.objects.shown().filter(offer=OuterRef("offer")).order_by().values("offer")
    many = Subquery(of_offer.annotate(n=Count("pk")).values("n"))
    rows = Rating.objects.shown().of_provider(organisation_id).with_offer()
    found = rows.annotate(of_course=many).filter(of_course__gte=FEWEST).exclude(text="")
    return (found.filter(answer="") if open_only else found).order_by("-pk")


def ratings_to_moderate(*, status: str, text: str) -> QuerySet[Rating]:
    """Return all ratings with a text, the latest first, for moderators."""
    found = Rating.objects.exclude(text="").with_offer().order_by("-pk")
    if status in RatingStatus.values:
        found = found.filter(status=status)
    return found.filter(text__icontains=text) if text else found
