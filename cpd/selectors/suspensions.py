"""Which providers are suspended: they may do nothing new."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from cpd.models import Provider, Suspension


def suspension_of(provider_id: int, on: date) -> Suspension | None:
    """Return the suspension of a provider that holds on a day."""
    return Suspension.objects.on(on).filter(provider=provider_id).first()


def announced_suspension(provider_id: int) -> Suspension | None:
    """Return the suspension of a provider that lasts, or that is still to begin."""
    return Suspension.objects.filter(provider=provider_id, until=None).first()


def refuse_suspended(provider: Provider, on: date) -> None:
    """Raise Refused where a provider is suspended on a day."""
    if suspension := suspension_of(provider.pk, on):
        raise Refused(
            _("%(provider)s is suspended since %(day)s. Nothing new can be offered now."),
            code="suspended",
            params={"provider": provider.name, "day": date_format(suspension.since, "j F Y")},
        )
