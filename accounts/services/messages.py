"""Telling people things: by mail, and always on “My messages” (domain.md §6.1, VIT and BIG)."""

from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.choices import Language, MessageKind, Way
from accounts.models import ChosenLanguage, MailOptOut, Message, Person
from accounts.texts import Words
from core import audit
from core.errors import Refused
from core.permissions import require


@transaction.atomic
def tell(
    person: Person,
    *,
    actor: Person | None,
    key: str,
    kind: MessageKind,
    words: Words,
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
    way = _send(person, key=key, kind=kind, subject=words.subject, body=words.body)
    message = Message.objects.create(
        person=person,
        key=key,
        kind=kind,
        way=way,
        subject=words.subject,
        body=words.body,
        language=words.language,
        text=words.text,
    )
    audit.record("told", message, actor=actor, kind=kind, way=way)
    return message


@transaction.atomic
def choose_mail(person: Person, *, actor: Person, wanted: bool) -> None:
    """Say whether one wants mail that is no legal notice."""
    require(actor == person)
    if wanted:
        MailOptOut.objects.filter(person=person).delete()
    else:
        MailOptOut.objects.get_or_create(person=person)
    audit.record("mail_chosen", person, actor=actor, wanted=wanted)


@transaction.atomic
def choose_language(person: Person, *, actor: Person, language: Language) -> None:
    """Say in which language one wants our messages; letters and decisions stay Dutch."""
    require(actor == person)
    ChosenLanguage.objects.update_or_create(person=person, defaults={"language": language})
    audit.record("language_chosen", person, actor=actor, language=language)


@transaction.atomic
def send_again(message: Message, *, actor: Person | None) -> Message:
    """Mail a notice once more, to the address that its person has now; the caller has locked it."""
    message.way = _send(
        message.person,
        key=f"{message.key}-again",
        kind=MessageKind(message.kind),
        subject=message.subject,
        body=message.body,
    )
    message.save(update_fields=["way"])
    audit.record("told_again", message, actor=actor, way=message.way)
    return message


@transaction.atomic
def note_came_back(message: Message, *, actor: Person) -> None:
    """Write down that a mail came back after the server had taken it.

    Raises Refused for what did not go by mail. A notice then waits to be printed.
    """
    message = Message.objects.select_for_update(of=("self",), no_key=True).get(pk=message.pk)
    require(permissions.can_look_after(actor, message))
    if message.way != Way.MAIL:
        raise Refused(_("This message did not go by mail."), code="no_mail")
    message.way = Way.BOUNCED
    message.save(update_fields=["way"])
    audit.record("came_back", message, actor=actor)


@transaction.atomic
def note_posted(message: Message, *, actor: Person) -> None:
    """Write down that a notice went by letter; the caller has locked it."""
    require(permissions.can_look_after(actor, message))
    message.way = Way.LETTER
    message.save(update_fields=["way"])
    audit.record("posted", message, actor=actor)


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
