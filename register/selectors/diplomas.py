"""Diplomas that were handed in: for their owner, and for those who check them."""

from datetime import date
from operator import itemgetter

from django.db.models import Q
from django.utils.text import capfirst

from accounts.choices import OrganisationKind
from accounts.models import Organisation, Person
from register import rules
from register.models import DiplomaCheck
from register.querysets import DiplomaCheckQuerySet
from schools.choices import Sector
from schools.rules import Sector as RuleSector
from schools.selectors.codes import title_of

from .qualifications import codes, name_of

ANSWER_WITHIN = 10  # working days, the target of domain.md §10.4


def answer_by(submitted_on: date) -> date:
    """Return the last day by which a diploma is to be checked."""
    return rules.working_days_later(submitted_on, ANSWER_WITHIN)


def waiting_before(check: DiplomaCheck) -> int:
    """Return how many diplomas are ahead in the same queue."""
    ahead = DiplomaCheck.objects.waiting().filter(checker=check.checker_id)
    earlier = Q(submitted_on__lt=check.submitted_on)
    return ahead.filter(earlier | Q(submitted_on=check.submitted_on, pk__lt=check.pk)).count()


def diploma_name(check: DiplomaCheck, *, language: str) -> str:
    """Return what the diploma is for, as the qualification will be called."""
    return name_of(check.sector, check.subject, check.submitted_on, language)


def checkers_for(person: Person) -> list[Organisation]:
    """Return who can look at a diploma of somebody: the register, and the boards they work for."""
    boards = Organisation.objects.filter(pk__in=person.staff_records.values("board"))
    register = Organisation.objects.filter(kind=OrganisationKind.REGISTER)
    return [*register, *boards.order_by("name")]


def subjects_on(on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the subjects of qualifications per sector, as choices for a form."""
    groups = []
    for sector in Sector:
        areas = [area for area in codes().areas(RuleSector(sector), on=on) if not area.free_word]
        choices = [(f"{sector}:{area.code}", capfirst(title_of(area))) for area in areas]
        groups.append((str(capfirst(sector.label)), sorted(choices, key=itemgetter(1))))
    return [group for group in groups if group[1]]


def checks_of(person: Person) -> DiplomaCheckQuerySet:
    return DiplomaCheck.objects.of(person).select_related("checker").order_by("-pk")


def queue_of(organisation_id: int) -> DiplomaCheckQuerySet:
    """Return the diplomas that an organisation is asked to look at, the oldest first."""
    asked = DiplomaCheck.objects.filter(checker=organisation_id)
    return asked.select_related("person", "admission").order_by("submitted_on", "pk")


def narrowed(
    rows: DiplomaCheckQuerySet, *, q: str = "", what: str = "", done: bool = False
) -> DiplomaCheckQuerySet:
    """Return the part of a queue that matches the filters; decided ones only with ``done``."""
    rows = rows if done else rows.waiting()
    rows = rows.matching(q) if q.strip() else rows
    return rows.filter(admission__isnull=what != "admission") if what else rows


def diplomas_waiting(organisation_id: int) -> int:
    return queue_of(organisation_id).waiting().count()
