"""Withdrawing and reissuing certificates, and the annex to one."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit, outbox
from core.errors import Refused
from core.permissions import require
from register import permissions
from register.choices.cycles import Withdrawal
from register.models import Certificate
from register.papers.issuing import issue_certificate
from register.papers.own_paper import annex_pdf
from register.signing.keys import signing_key
from register.tasks import published


@transaction.atomic
def withdraw_certificate(
    certificate: Certificate, *, actor: Person, reason: Withdrawal, on: date
) -> Certificate:
    """Withdraw a certificate: anybody who checks it sees that, and the holder is told.

    The registration itself continues. Raises Refused if it was withdrawn already.
    """
    certificate = _locked(certificate)
    require(permissions.can_withdraw(actor, certificate))
    _refuse_replaced(certificate)
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


@transaction.atomic
def reissue_certificate(certificate: Certificate, *, actor: Person, on: date) -> Certificate:
    """Issue a certificate again under the holder's present name.

    It is valid as long as the one that it replaces, which becomes invalid. Raises Refused if that
    one was replaced already, is correct, or is not in force.
    """
    certificate = _locked(certificate)
    require(permissions.can_reissue(actor, certificate))
    _refuse_replaced(certificate)
    if certificate.is_right:
        raise Refused(_("This certificate is right as it is."), code="right")
    if not Certificate.objects.to_reissue(on).filter(pk=certificate.pk).exists():
        raise Refused(_("This certificate cannot be issued again today."), code="not_in_force")
    certificate.replaced_on = on
    certificate.save(update_fields=["replaced_on"])
    following = issue_certificate(
        certificate.cycle, until=certificate.valid_until, replaces=certificate, on=on
    )
    audit.record("replaced", certificate, actor=actor, by=following.code)
    return following


@transaction.atomic
def annex_of(certificate: Certificate, *, actor: Person) -> bytes:
    """Return the signed list of activities that counted; it is made on request and not stored."""
    require(permissions.can_have_annex(actor, certificate))
    key = signing_key()
    published(key)
    return annex_pdf(certificate, key=key)


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.with_holder().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=certificate.pk)


def _refuse_replaced(certificate: Certificate) -> None:
    if certificate.replaced_on is not None:
        raise Refused(_("This certificate was replaced by a new one already."), code="replaced")
