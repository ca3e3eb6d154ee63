"""Who can follow what a board offers to its own staff."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from cpd.models import Provider
from schools.selectors.people import workplaces


def boards_of(person_id: int, on: date) -> set[int]:
    """Return the boards for which somebody works on a day."""
    return {place.board for place in workplaces([person_id], on).get(person_id, ())}


def admits(provider: Provider, person_id: int, on: date) -> bool:
    """Tell whether somebody can follow what a provider offers on a day."""
    return not provider.in_company or provider.staff_of_id in boards_of(person_id, on)


def refuse_outsiders(provider: Provider, person_id: int, on: date) -> None:
    """Raise Refused where what a provider offers is for the staff of another board."""
    if not admits(provider, person_id, on):
        raise Refused(
            _("This course is only for those who work for %(provider)s."),
            code="in_company",
            params={"provider": provider.name},
        )
