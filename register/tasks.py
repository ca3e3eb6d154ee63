"""What the outbox runs: mail and files. Each is done once, in the transaction of its message."""

from hashlib import sha256

from celery import shared_task
from django.core.files.base import ContentFile

from accounts.choices import MessageKind, Way
from accounts.models import Message, Person
from accounts.services.messages import send_again, tell
from accounts.texts import Words
from core import audit, clock, outbox

from .choices.cycles import CycleStatus, Outcome
from .letters import contents, mails, outside
from .letters.notifying import (
    Told,
    case_event_key,
    decision_key,
    diploma_key,
    start_term,
    told_about,
)
from .models import (
    CaseEvent,
    Certificate,
    Conversation,
    Decision,
    DiplomaCheck,
    Registration,
    Reminder,
    Sample,
    SampleMessage,
    SigningCertificate,
)
from .papers.credentials import credential
from .papers.documents import signed_certificate
from .selectors.assessment import standing_of
from .signing.keys import SigningKey, signing_key


@shared_task
def send_registered(registration: int) -> None:
    found = Registration.objects.select_related("person").get(pk=registration)
    mail = mails.registered(found, found.cycles.first(), on=clock.today())
    _tell(found.person, f"registered-{registration}", MessageKind.NEWS, mail)


@shared_task
def send_left_or_back(registration: int, status: str) -> None:
    """Tell who left the register, or is back in it, unless that changed again meanwhile."""
    found = Registration.objects.select_related("person").get(pk=registration)
    if found.status == status and found.person.claimed_at:
        mail = mails.left_or_back(found, on=clock.today())
        key = f"left-or-back-{registration}-{status}-{found.ended_on or clock.today()}"
        _tell(found.person, key, MessageKind.NEWS, mail)


@shared_task
def send_reminder(reminder: int) -> None:
    """Remind, unless the teacher asked for renewal or was renewed meanwhile, or time is up."""
    on = clock.today()
    found = Reminder.objects.select_related("cycle__registration__person").get(pk=reminder)
    waiting = found.cycle.status in (CycleStatus.OPEN, CycleStatus.CONDITIONAL)
    if waiting and on < found.cycle.until:
        mail = mails.reminder(found, standing_of(found.cycle, on=on), on=on)
        person = found.cycle.registration.person
        _tell(person, f"reminder-{reminder}", MessageKind.REMINDER, mail)


@shared_task
def send_decision(decision: int) -> None:
    """Tell the teacher about a decision: with that the term for an objection starts (Awb 6:8).

    Where no mail arrives it starts later, when the letter is posted: see ``services.post``.
    """
    rows = Decision.objects.with_cycle()
    found = rows.select_for_update(of=("self",), no_key=True).get(pk=decision)
    person = found.cycle.registration.person
    told = _tell(
        person, decision_key(found), MessageKind.NOTICE, mails.decision(found, on=clock.today())
    )
    _start_term(found, told)


@shared_task
def send_case_event(event: int) -> None:
    """Tell who a case is about what was done in it; a decision starts the term for a remedy."""
    rows = CaseEvent.objects.with_people()
    found, on = rows.select_for_update(of=("self",), no_key=True).get(pk=event), clock.today()
    if teacher := found.case.teacher:
        mail = mails.case_event(found, teacher, on=on)
        _start_term(found, _tell(teacher, case_event_key(found), MessageKind.NOTICE, mail))
    elif outside.to_provider(found, on=on).send():
        start_term(found, actor=None, on=on)


@shared_task
def mail_again(message: int) -> None:
    """Mail a notice that was refused to the address that its person has now."""
    found = (
        Message.objects.to_print()
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=message)
        .first()
    )
    if found and send_again(found, actor=None).way == Way.MAIL:
        subject = told_about(found)
        if subject:
            start_term(subject, actor=None, on=clock.today())


