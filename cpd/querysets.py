from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

from accounts.choices import RoleKind
from accounts.models import Person

from .choices import ActivityStatus, OfferStatus

if TYPE_CHECKING:
    from .models import Activity, Offer  # noqa: F401  read by the type checker only


class ActivityQuerySet(QuerySet["Activity"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def in_file(self) -> Self:
        """What stands in the file: all but what its owner removed."""
        return self.exclude(status=ActivityStatus.WITHDRAWN)

    def within(self, since: date, until: date) -> Self:
        """Done in ``[since, until)``."""
        return self.filter(done_on__gte=since, done_on__lt=until)

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

    def overdue(self, on: date) -> Self:
        """Validated, but no longer valid on this day."""
        return self.filter(status=OfferStatus.VALIDATED, valid_until__lte=on)
