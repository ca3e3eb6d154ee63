"""What becomes of a certificate after it was issued."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit, outbox
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.choices import Withdrawal
from register.models import Certificate


@transaction.atomic
def withdraw_certificate(
    certificate: Certificate, *, actor: Person, reason: Withdrawal, on: date
) -> Certificate:
    """Withdraw a certificate: whoever checks it from now on is told so, and the holder too.

    It says nothing about the registration, which goes on. Raises Refused where it was withdrawn.
    """
    rows = Certificate.objects.select_related("cycle__registration__person")
    certificate = rows.select_for_update(of=("self",)).get(pk=certificate.pk)
    require(permissions.can_withdraw(actor, certificate))
    if certificate.withdrawn_on is not None:
        raise Refused(_("This certificate was withdrawn already."), code="withdrawn")
    certificate.withdrawn_on, certificate.withdrawn_for = on, reason
    certificate.save(update_fields=["withdrawn_on", "withdrawn_for"])
    audit.record("withdrawn", certificate, actor=actor, reason=reason)
    outbox.post(
        "register.tasks.send_withdrawal",
        key=f"withdrawal-{certificate.pk}",
        certificate=certificate.pk,
    )
    return certificate
