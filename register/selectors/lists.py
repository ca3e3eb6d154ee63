"""Registrations for whoever works with many of them."""

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
    """Return the registration of a person that asks most of them: the one in the register."""
    found = list(Registration.objects.filter(person__number=number).order_by("section"))
    return next((row for row in found if row.section == Section.REGISTER), next(iter(found), None))
