"""API clients: programs that use the register for an organisation, on behalf of one person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import OWN_SCOPES, Scope
from accounts.querysets import ApiClientQuerySet, ApiTokenQuerySet

from .person import Person
from .role import Organisation


class ApiClient(models.Model):
    """A machine of an organisation, ``[since, until)``.

    It acts on behalf of ``responsible``, who holds a role at the organisation, and may do what they
    may, within ``scopes``. When they leave, it is refused until somebody else takes it over (ADR
    12). Without an organisation it is a program that a teacher chose, for their own file only.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="clients", null=True
    )
    name = models.CharField(_("name"), max_length=100)
    purpose = models.CharField(_("purpose"), max_length=300)
    scopes = ArrayField(
        models.CharField(max_length=32, choices=Scope), verbose_name=_("what it may do")
    )
    requests_a_minute = models.PositiveIntegerField(_("requests a minute"), default=600)
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+")
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApiClientQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="client_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                violation_error_message=_("The last day must not come before the first."),
            ),
            models.CheckConstraint(name="client_may_do_something", condition=Q(scopes__len__gt=0)),
            models.CheckConstraint(
                name="client_scopes_known", condition=Q(scopes__contained_by=Scope.values)
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="client_has_its_own_name",
                violation_error_message=_("There is a connection with this name already."),
            ),
            models.UniqueConstraint(
                fields=["responsible", "name"],
                condition=Q(organisation=None),
                name="own_client_has_its_own_name",
                violation_error_message=_("There is a connection with this name already."),
            ),
            models.CheckConstraint(
                name="files_of_teachers_only_for_themselves",
                condition=Q(organisation=None, scopes__contained_by=OWN_SCOPES)
                | Q(organisation__isnull=False) & ~Q(scopes__overlap=OWN_SCOPES),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A secret with which a client signs in. Only its digest is stored; ``prefix`` may be shown."""

    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="tokens")
    prefix = models.CharField(_("begins with"), max_length=12, unique=True)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("works until"), null=True)
    last_used_at = models.DateTimeField(_("last used at"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at", "-pk"]

    def __str__(self) -> str:
        return self.prefix


class KeptAnswer(models.Model):
    """The answer to a request with an ``Idempotency-Key``, for when the request is repeated.

    ``fingerprint`` is that of the request; ``sealed`` is the body of the answer, encrypted because
    it may be about people. Both are deleted after ``services.clients.KEPT_FOR``.
    """

    client = models.ForeignKey(ApiClient, models.CASCADE, related_name="kept_answers")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    code = models.PositiveSmallIntegerField(default=0)
    location = models.CharField(max_length=200, blank=True)
    sealed = models.BinaryField(default=b"")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["client", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["at"], name="kept_answers_by_age")]

    def __str__(self) -> str:
        return f"answer {self.pk} to client {self.client_id}"

    @property
    def bound_to(self) -> str:
        return f"answer {self.pk}"
