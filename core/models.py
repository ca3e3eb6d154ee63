from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _


class CurrentTransaction(Func):
    """The id of the current database transaction, which only ever grows."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class AuditQuerySet(models.QuerySet):
    def about(self, subject: models.Model) -> "AuditQuerySet":
        return self.filter(subject=subject._meta.label_lower, subject_pk=subject.pk)


class AuditEvent(models.Model):
    """One thing that someone, or the system itself, did to one record.

    Written only by ``core.audit``, in codes and keys, never personal text. The database refuses any
    update, deletion or truncation (migration 0002).
    """

    at = models.DateTimeField(_("when"), auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("action"), max_length=64)
    subject = models.CharField(max_length=64)
    subject_pk = models.BigIntegerField()
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    xact = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "subject_pk", "-at"], name="audit_subject"),
            models.Index(fields=["xact"], name="audit_xact"),
        ]

    def __str__(self) -> str:
        return f"{self.action} on {self.subject} {self.subject_pk}"


class AuditSeal(models.Model):
    """A seal on all audit events of the transactions ``[since, until)``.

    The mac is an HMAC, with a key that is not in the database, over those events and over the
    mac of the previous seal. ``core.audit.verify`` recomputes the chain.
    """

    sealed_at = models.DateTimeField(auto_now_add=True)
    since = models.BigIntegerField()
    until = models.BigIntegerField(unique=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    count = models.PositiveIntegerField()
    mac = models.BinaryField(max_length=32)
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")

    class Meta:
        ordering = ["until"]
        constraints = [
            models.CheckConstraint(name="seal_covers_something", condition=Q(until__gt=F("since"))),
            models.UniqueConstraint(
                name="one_first_seal", fields=["previous"], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"seal on {self.count} events up to {self.last}"


class OutboxMessage(models.Model):
    """Work with an effect outside the database, written in the transaction of the act.

    ``key`` identifies the message, so that an act posts it once. ``done_at`` is written in the same
    transaction as what the task itself writes.
    """

    key = models.CharField(max_length=120, unique=True)
    task = models.CharField(max_length=120)
    kwargs = models.JSONField(default=dict)
    posted_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(auto_now_add=True)
    last_error = models.CharField(max_length=200, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], name="outbox_due", condition=Q(done_at__isnull=True)
            ),
            models.Index(
                fields=["done_at"], name="outbox_done", condition=Q(done_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.key
