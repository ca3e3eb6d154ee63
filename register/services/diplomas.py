"""Diplomas that teachers hand in, which lead to a qualification or to a reasoned refusal."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person
from core import audit, outbox
from core.errors import Refused
from core.moves import advance
from core.permissions import require
from register import permissions
from register.choices.registrations import Proof
from register.letters.notifying import diploma_key
from register.models import DiplomaCheck, DiplomaFile, Qualification
from register.models.diploma import WAITING
from register.papers.scans import Paper, of_diploma, open_paper, sealed
from register.selectors.admissions import asked_with
from register.selectors.diplomas import answer_by, checkers_for

from .admitting import admit, begin_anew, forget_number


@transaction.atomic
def hand_in_diploma(  # noqa: PLR0913  what the form asks
    person: Person,
    *,
    actor: Person,
    on: date,
    sector: str,
    subject: str,
    awarded_on: date,
    checker: Organisation,
    paper: Paper,
) -> DiplomaCheck:
    """Ask the register or a board to check a diploma.

    Raises Refused for a file that is not a scan, for a qualification that is held or asked already,
    and for a board at which this teacher does not work.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_hand_in_diploma(actor, person))
    _refuse_known(person, sector, subject)
    if checker not in checkers_for(person):
        raise Refused(_("Choose who looks at your diploma."), code="checker")
    return start_check(
        person,
        actor=actor,
        on=on,
        sector=sector,
        subject=subject,
        awarded_on=awarded_on,
        checker=checker,
        paper=paper,
    )


@transaction.atomic
def start_check(  # noqa: PLR0913  what the form asks
    person: Person,
    *,
    actor: Person | None,
    on: date,
    sector: str,
    subject: str,
    awarded_on: date,
    checker: Organisation,
    paper: Paper,
) -> DiplomaCheck:
    """Put a diploma in the queue of its checker. The caller has checked the permission."""
    if awarded_on > on:
        raise Refused(_("The date on the diploma is still to come."), code="future")
    check = DiplomaCheck.objects.create(
        person=person,
        sector=sector,
        subject=subject,
        awarded_on=awarded_on,
        checker=checker,
        submitted_on=on,
        due_on=answer_by(on),
    )
    _keep(check, paper)
    audit.record("handed_in", check, actor=actor, checker=checker.pk)
    return check


@transaction.atomic
def hand_in_again(check: DiplomaCheck, *, actor: Person, on: date, paper: Paper) -> None:
    """Answer a question with another scan; the term begins again."""
    check = _lock(check)
    require(permissions.can_answer_diploma(actor, check))
    advance(check, "hand_in_again", actor=actor, submitted_on=on, due_on=answer_by(on))
    _keep(check, paper)


@transaction.atomic
def withdraw_diploma(check: DiplomaCheck, *, actor: Person) -> None:
    """Withdraw a diploma; its file is deleted."""
    check = _lock(check)
    require(permissions.can_answer_diploma(actor, check))
    advance(check, "withdraw", actor=actor, due_on=None)
    DiplomaFile.objects.filter(pk=check.pk).delete()
    forget_number(check, actor=actor)


@transaction.atomic
def accept_diploma(check: DiplomaCheck, *, actor: Person, on: date) -> Qualification:
    """Accept a diploma: the teacher is qualified from now on.

    If it came with an application for registration, that is granted. Raises Refused if the citizen
    service number in the application turns out to be somebody else's.
    """
    check = _decided(check, "accept", actor=actor, on=on, decided_on=on, reasons="")
    qualification, _made = Qualification.objects.update_or_create(
        person=check.person,
        sector=check.sector,
        subject=check.subject,
        defaults={
            "since": check.awarded_on,
            "proof": Proof.DIPLOMA,
            "basis_code": "",
            "checked_by": check.checker,
            "checked_on": on,
            "confirmed_on": on,
        },
    )
    audit.record("checked", qualification, actor=actor, checker=check.checker_id)
    if admission := asked_with(check):
        admit(admission, actor=actor, on=on)
    return qualification


@transaction.atomic
def refuse_diploma(check: DiplomaCheck, *, actor: Person, on: date, reasons: str) -> None:
    """Refuse a diploma, with reasons."""
    check = _decided(check, "refuse", actor=actor, on=on, decided_on=on, reasons=reasons)
    forget_number(check, actor=actor)


@transaction.atomic
def ask_about_diploma(check: DiplomaCheck, *, actor: Person, on: date, reasons: str) -> None:
    """Ask the teacher for something more, such as a sharper scan."""
    _decided(check, "ask", actor=actor, on=on, reasons=reasons)


@transaction.atomic
def look_again(refused: DiplomaCheck, *, actor: Person | None, on: date) -> None:
    """Reopen a diploma that was wrongly refused.

    An application for registration begins again; otherwise the scan returns to the queue. Nothing
    happens if the same was asked or granted meanwhile, or if the scan was deleted.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=refused.person_id)
    if person.claimed_at is None:
        return begin_anew(refused, actor=actor, on=on)
    scan = DiplomaFile.objects.filter(pk=refused.pk).first()
    if scan and not _known(person, refused.sector, refused.subject):
        start_check(
            person,
            actor=actor,
            on=on,
            sector=refused.sector,
            subject=refused.subject,
            awarded_on=refused.awarded_on,
            checker=refused.checker,
            paper=Paper(scan.name, open_paper(scan.sealed, place=of_diploma(refused.pk))),
        )
    return None


def _decided(
    check: DiplomaCheck, move: str, *, actor: Person, on: date, **fields: Any
) -> DiplomaCheck:
    check = _lock(check)
    require(permissions.can_check_diploma(actor, check))
    advance(check, move, actor=actor, due_on=None, checked_by=actor, **fields)
    key = diploma_key(check, move)
    outbox.post("register.tasks.send_diploma", key=key, check=check.pk, move=move)
    return check


def _refuse_known(person: Person, sector: str, subject: str) -> None:
    known = _known(person, sector, subject)
    if known == "held":
        raise Refused(_("This qualification is in the register already."), code=known)
    if known == "asked":
        raise Refused(_("You have asked for this already."), code=known)


def _known(person: Person, sector: str, subject: str) -> str:
    same = {"person": person, "sector": sector, "subject": subject}
    if Qualification.objects.confirmed().filter(**same, proof=Proof.DIPLOMA).exists():
        return "held"
    return "asked" if DiplomaCheck.objects.filter(**same, status__in=WAITING).exists() else ""


def _keep(check: DiplomaCheck, paper: Paper) -> None:
    DiplomaFile.objects.update_or_create(
        check_of=check, defaults=sealed(paper, place=of_diploma(check.pk))
    )


def _lock(check: DiplomaCheck) -> DiplomaCheck:
    """Lock a diploma after its person, who is admitted with it."""
    Person.objects.select_for_update(no_key=True).get(pk=check.person_id)
    rows = DiplomaCheck.objects.select_related("person", "checker")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=check.pk)
