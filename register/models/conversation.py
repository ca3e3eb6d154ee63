from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.choices.conversations import CONVERSATION_MOVES, ConversationStatus
from register.querysets import ConversationQuerySet


class Conversation(models.Model):
    """What a teacher shows to one other person, such as a manager or a coach, for a while.

    The other needs no account: they get a personal link by mail (ADR 19). Only these two see it.
    ``with_report`` adds the content of the requirements page.
    """

    MOVES = CONVERSATION_MOVES

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="conversations"
    )
    partner_name = models.CharField(_("name"), max_length=100)
    partner_email = models.EmailField(_("email address"))
    with_report = models.BooleanField(_("with what is needed and what is there"))
    since = models.DateField(_("shared on"))
    until = models.DateField(_("shared until"))
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=ConversationStatus,
        default=ConversationStatus.SHARED,
        editable=False,
    )
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    ciphertext = models.BinaryField(editable=False)
    opened_at = models.DateTimeField(_("opened last"), null=True, editable=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="conversation_status_known", condition=Q(status__in=ConversationStatus.values)
            ),
            models.CheckConstraint(
                name="conversation_ends_after_it_starts", condition=Q(until__gt=F("since"))
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("register:conversation", args=[self.pk])


class SharedActivity(models.Model):
    """One activity that is shown in a conversation."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="shared")
    activity = models.ForeignKey("cpd.Activity", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "activity"], name="an_activity_is_shown_once"
            )
        ]

    def __str__(self) -> str:
        return f"activity {self.activity_id} in conversation {self.conversation_id}"


class Agreement(models.Model):
    """What one of the two wrote down; it is in force once both have confirmed it."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="agreements")
    text = models.TextField(_("agreement"), max_length=1000)
    by_teacher = models.BooleanField()
    written_at = models.DateTimeField(auto_now_add=True)
    teacher_confirmed_at = models.DateTimeField(null=True)
    partner_confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="an_agreement_is_its_writers",
                condition=Q(by_teacher=True, teacher_confirmed_at__isnull=False)
                | Q(by_teacher=False, partner_confirmed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def holds(self) -> bool:
        return bool(self.teacher_confirmed_at and self.partner_confirmed_at)
