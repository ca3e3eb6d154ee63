from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.codes import new_code
from register.choices.cycles import Withdrawal
from register.querysets import CertificateQuerySet
from register.signing.codes import grouped

from .cycle import Cycle
from .signing import SigningCertificate


class Certificate(models.Model):
    """The certificate of a renewed registration, by whose code anybody can check it.

    The row is made with the decision; ``pdf``, ``sha256``, ``signed_with`` and ``credential`` (a
    JWT, for machines) are filled in by the task that makes the file. ``name`` is the name on the
    certificate, whatever its holder is called later. After a change of name it can be issued again:
    the new one ``replaces`` the earlier one, which is no longer valid from ``replaced_on``.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="certificates")
    name = models.CharField(_("name"), max_length=422)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code)
    issued_on = models.DateField(_("issued on"))
    valid_until = models.DateField(_("valid until"))
    pdf = models.FileField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    credential = models.TextField(blank=True, editable=False)
    signed_with = models.ForeignKey(
        SigningCertificate, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, editable=False)
    withdrawn_for = models.CharField(
        _("withdrawn because"), max_length=16, choices=Withdrawal, blank=True, editable=False
    )
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", editable=False
    )
    replaced_on = models.DateField(_("replaced on"), null=True, editable=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"],
                name="a_cycle_has_one_current_certificate",
                condition=Q(replaced_on=None),
            ),
            models.CheckConstraint(name="certificate_names_somebody", condition=~Q(name="")),
            models.CheckConstraint(
                name="certificate_is_made_before_it_is_replaced",
                condition=Q(replaced_on=None) | ~Q(sha256=""),
            ),
            models.CheckConstraint(
                name="certificate_code_has_its_shape",
                condition=Q(code__regex=r"^[2-9A-HJKMNP-Z]{12}$"),
            ),
            models.CheckConstraint(
                name="certificate_ends_after_it_starts", condition=Q(valid_until__gt=F("issued_on"))
            ),
            models.CheckConstraint(
                name="certificate_hash_iff_pdf",
                condition=Q(pdf="", sha256="") | Q(~Q(pdf=""), ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="certificate_withdrawal_has_a_reason",
                condition=Q(withdrawn_on=None, withdrawn_for="")
                | Q(withdrawn_on__isnull=False, withdrawn_for__in=Withdrawal.values),
            ),
            models.CheckConstraint(
                name="certificate_signed_only_with_pdf",
                condition=Q(signed_with=None) | ~Q(pdf=""),
            ),
        ]

    def __str__(self) -> str:
        return f"certificate {self.code}"

    def get_absolute_url(self) -> str:
        return reverse("register:check_code", args=[self.code])

    @property
    def is_right(self) -> bool:
        """Whether it was not withdrawn, and its holder still has the name on it."""
        holder = self.cycle.registration.person
        return self.withdrawn_on is None and self.name == holder.full_name

    @property
    def grouped(self) -> str:
        """The code as people read it."""
        return grouped(self.code)
