"""Deleting what is no longer needed: accounts at once, other data when its term is over."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import ClosedAccount, Person
from accounts.permissions import can_delete_account
from accounts.services import closing
from core.errors import Refused
from core.permissions import require
from cpd.rules import months_before
from cpd.selectors.terms import limits_on
from cpd.services.applications import forget_applications
from cpd.services.drafts import forget_drafts
from cpd.services.evidence import forget_evidence
from cpd.services.forgetting import forget_files, leave_file
from register.choices.cases import OPEN_CASES
from register.choices.cycles import CycleStatus
from register.choices.diplomas import CheckStatus
from register.models import (
    Agreement,
    Case,
    Conversation,
    Cycle,
    DiplomaCheck,
    DiplomaFile,
    EarlierLearning,
    LeavePaper,
    SharedActivity,
)
from register.models.diploma import WAITING
from schools.services.retention import clear_deliveries

from .admissions import forget_admissions
from .checks import forget_checks
from .conversations import revoke_all
from .diplomas import withdraw_diploma

Job = Callable[[date, datetime], int]


@transaction.atomic
def delete_account(person: Person, *, actor: Person, on: date) -> ClosedAccount:
    """Delete a teacher's account at once (domain.md §2.7).

    Sign-in, drafts, plan, evidence and shared conversations are deleted now. Activities are kept
    some years in case the teacher returns; delivered data and decisions stay. Raises Refused for
    people who still have a role, and while a request is being judged, which needs the evidence.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(can_delete_account(actor, person))
    if Cycle.objects.of(person).filter(status=CycleStatus.SUBMITTED).exists():
        raise Refused(
            _("Your request for re-registration is being judged. Delete it after the decision."),
            code="being_judged",
        )
    revoke_all(person, actor=actor)
    for check in DiplomaCheck.objects.of(person).filter(status__in=WAITING):
        withdraw_diploma(check, actor=actor)
    leave_file(person, actor=actor)
    return closing.close_account(person, actor=actor, on=on)


@transaction.atomic
def forget_closed_accounts(*, on: date) -> int:
    """Delete the files of people who deleted their account years ago; return how many people."""
    persons = closing.to_forget(on=on)
    if not persons:
        return 0
    talks = Conversation.objects.filter(person__in=persons)
    SharedActivity.objects.filter(conversation__in=talks).delete()
    Agreement.objects.filter(conversation__in=talks).delete()
    talks.delete()
    DiplomaFile.objects.filter(check_of__person__in=persons).delete()
    LeavePaper.objects.filter(deferral__case__registration__person__in=persons).delete()
    EarlierLearning.objects.filter(person__in=persons).delete()
    forget_files(persons, actor=None)
    return closing.forget_accounts(persons, actor=None, on=on)


@transaction.atomic
def forget_diplomas(*, on: date) -> int:
    """Delete scans of diplomas as long after the decision as evidence (domain.md §10.4).

    Returns how many. They are kept while an objection is open.
    """
    decided = [CheckStatus.ACCEPTED, CheckStatus.REFUSED]
    before = months_before(on, limits_on(on).evidence_months)
    old = DiplomaFile.objects.filter(check_of__status__in=decided, check_of__decided_on__lte=before)
    return old.exclude(check_of__objections__status__in=OPEN_CASES).delete()[0]


@transaction.atomic
def forget_leave_papers(*, on: date) -> int:
    """Delete evidence of leave as long after the decision as other evidence (domain.md §10.4).

    Returns how many. It is kept while an objection is open.
    """
    before = months_before(on, limits_on(on).evidence_months)
    kept = Case.objects.filter(deferral__isnull=False).filter(
        Q(status__in=OPEN_CASES)
        | Q(events__on__gt=before)
        | Q(events__objections__status__in=OPEN_CASES)
    )
    return LeavePaper.objects.exclude(deferral__case__in=kept).delete()[0]


JOBS: Mapping[str, Job] = {
    "delivery": lambda on, now: clear_deliveries(actor=None, now=now),
    "admission": lambda on, now: forget_admissions(on=on),
    "application": lambda on, now: forget_applications(on=on),
    "draft": lambda on, now: forget_drafts(on=on),
    "evidence": lambda on, now: forget_evidence(on=on),
    "diploma": lambda on, now: forget_diplomas(on=on),
    "leave": lambda on, now: forget_leave_papers(on=on),
    "check": lambda on, now: forget_checks(now=now),
    "view": lambda on, now: closing.forget_views(on=on),
    "message": lambda on, now: closing.forget_messages(on=on),
    "closed_account": lambda on, now: forget_closed_accounts(on=on),
}


def forget(*, on: date, now: datetime) -> dict[str, int]:
    """Delete everything that is over its term, each kind in its own transaction; return counts."""
    numbers = {}
    for code, job in JOBS.items():
        with transaction.atomic():
            numbers[code] = job(on, now)
            closing.note_cleared(code, actor=None, number=numbers[code], on=on)
    return numbers


def would_forget(*, on: date, now: datetime) -> dict[str, int]:
    """Return the counts of what would be deleted on a day, without deleting anything."""
    with transaction.atomic():
        numbers = forget(on=on, now=now)
        transaction.set_rollback(True)
    return numbers
