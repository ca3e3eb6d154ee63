"""Issuing the answers to a check as a signed PDF."""

from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from accounts.models import Person
from core import audit, crypto
from core.permissions import require
from register import permissions
from register.letters.contents import issuer
from register.models import CheckProof, RegisterCheck
from register.papers.check_paper import check_paper, signed_check
from register.selectors.checks import paper_of, place_of_proof, signed_words
from register.signing.keys import signing_key
from register.tasks import published


@transaction.atomic
def proof_of(check: RegisterCheck, *, actor: Person) -> bytes:
    """Return the signed PDF of a check, made once, so that all copies are the same file.

    It is empty once the answers were deleted.
    """
    rows = RegisterCheck.objects.select_for_update(of=("self",), no_key=True).select_related(
        "agreement"
    )
    check = rows.get(pk=check.pk)
    require(permissions.can_check(actor, check.agreement))
    words = signed_words(check)
    if not words:
        return b""
    if made := CheckProof.objects.filter(check_made=check).first():
        return paper_of(made)
    return _make(check, words, actor=actor)


def _make(check: RegisterCheck, words: str, *, actor: Person) -> bytes:
    key = signing_key()
    verify_at = f"{settings.SITE_URL}{reverse('register:check')}"
    content = check_paper(words, issuer=issuer(), verify_at=verify_at, demo=settings.DEMO)
    pdf = signed_check(content, words, key=key)
    sealed = crypto.encrypt(pdf, bound_to=place_of_proof(check.pk))
    CheckProof.objects.create(
        check_made=check,
        sealed=sealed,
        sha256=sha256(pdf).hexdigest(),
        signed_with=published(key),
    )
    audit.record("proof_made", check, actor=actor)
    return pdf
