"""How people come in: by an invitation to a role, or by a code to claim their own record."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.choices import RoleKind
from accounts.querysets import ClaimCodeQuerySet, InvitationQuerySet

from .person import Person
from .role import Organisation


class Invitation(models.Model):
    """An invitation to a role, accepted once with the link that was mailed.

    ``invited_by`` is empty for the very first administrator: nobody could invite them.
    """

    email = models.EmailField(_("email address"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="invitations")
    kind = models.CharField(_("role"), max_length=16, choices=RoleKind)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    ciphertext = models.BinaryField(editable=False)
    invited_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
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

    ``wrong_tries`` counts the dates of birth that did not match: a finder of the letter must not
    be able to try them all.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="claim_codes")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    ciphertext = models.BinaryField(editable=False)
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
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
