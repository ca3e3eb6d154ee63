"""Telling people things: by mail, and always on “My messages” (domain.md §6.1, VIT and BIG)."""

from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db import transaction

from accounts.choices import MessageKind, Way
from accounts.models import MailOptOut, Message, Person
from core import audit


@transaction.atomic
def tell(
    person: Person,
    *,
    actor: Person | None,
    key: str,
    kind: MessageKind,
    subject: str,
    body: str,
) -> Message:
    """Tell somebody something, once per ``key``, and return what was told.

    Any app calls this, from a task of the outbox: the mail goes out here, and where the server
    fails the whole task is tried again. Legal notices are mailed to everybody who has an
    address; other mail only to who did not opt out. A refused address is no failure: the message
    then says that it bounced, and a notice waits to be printed.
    """
    told = Message.objects.filter(key=key).first()
    if told:
        return told
    way = _send(person, key=key, kind=kind, subject=subject, body=body)
    message = Message.objects.create(
        person=person, key=key, kind=kind, way=way, subject=subject, body=body
    )
    audit.record("told", message, actor=actor, kind=kind, way=way)
    return message


@transaction.atomic
def choose_mail(person: Person, *, actor: Person, wanted: bool) -> None:
    """Say whether one wants mail that is no legal notice."""
    if wanted:
        MailOptOut.objects.filter(person=person).delete()
    else:
        MailOptOut.objects.get_or_create(person=person)
    audit.record("mail_chosen", person, actor=actor, wanted=wanted)


def _send(person: Person, *, key: str, kind: MessageKind, subject: str, body: str) -> Way:
    if not person.email:
        return Way.BOUNCED if kind == MessageKind.NOTICE else Way.HERE
    if kind != MessageKind.NOTICE and MailOptOut.objects.filter(person=person).exists():
        return Way.HERE
    # The same name at a second try, so that a mail that went out twice is one in the mailbox.
    headers = {"Message-ID": f"<{key}@lerarenregister>"}
    try:
        EmailMessage(subject, body, to=[person.email], headers=headers).send()
    except SMTPRecipientsRefused:
        return Way.BOUNCED
    return Way.MAIL
