"""What waits in somebody's file: for the page on which they begin."""

from dataclasses import dataclass

from django.db.models import Func, IntegerField, QuerySet, Subquery

from accounts.models import Person
from cpd.models import Draft

from .teams import waiting_for


@dataclass(frozen=True)
class Waiting:
    """At how many activities colleagues named somebody, and how many they kept to finish."""

    named: int
    drafts: int


def waiting_in_file(person: Person) -> Waiting:
    """Return what waits for somebody, in one query."""
    counts = _count(waiting_for(person)), _count(Draft.objects.filter(person=person))
    return Waiting(*Person.objects.filter(pk=person.pk).values_list(*counts).get())


def _count(rows: QuerySet) -> Subquery:
    """Return how many rows there are, as part of another query."""
    number = Func(template="COUNT(*)", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))
