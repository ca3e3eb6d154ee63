from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from accounts.choices import RoleKind
from accounts.models import Person
from accounts.names import plain

from .choices import EDITABLE, ActivityKind, ActivityStatus, OfferStatus

if TYPE_CHECKING:
    from .models import Activity, Offer  # noqa: F401  read by the type checker only

MOST_WORDS = 6


class ActivityQuerySet(QuerySet["Activity"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def in_file(self) -> Self:
        """What stands in the file: all but what its owner removed."""
        return self.exclude(status=ActivityStatus.WITHDRAWN)

    def within(self, since: date, until: date) -> Self:
        """Done in ``[since, until)``."""
        return self.filter(done_on__gte=since, done_on__lt=until)

    def mentioning(self, text: str) -> Self:
        """Whose title or kind holds these words, whatever their accents."""
        words = plain(text)
        kinds = [kind for kind in ActivityKind if words in plain(str(kind.label))]
        return self.filter(Q(search_key__contains=words) | Q(kind__in=kinds))

    def with_hours(self) -> Self:
        return self.prefetch_related("hours")


class OfferQuerySet(QuerySet["Offer"]):
    def of_provider(self, organisation_id: int) -> Self:
        return self.filter(provider_id=organisation_id)

    def judged(self) -> Self:
        """What the public may read: it was validated once, or it was refused."""
        return self.filter(Q(valid_since__isnull=False) | Q(status=OfferStatus.REFUSED))

    def handed_in(self) -> Self:
        """What an administrator sees: everything that was submitted once."""
        return self.filter(first_submitted_on__isnull=False)

    def for_advice(self, validator: Person) -> Self:
        """What validators are asked about, without the offers of this one's own organisations."""
        own = [
            role.organisation_id
            for role in validator.current_roles
            if role.kind == RoleKind.PROVIDER_EDITOR
        ]
        return self.filter(status=OfferStatus.SUBMITTED, advice_asked=True).exclude(
            provider_id__in=own
        )

    def current(self, on: date) -> Self:
        """What stands in the catalogue: validated, and valid on this day."""
        return self.filter(status=OfferStatus.VALIDATED, valid_since__lte=on, valid_until__gt=on)

    def mentioning(self, text: str) -> Self:
        """That resemble each of these words; a typing error does no harm."""
        found = self
        for word in plain(text).split()[:MOST_WORDS]:
            found = found.filter(search_key__trigram_word_similar=word)
        return found

    def editable(self) -> Self:
        return self.filter(status__in=EDITABLE)

    def with_all(self) -> Self:
        """With everything that a page about one offer shows."""
        return self.select_related("provider").prefetch_related(
            "hours", "submissions__judgement", "submissions__advices__given_by"
        )

    def overdue(self, on: date) -> Self:
        """Validated, but no longer valid on this day."""
        return self.filter(status=OfferStatus.VALIDATED, valid_until__lte=on)
