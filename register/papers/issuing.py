"""Issuing certificates: with a decision, or to replace an earlier one."""

from datetime import date

from core import outbox
from register.models import Certificate, Cycle


def issue_certificate(
    cycle: Cycle, *, until: date, on: date, replaces: Certificate | None = None
) -> Certificate:
    """Issue a certificate, in the transaction of the act; a worker makes the file later."""
    certificate = Certificate.objects.create(
        cycle=cycle,
        name=cycle.registration.person.full_name,
        issued_on=on,
        valid_until=until,
        replaces=replaces,
    )
    outbox.post(
        "register.tasks.make_certificate", key=f"certificate-{certificate.code}", cycle=cycle.pk
    )
    return certificate
