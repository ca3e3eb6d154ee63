"""Lists of registrations, for commands."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef

from register.models import Certificate, Registration
from schools.choices import Section


def numbers(*, status: str | None, renewed: bool, on: date) -> Iterator[str]:
    """Yield the numbers of registrations, of one status if given; ``renewed``: only those that
    have a certificate in force on this day.
    """
    found = Registration.objects.order_by("person__number", "section")
    if status:
        found = found.filter(status=status)
    if renewed:
        held = Certificate.objects.in_force(on).filter(cycle__registration=OuterRef("pk"))
        found = found.filter(Exists(held))
    return found.values_list("person__number", flat=True).iterator()


def registration_of(number: str) -> Registration | None:
    """Return a person's most demanding registration: the one in the register, if they have it."""
    found = list(Registration.objects.filter(person__number=number).order_by("section"))
    return next((row for row in found if row.section == Section.REGISTER), next(iter(found), None))
