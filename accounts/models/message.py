import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Language, MessageKind, Way
from accounts.querysets import MessageQuerySet, MessageTextQuerySet

from .person import Person


class MessageText(models.Model):
    """One version of the words of a message, with blanks (``accounts.texts``), from a day on.

    The newest version whose day has come is in force. Version 1 is what we shipped. A version never
    changes, because messages refer to the version they were made from. Which blanks a message has
    is decided by the app that sends it.
    """

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    since = models.DateField(_("in force from"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    subject_en = models.CharField(_("subject in English"), max_length=200)
    body_en = models.TextField(_("text in English"))
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = MessageTextQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="message_text_version_is_used_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="message_text_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    def parts(self, language: str) -> tuple[str, str]:
        """Return subject and body in a language."""
        if language == Language.ENGLISH:
            return self.subject_en, self.body_en
        return self.subject, self.body


class Message(models.Model):
    """What was told to one person, in the exact words, and how it reached them.

    Every app sends messages with ``accounts.services.messages.tell``, which writes this row and
    sends the mail. ``key`` identifies the message, so that nobody is told the same thing twice.
    ``text`` is the version from which it was made, for messages that administrators can edit.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=MessageKind)
    way = models.CharField(_("how"), max_length=8, choices=Way)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    language = models.CharField(
        max_length=2, choices=Language, default=Language.DUTCH, db_default=Language.DUTCH
    )
    text = models.ForeignKey(MessageText, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(_("when"), auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-told_at"], name="messages_of_person"),
            models.Index(
                fields=["told_at"], name="messages_not_delivered", condition=Q(way="bounced")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_kind_known", condition=Q(kind__in=MessageKind.values)
            ),
            models.CheckConstraint(name="message_way_known", condition=Q(way__in=Way.values)),
            models.CheckConstraint(
                name="message_language_known", condition=Q(language__in=Language.values)
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("accounts:message", args=[self.pk])


class MailOptOut(models.Model):
    """Somebody who wants no mail except legal notices; the rest waits on “My messages”."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"no mail for person {self.person_id}"


class ChosenLanguage(models.Model):
    """The language in which somebody wants our messages; without a choice they are in Dutch."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    language = models.CharField(max_length=2, choices=Language)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chosen_language_known", condition=Q(language__in=Language.values)
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} for person {self.person_id}"
