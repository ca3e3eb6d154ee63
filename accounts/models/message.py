from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import MessageKind, Way
from accounts.querysets import MessageQuerySet

from .person import Person


class Message(models.Model):
    """What was told to one person, in the words in which it was told, and how it reached them.

    Every app tells people things by ``accounts.services.messages.tell``, which writes this row
    and sends the mail. ``key`` names the message, so that nobody is told the same thing twice.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages")
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=MessageKind)
    way = models.CharField(_("how"), max_length=8, choices=Way)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
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
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("accounts:message", args=[self.pk])


class MailOptOut(models.Model):
    """Somebody who wants no mail but legal notices; the rest waits on “My messages”."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"no mail for person {self.person_id}"