@shared_task
def make_certificate(cycle: int) -> None:
    """Make the file of the last certificate that was issued for a cycle, once.

    A worker that is killed halfway leaves a file without a fingerprint in the row: the next try
    writes it again under the same name.
    """
    rows = Certificate.objects.select_related("cycle__registration__person", "cycle__rule_set")
    found = rows.select_for_update(of=("self",), no_key=True).get(cycle=cycle, replaced_on=None)
    decision = Decision.objects.get(cycle=cycle, outcome=Outcome.RENEWED)
    key = signing_key()
    says = contents.certificate_content(found, decision)
    found.credential = credential(says, certificate=found.pk, key=key)
    content = signed_certificate(says, key=key, credential=found.credential)
    name = f"certificates/{found.code}.pdf"
    found.pdf.storage.delete(name)
    found.pdf.save(name, ContentFile(content), save=False)
    found.sha256 = sha256(content).hexdigest()
    found.signed_with = published(key)
    found.save(update_fields=["pdf", "sha256", "signed_with", "credential"])
    audit.record("issued", found, actor=None)
    outbox.post(
        "register.tasks.send_certificate",
        key=f"certificate-mail-{found.pk}",
        certificate=found.pk,
    )


def published(key: SigningKey) -> SigningCertificate:
    """Return the row of a key's certificate: from its first use on it is public for ever."""
    row, is_new = SigningCertificate.objects.get_or_create(
        fingerprint=key.fingerprint,
        defaults={"chain": key.chain, "first_used_on": clock.today()},
    )
    if is_new:
        audit.record("published", row, actor=None, fingerprint=key.fingerprint)
    return row


@shared_task
def send_withdrawal(certificate: int) -> None:
    found = Certificate.objects.with_holder().get(pk=certificate)
    person = found.cycle.registration.person
    mail = mails.withdrawal(found, on=clock.today())
    _tell(person, f"withdrawal-{certificate}", MessageKind.NOTICE, mail)


@shared_task
def send_certificate(certificate: int) -> None:
    """Tell that a certificate is ready; where it replaces another one, that is no mere news."""
    found = Certificate.objects.with_holder().select_related("replaces").get(pk=certificate)
    kind = MessageKind.NOTICE if found.replaces else MessageKind.NEWS
    mail = mails.certificate(found, on=clock.today())
    _tell(found.cycle.registration.person, f"certificate-{certificate}", kind, mail)


@shared_task
def send_sample(sample: int) -> None:
    """Tell somebody who was drawn that people look, and what that means."""
    found = Sample.objects.with_people().get(pk=sample)
    person = found.cycle.registration.person
    _tell(person, f"sample-{sample}", MessageKind.NOTICE, mails.sample(found, on=clock.today()))


@shared_task
def send_sample_question(message: int) -> None:
    rows = SampleMessage.objects.select_related("sample__cycle__registration__person")
    found = rows.get(pk=message)
    person = found.sample.cycle.registration.person
    mail = mails.sample_question(found, on=clock.today())
    _tell(person, f"sample-question-{message}", MessageKind.NOTICE, mail)


@shared_task
def send_conversation(conversation: int) -> None:
    """Mail the link, unless the teacher stopped meanwhile."""
    shared = Conversation.objects.shared(clock.today()).select_related("person")
    if found := shared.filter(pk=conversation).first():
        outside.conversation(found).send()


@shared_task
def send_diploma(check: int, move: str) -> None:
    found = DiplomaCheck.objects.select_related("person", "checker").get(pk=check)
    mail = mails.diploma(found, move, on=clock.today())
    told = _tell(found.person, diploma_key(found, move), MessageKind.NOTICE, mail)
    if move == "refuse":
        _start_term(found, told)


def _tell(person: Person, key: str, kind: MessageKind, mail: Words) -> Message:
    return tell(person, actor=None, key=key, kind=kind, words=mail)


def _start_term(subject: Told, told: Message) -> None:
    """Start the term of what was told today, unless the mail was refused."""
    if told.way == Way.MAIL:
        start_term(subject, actor=None, on=clock.today())
