"""Teachers with a running cycle, an appointment and hours, as the services find them."""

from datetime import date
from decimal import Decimal

from register.models import Cycle
from tests.factories.cpd import ActivityFactory
from tests.factories.register import CycleFactory, QualificationFactory
from tests.factories.schools import BasisFactory


def teacher_with(
    *, hours: int | dict[str, int], taught: bool = True, fte: str = "0.8", **cycle
) -> Cycle:
    """Return the cycle of a teacher of Dutch at a secondary school, with hours of subject content
    or hours per category, all done on 10 January 2025.
    """
    cycle = CycleFactory(**cycle)
    person = cycle.registration.person
    QualificationFactory(person=person, sector="vo", subject="NED")
    if taught:
        BasisFactory(
            appointment__staff__person=person,
            appointment__since=date(2020, 8, 1),
            appointment__fte=Decimal(fte),
            subject_areas=["NED"],
        )
    categories = hours if isinstance(hours, dict) else {"subject_content": hours}
    ActivityFactory(person=person, done_on=date(2025, 1, 10), hours=categories)
    return cycle
