"""Who can follow what a board offers to its own staff."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from cpd.models import Provider
from schools.selectors.people import employers


def admits(provider: Provider, person_id: int, on: date) -> bool:
    """Tell whether somebody can follow what a provider offers on a day."""
    return not provider.in_company or provider.staff_of_id in employers(person_id, on)


def refuse_outsiders(provider: Provider, person_id: int, on: date) -> None:
    """Raise Refused where what a provider offers is for the staff of another board."""
    if not admits(provider, person_id, on):
        raise Refused(
            _("This course is only for those who work for %(provider)s."),
            code="in_company",
            params={"provider": provider.name},
        )
