import secrets
from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.choices import IdentifierKind, RoleKind
from accounts.names import whole_name
from accounts.querysets import PersonManager
from core import clock, crypto

from .mandate import Mandate
from .role import Role


def new_handle() -> str:
    return secrets.token_urlsafe(18)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    exclude=["password", "last_login"],
    context_field=pghistory.ContextForeignKey(db_index=False),
)
class Person(AbstractBaseUser):
    """One human, once: before and after signing in.

    ``handle`` is the random username that django-allauth needs. ``email`` is in lower case, and
    empty until its owner has verified it. ``number`` is the registration number for life, empty
    for people who are in no section. Names are those of the last delivery or of the teacher's
    confirmation; ``sort_key`` is computed from them by ``accounts.names``.
    """

    handle = models.CharField(max_length=32, default=new_handle, editable=False)
    email = models.EmailField(_("email address"), blank=True)
    number = models.CharField(_("registration number"), max_length=12, blank=True, editable=False)
    given_names = models.CharField(_("given names"), max_length=200, blank=True)
    prefix = models.CharField(_("prefix of the family name"), max_length=20, blank=True)
    family_name = models.CharField(_("family name"), max_length=200, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True)
    gender = models.CharField(_("gender"), max_length=1, blank=True)
    sort_key = models.CharField(max_length=250, blank=True, editable=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False, editable=False
    )
    claimed_at = models.DateTimeField(_("record claimed at"), null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    events: Any  # the versions of this row, which pghistory keeps

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        # Declared here, because ``unique`` and ``db_index`` on text add a second index, for LIKE.
        indexes = [
            models.Index(fields=["sort_key"], name="person_by_name"),
            models.Index(
                fields=["merged_into"], name="merged_people", condition=~Q(merged_into=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["handle"], name="handle_belongs_to_one_person"),
            models.UniqueConstraint(
                fields=["email"],
                name="email_belongs_to_one_person",
                condition=~Q(email=""),
                violation_error_message=_("This email address is in use already."),
            ),
            models.CheckConstraint(name="email_in_lower_case", condition=Q(email=Lower("email"))),
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
        return whole_name(self.given_names, self.prefix, self.family_name)

    @property
    def surname(self) -> str:
        return whole_name(self.prefix, self.family_name)

    @cached_property
    def current_roles(self) -> list[Role]:
        """The roles that this person holds today, with their organisations."""
        return list(self.roles.on(clock.today()).select_related("organisation").order_by("pk"))

    @cached_property
    def mandated_boards(self) -> dict[int, Mandate]:
        """The boards for which this person may deliver today for an administration office."""
        held = Mandate.objects.on(clock.today()).held_by(self)
        return {mandate.board_id: mandate for mandate in held.select_related("office")}

    def works_for(self, board: int) -> bool:
        """Tell whether this person delivers for a board today, for itself or with its mandate."""
        return self.has_role(RoleKind.HR_OFFICER, organisation=board) or (
            board in self.mandated_boards
        )

    def has_role(self, kind: RoleKind, *, organisation: int | None = None) -> bool:
        """Tell whether this person holds a role today, anywhere or for one organisation."""
        return any(
            role.kind == kind and organisation in (None, role.organisation_id)
            for role in self.current_roles
        )


class PersonIdentifier(models.Model):
    """A citizen service number (BSN) of a person, never stored in plain text.

    A mistyped number that was corrected remains as a retired alias. Deliveries look people up by
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
        """Return the last three digits, all that is ever shown: ••••••213."""
        return crypto.decrypt(self.ciphertext, bound_to=bytes(self.digest).hex()).decode()[-3:]
