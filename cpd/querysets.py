from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from accounts.models import Person
from accounts.names import plain

from .choices.activities import ActivityKind, ActivityStatus, PlanStatus, Standing
from .choices.judging import AssignmentStatus, Outcome
from .choices.offers import EDITABLE, JUDGED_NOW, OfferStatus
from .choices.providers import ApplicationStatus
from .choices.sessions import AttendanceStatus, RatingStatus, SessionStatus

if TYPE_CHECKING:
    from .models import (  # noqa: F401  read by the type checker only
        Activity,
        Application,
        Assignment,
        Attendance,
        Evidence,
        Offer,
        PlanItem,
        Rating,
        SearchWord,
        Session,
        Suspension,
        TeamMember,
    )

ALIKE = 0.4  # share of common trigrams from which two words are alike
SHORTEST = 3  # letters from which a partial or misspelt word is meaningful


class ActivityQuerySet(QuerySet["Activity"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def in_file(self) -> Self:
        """Activities in the file: all except those that the owner removed."""
        return self.exclude(status=ActivityStatus.WITHDRAWN)

    def within(self, since: date, until: date) -> Self:
        """Done in ``[since, until)``."""
        return self.filter(done_on__gte=since, done_on__lt=until)

    def mentioning(self, text: str) -> Self:
        """Whose title or kind contains these words, regardless of accents."""
        words = plain(text)
        kinds = [kind for kind in ActivityKind if words in plain(str(kind.label))]
        return self.filter(Q(search_key__contains=words) | Q(kind__in=kinds))

    def standing(self, code: str) -> Self:
        """That are in the file in this way; without a code all but what was removed."""
        counts = Q(status=ActivityStatus.COUNTS)
        ways = {
            "": ~Q(status=ActivityStatus.WITHDRAWN),
            Standing.VALIDATED: counts & Q(offer__isnull=False),
            Standing.SELF_REPORTED: counts & Q(offer__isnull=True),
        }
        return self.filter(ways.get(code) or Q(status=code))

    def with_hours(self) -> Self:
        return self.prefetch_related("hours")


class TeamMemberQuerySet(QuerySet["TeamMember"]):
    def of(self, person: Person) -> Self:
        """Where somebody was named, while the activity is in the file of the one who named them."""
        return self.filter(person=person).exclude(team__activity__status=ActivityStatus.WITHDRAWN)

    def with_team(self) -> Self:
        """With what the colleague sees of it: the shared facts, and who shared them."""
        rows = self.select_related("team__activity__person", "person")
        return rows.prefetch_related("team__hours").order_by("-pk")


class EvidenceQuerySet(QuerySet["Evidence"]):
    def visible_to(self, person: Person) -> Self:
        """Only the owner sees evidence, and only of activities in the file."""
        return self.filter(activity__person=person, removed_at=None)

    def no_longer_needed(self, *, decided_before: date, removed_before: date) -> Self:
        return self.filter(
            Q(activity__settled_at__date__lte=decided_before)
            | Q(removed_at__date__lte=removed_before)
        )


class OfferQuerySet(QuerySet["Offer"]):
    def of_provider(self, organisation_id: int) -> Self:
        return self.filter(provider_id=organisation_id)

    def hold(self, pk: int) -> "Offer":
        """Lock an offer until the end of the transaction."""
        return (
            self.select_related("provider").select_for_update(of=("self",), no_key=True).get(pk=pk)
        )

    def judged(self) -> Self:
        """What the public may read: ever validated, or refused, even while it is judged again."""
        refused = apps.get_model("cpd", "Judgement")._default_manager.filter(
            submission__offer=OuterRef("pk"), outcome=Outcome.REFUSE
        )
        again = Q(Exists(refused), status__in=[*JUDGED_NOW, OfferStatus.CHANGES_ASKED])
        known = Q(valid_since__isnull=False) | Q(status=OfferStatus.REFUSED)
        return self.filter(known | again)

    def handed_in(self) -> Self:
        """What an administrator sees: everything that was submitted once."""
        return self.filter(first_submitted_on__isnull=False)

    def for_advice(self, validator: Person, boards: Iterable[int]) -> Self:
        """What this validator can advise on: nothing of their own organisations or ``boards``."""
        own = {role.organisation_id for role in validator.current_roles} | {*boards}
        asked = self.filter(status=OfferStatus.SUBMITTED, advice_asked=True)
        return asked.exclude(provider__in=own).exclude(provider__staff_of__in=own)

    def open_to(self, boards: Iterable[int]) -> Self:
        """What the staff of these boards can follow: nothing that is in-company elsewhere."""
        return self.filter(Q(provider__staff_of=None) | Q(provider__staff_of__in=boards))

    def current(self, on: date) -> Self:
        """What is in the catalogue: validated, valid on this day, provider not suspended."""
        valid = self.filter(status=OfferStatus.VALIDATED, valid_since__lte=on, valid_until__gt=on)
        suspended = apps.get_model("cpd", "Suspension")._default_manager.filter(
            Q(until=None) | Q(until__gt=on), since__lte=on
        )
        return valid.exclude(provider__in=suspended.values("provider"))

    def with_card(self) -> Self:
        """With everything that a list of the catalogue shows."""
        return self.select_related("provider").prefetch_related("hours")

    def editable(self) -> Self:
        return self.filter(status__in=EDITABLE)

    def with_all(self) -> Self:
        """With everything that a page about one offer shows."""
        return self.select_related("provider", "replaces", "assigned_to").prefetch_related(
            "hours",
            "changes",
            "submissions__judgement",
            "submissions__advices__given_by",
            "submissions__review__assignments__verdict__scores",
            "submissions__review__assignments__validator",
        )

    def overdue(self, on: date) -> Self:
        """Validated, but no longer valid on this day."""
        return self.filter(status=OfferStatus.VALIDATED, valid_until__lte=on)


class SuspensionQuerySet(QuerySet["Suspension"]):
    def on(self, day: date) -> Self:
        """That hold on a day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)

    def told(self) -> Self:
        """Of which the provider was told, and that were not taken back."""
        return self.filter(notified_on__isnull=False).exclude(until=F("since"))


class ApplicationQuerySet(QuerySet["Application"]):
    def hold(self, pk: int) -> "Application":
        """Lock an application until the end of the transaction."""
        return self.select_for_update(no_key=True).get(pk=pk)

    def handed_in(self) -> Self:
        """What an administrator sees: what was submitted once."""
        return self.filter(first_submitted_on__isnull=False)

    def going_on(self) -> Self:
        """Applications that were not refused: drafts, in progress, or admitted."""
        return self.exclude(status=ApplicationStatus.REFUSED)

    def with_all(self) -> Self:
        """With everything that a page about one application shows."""
        return self.select_related("board").prefetch_related("answers", "files", "rounds__decision")


class PlanItemQuerySet(QuerySet["PlanItem"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def planned(self) -> Self:
        """What is still to be done."""
        return self.filter(status=PlanStatus.PLANNED)


class AssignmentQuerySet(QuerySet["Assignment"]):
    def asked_of(self, validator: Person) -> Self:
        """Open assignments of a validator, except for offers of their own organisation."""
        own = {role.organisation_id for role in validator.current_roles}
        mine = self.filter(validator=validator, status=AssignmentStatus.ASKED)
        offers = "review__submission__offer__provider"
        return mine.exclude(**{f"{offers}__in": own}).exclude(**{f"{offers}__staff_of__in": own})

    def with_offer(self) -> Self:
        return self.select_related("review__submission__offer__provider")


class SessionQuerySet(QuerySet["Session"]):
    def of_provider(self, organisation_id: int) -> Self:
        return self.filter(offer__provider_id=organisation_id)

    def of_public_offers(self) -> Self:
        """Of offers that the public may read about and that were validated."""
        return self.filter(offer__valid_since__isnull=False)

    def going_on(self, on: date) -> Self:
        """Planned, and this is one of its days."""
        return self.filter(status=SessionStatus.PLANNED, since__lte=on, until__gt=on)

    def to_come(self, on: date) -> Self:
        """Planned, and not over on this day."""
        return self.filter(status=SessionStatus.PLANNED, until__gt=on)


class AttendanceQuerySet(QuerySet["Attendance"]):
    def seated(self) -> Self:
        """Attendance that takes a seat: everything that was not withdrawn."""
        return self.exclude(status=AttendanceStatus.WITHDRAWN)

    def standing(self) -> Self:
        """Attendance that has an activity in somebody's file."""
        return self.filter(status__in=[AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED])

    def with_session(self) -> Self:
        return self.select_related("session__offer__provider", "person", "activity")

    def with_credited(self) -> Self:
        """Add ``credited``: the hours in all; None unless the attendance stands."""
        stands = Q(status__in=[AttendanceStatus.CREDITED, AttendanceStatus.CONTESTED])
        in_file = Sum("activity__hours__hours", filter=stands)
        return self.annotate(credited=Coalesce("hours", in_file))

    def contested(self) -> Self:
        return self.filter(status=AttendanceStatus.CONTESTED)

    def proven(self, person: Person) -> Self:
        """Attendance of somebody that the provider confirmed."""
        return self.filter(person=person, status=AttendanceStatus.CREDITED)


class RatingQuerySet(QuerySet["Rating"]):
    def shown(self) -> Self:
        return self.filter(status=RatingStatus.SHOWN)

    def of_provider(self, organisation_id: int) -> Self:
        return self.filter(offer__provider_id=organisation_id)

    def with_offer(self) -> Self:
        return self.select_related("offer__provider")


class SearchWordQuerySet(QuerySet["SearchWord"]):
    def like(self, word: str) -> Self:
        """Words that contain this one, or differ from it by a typing error."""
        if len(word) < SHORTEST:
            return self.filter(text=word)
        likeness = self.alias(likeness=TrigramSimilarity("text", word))
        return likeness.filter(
            Q(text__contains=word) | Q(text__trigram_similar=word, likeness__gte=ALIKE)
        )
