import secrets

import pghistory
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import clock, crypto

from .choices import IdentifierKind, OrganisationKind, Purpose, RoleKind
from .querysets import (
    ClaimCodeQuerySet,
    InvitationQuerySet,
    OrganisationQuerySet,
    PersonManager,
    RoleQuerySet,
)


def days(since: str, until: str) -> Func:
    """Return the span between two date columns, ``[since, until)``; an empty until has no end."""
    return Func(since, until, function="daterange", output_field=DateRangeField())


def hour_of(moment: str) -> Func:
    return Func(
        moment,
        template="(date_trunc('hour', %(expressions)s at time zone 'UTC'))",
        output_field=models.DateTimeField(),
    )


def new_handle() -> str:
    return secrets.token_urlsafe(18)


@pghistory.track(
    pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["password", "last_login"]
)
class Person(AbstractBaseUser):
    """One human, once: before and after signing in.

    ``handle`` is the random name by which the sign-in knows them. ``email`` is empty until its
    owner verified it. ``number`` is the registration number for life, empty for who is not in any
    section. Names are as the last delivery or the teacher's confirmation has them; ``sort_key``
    is computed from them by ``accounts.names``.
    """

    handle = models.CharField(max_length=32, unique=True, default=new_handle, editable=False)
    email = models.EmailField(_("email address"), blank=True)
    number = models.CharField(_("registration number"), max_length=12, blank=True, editable=False)
    given_names = models.CharField(_("given names"), max_length=200, blank=True)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    gender = models.CharField(_("gender"), max_length=1, blank=True)
    sort_key = models.CharField(max_length=250, blank=True, editable=False, db_index=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    claimed_at = models.DateTimeField(_("record claimed at"), null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="email_belongs_to_one_person",
                condition=~Q(email=""),
                violation_error_message=_("This email address is in use already."),
            ),
            models.UniqueConstraint(
                fields=["number"], name="number_belongs_to_one_person", condition=~Q(number="")
            ),
            models.CheckConstraint(
                name="number_has_its_shape",
                condition=Q(number="") | Q(number__regex=r"^LR\d{10}$"),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.handle

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given_names, self.surname) if part)

    @property
    def surname(self) -> str:
        return " ".join(part for part in (self.prefix, self.family_name) if part)

    @cached_property
    def current_roles(self) -> list["Role"]:
        """The roles that this person holds today, with their organisations."""
        return list(self.roles.on(clock.today()).select_related("organisation").order_by("pk"))

    def has_role(self, kind: RoleKind, *, organisation: int | None = None) -> bool:
        """Tell whether this person holds a role today, anywhere or for one organisation."""
        return any(
            role.kind == kind and organisation in (None, role.organisation_id)
            for role in self.current_roles
        )


class PersonIdentifier(models.Model):
    """A number by which the government knows a person, never stored in the clear.

    A mistyped number that was corrected stays as a retired alias. Deliveries look people up by
    ``digest``; only ``accounts.identifiers`` reads ``ciphertext``.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=IdentifierKind, default=IdentifierKind.BSN)
    digest = models.BinaryField(max_length=32)
    ciphertext = models.BinaryField()
    since = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "digest"],
                name="identifier_belongs_to_one_person",
                condition=Q(retired_at__isnull=True),
            ),
            models.CheckConstraint(
                name="identifier_kind_known", condition=Q(kind__in=IdentifierKind.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["digest"], name="retired_identifiers", condition=~Q(retired_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of person {self.person_id}"

    def tail(self) -> str:
        """Return the last three digits, all that is ever shown (design: ••••••213)."""
        return crypto.decrypt(self.ciphertext, bound_to=bytes(self.digest).hex()).decode()[-3:]


class Organisation(models.Model):
    """The base row of a board, a provider or the register itself.

    ``search_key`` holds what it is found by: the plain name (``accounts.names.plain``) and the
    numbers that its own app knows it by.
    """

    kind = models.CharField(max_length=8, choices=OrganisationKind, editable=False)
    name = models.CharField(_("name"), max_length=200)
    search_key = models.CharField(max_length=250, blank=True, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=OrganisationKind.values)
            ),
            models.UniqueConstraint(
                fields=["kind"], name="one_register", condition=Q(kind=OrganisationKind.REGISTER)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """What a person may do for an organisation, ``[since, until)``."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roles")
    kind = models.CharField(_("role"), max_length=16, choices=RoleKind)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["person__sort_key", "pk"]
        constraints = [
            models.CheckConstraint(name="role_kind_known", condition=Q(kind__in=RoleKind.values)),
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            ExclusionConstraint(
                name="a_role_is_held_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (days("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person has this role already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"


class View(models.Model):
    """One look by somebody at another person's file, shown to that person.

    Opening a file and being in an export count; a row in a list does not. Opening it again within
    the same hour is the same look.
    """

    subject = models.ForeignKey(Person, models.PROTECT, related_name="views")
    viewer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.ForeignKey(Role, models.PROTECT, related_name="+")
    purpose = models.CharField(_("purpose"), max_length=16, choices=Purpose)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["subject", "-at"], name="views_of_subject")]
        constraints = [
            models.CheckConstraint(
                name="view_purpose_known", condition=Q(purpose__in=Purpose.values)
            ),
            models.UniqueConstraint(
                "subject",
                "viewer",
                "role",
                "purpose",
                hour_of("at"),
                name="one_look_an_hour",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.viewer} looked at {self.subject}"


class Invitation(models.Model):
    """An invitation to a role, accepted once with the link that was mailed.

    ``invited_by`` is empty for the very first administrator, whom nobody could invite.
    """

    email = models.EmailField(_("email address"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    kind = models.CharField(_("role"), max_length=16, choices=RoleKind)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    ciphertext = models.BinaryField(editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                name="invitation_kind_known", condition=Q(kind__in=RoleKind.values)
            ),
            models.CheckConstraint(
                name="invitation_accepted_by_somebody",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_not_both_accepted_and_withdrawn",
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                "kind",
                name="one_open_invitation",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                violation_error_message=_("This person has been invited already."),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ClaimCode(models.Model):
    """A code by letter or mail with which a delivered person claims the record, once.

    ``wrong_tries`` counts the dates of birth that did not match: whoever found a letter must not
    be able to try them all.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="claim_codes")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    ciphertext = models.BinaryField(editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ClaimCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                name="one_open_claim_code",
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="claim_code_not_both_used_and_withdrawn",
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"claim code {self.pk}"
