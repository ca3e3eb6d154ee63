"""The public data with which anybody can verify our signatures."""

from django.db.models import Q

from register.choices.registrations import RegistrationStatus
from register.models import Certificate, SigningCertificate


def withdrawn_between(first: int, end: int) -> list[int]:
    """Return the invalid certificates with primary keys in ``[first, end)``.

    They were withdrawn or replaced, or their holder is no longer registered.
    """
    found = Certificate.objects.filter(pk__gte=first, pk__lt=end)
    gone = ~Q(cycle__registration__status=RegistrationStatus.REGISTERED)
    withdrawn = found.filter(gone | Q(withdrawn_on__isnull=False) | Q(replaced_on__isnull=False))
    return list(withdrawn.order_by("pk").values_list("pk", flat=True))


def published_chains() -> list[str]:
    """Return every certificate that a file was ever signed with, newest first, as PEM."""
    return list(SigningCertificate.objects.values_list("chain", flat=True))
