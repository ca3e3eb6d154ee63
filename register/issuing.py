"""How a certificate comes to be: with the decision, or in the place of an earlier one."""

from datetime import date

from core import outbox

from .models import Certificate, Cycle


def issue_certificate(
    cycle: Cycle, *, until: date, on: date, replaces: Certificate | None = None
) -> Certificate:
    """Write down that a certificate is issued, in the transaction of the deed; a worker makes the
    file.
    """
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
