"""Applying for registration, by people that no board delivered (domain.md §5.1)."""

from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import identifiers
from accounts.choices import OrganisationKind
from accounts.models import Organisation, Person
from accounts.notices import post_notice
from accounts.services.doubles import find_doubles
from accounts.services.people import (
    begin_account,
    forget_unverified,
    rename_person,
    set_birth_date,
)
from core import audit
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.models import Admission
from register.models.admission import FINISH_WITHIN
from register.papers.scans import Paper
from register.selectors.admissions import Known, asked_too_often, known_already, missing

from .diplomas import start_check

YOUNGEST, OLDEST = timedelta(days=16 * 365), timedelta(days=110 * 366)
VERIFY_WITHIN = timedelta(days=7)

WAYS_BACK = {
    "account": gettext_lazy("You have an account in the register already."),
    "code": gettext_lazy("Your school has passed you on to the register already."),
    "asked": gettext_lazy("You have asked for this already, with another account."),
}


@transaction.atomic
def begin_admission(*, actor: None, on: date, email: str, password: str) -> EmailAddress:
    """Begin an application with a new account; the address must be verified first."""
    address = begin_account(actor=actor, email=email, password=password)
    admission = Admission.objects.create(person=address.user, begun_on=on)
    audit.record("begun", admission, actor=actor)
    return address


@transaction.atomic
def ask_admission(person: Person, *, actor: Person, on: date) -> Admission:
    """Begin an application, or begin again, with an existing account.

    Raises Refused while another one waits, or after too many applications.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    require(permissions.can_ask_admission(actor, person))
    if draft := Admission.objects.of(person).drafts().first():
        return draft
    if Admission.objects.of(person).waiting().exists():
        raise Refused(_("You have asked for this already."), code="asked")
    if asked_too_often(person, on):
        raise Refused(
            _("You asked three times within a year. Send us a message: we look along with you."),
            code="too_often",
        )
    admission = Admission.objects.create(person=person, begun_on=on)
    audit.record("begun", admission, actor=actor)
    return admission


@transaction.atomic
def give_name(
    admission: Admission, *, actor: Person, given_names: str, prefix: str, family_name: str
) -> None:
    person = _draft(admission, actor=actor).person
    rename_person(
        person, actor=actor, given_names=given_names, prefix=prefix, family_name=family_name
    )


@transaction.atomic
def give_birth_date(admission: Admission, *, actor: Person, on: date, birth_date: date) -> None:
    """Save the birth date. Raises Refused for an impossible one."""
    person = _draft(admission, actor=actor).person
    if not on - OLDEST < birth_date < on - YOUNGEST:
        raise Refused(_("Check the year of your birth."), code="age")
    set_birth_date(person, actor=actor, birth_date=birth_date)


def give_number(admission: Admission, *, actor: Person, bsn: str) -> None:
    """Save the citizen service number until it has been verified.

    Raises Refused for an invalid number. If number, birth date and family name match an existing
    record, it is refused with the way to that record, and the owner of the record gets a mail.
    This is not one transaction: the mail is sent although the number is refused.
    """
    require(permissions.can_ask_admission(actor, admission.person))
    digest, ciphertext = identifiers.sealed_bsn(bsn)
    _refuse_known(admission, digest, actor=actor)
    _keep_number(admission, actor=actor, digest=digest, ciphertext=ciphertext)


@transaction.atomic
def give_qualification(
    admission: Admission, *, actor: Person, on: date, sector: str, subject: str, awarded_on: date
) -> None:
    """Save what the diploma qualifies for. Raises Refused for a date in the future."""
    admission = _draft(admission, actor=actor)
    if awarded_on > on:
        raise Refused(_("The date on the diploma is still to come."), code="future")
    admission.sector, admission.subject, admission.awarded_on = sector, subject, awarded_on
    admission.save(update_fields=["sector", "subject", "awarded_on"])
    audit.record("filled_in", admission, actor=actor)


def hand_in_admission(admission: Admission, *, actor: Person, on: date, paper: Paper) -> None:
    """Hand in the application with its diploma.

    Raises Refused if an answer is missing, or if the person turns out to be known meanwhile.
    """
    if admission.digest is not None:
        _refuse_known(admission, bytes(admission.digest), actor=actor)
    _hand_in(admission, actor=actor, on=on, paper=paper)


@transaction.atomic
def forget_admissions(*, on: date) -> int:
    """Delete unfinished applications, and accounts whose address was never verified."""
    drafts = Admission.objects.drafts().select_for_update(
        of=("self",), skip_locked=True, no_key=True
    )
    unverified = drafts.filter(
        person__email="", person__roles=None, begun_on__lte=on - VERIFY_WITHIN
    )
    strangers = list(unverified.values_list("person", flat=True))
    old = [*unverified, *drafts.filter(begun_on__lte=on - FINISH_WITHIN).exclude(person__email="")]
    keys = [admission.pk for admission in old]
    audit.record_many("forgotten", Admission, keys, actor=None)
    Admission.objects.filter(pk__in=keys).delete()
    forget_unverified(strangers, actor=None)
    return len(keys)


@transaction.atomic
def _hand_in(admission: Admission, *, actor: Person, on: date, paper: Paper) -> None:
    admission = _draft(admission, actor=actor)
    if missing(admission) or admission.awarded_on is None:
        raise Refused(_("Answer the other questions first."), code="missing")
    admission.diploma = start_check(
        admission.person,
        actor=actor,
        on=on,
        sector=admission.sector,
        subject=admission.subject,
        awarded_on=admission.awarded_on,
        checker=Organisation.objects.get(kind=OrganisationKind.REGISTER),
        paper=paper,
    )
    admission.save(update_fields=["diploma"])
    audit.record("handed_in", admission, actor=actor, diploma=admission.diploma.pk)
    find_doubles([admission.person_id], actor=None)


def _refuse_known(admission: Admission, digest: bytes, *, actor: Person) -> None:
    if known := known_already(admission, digest):
        _tell_known(known, actor=actor)
        raise Refused(str(WAYS_BACK[known.way]), code=known.way)


@transaction.atomic
def _tell_known(known: Known, *, actor: Person) -> None:
    event = audit.record("second_account", known.person, actor=actor)
    if known.person.email:
        post_notice(known.person, event)


@transaction.atomic
def _keep_number(admission: Admission, *, actor: Person, digest: bytes, ciphertext: bytes) -> None:
    admission = _draft(admission, actor=actor)
    admission.digest, admission.ciphertext = digest, ciphertext
    admission.save(update_fields=["digest", "ciphertext"])
    audit.record("number_given", admission, actor=actor)


def _draft(admission: Admission, *, actor: Person) -> Admission:
    """Lock a draft and its person. Raises Refused if it was handed in meanwhile."""
    person = Person.objects.select_for_update(no_key=True).get(pk=admission.person_id)
    require(permissions.can_ask_admission(actor, person))
    draft = (
        Admission.objects.drafts().select_for_update(no_key=True).filter(pk=admission.pk).first()
    )
    if draft is None:
        raise Refused(_("You have handed this in already."), code="handed_in")
    draft.person = person
    return draft
