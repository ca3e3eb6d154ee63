"""What anybody needs to verify our signatures without asking us anything else."""

from register.models import SigningCertificate


def published_chains() -> list[str]:
    """Return every certificate that a file was ever signed with, newest first, as PEM."""
    return list(SigningCertificate.objects.values_list("chain", flat=True))
