"""How to re-encrypt the values that this app stores."""

import base64

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.db.models import Model

from core import crypto, rotation

from .models import ClaimCode, Invitation, KeptAnswer, PersonIdentifier, PostalAddress


def rotate_second_factors() -> int:
    return rotation.rotate_rows(Authenticator.objects.all(), "data", _renew)


def _renew(factor: Authenticator) -> bool:
    old = {name: text for name, text in factor.data.items() if name in ("secret", "seed")}
    stale = [name for name, text in old.items() if not crypto.is_current(base64.b64decode(text))]
    factor.data.update({name: encrypt(decrypt(old[name])) for name in stale})
    return bool(stale)


def _by_digest(model: type[Model]) -> int:
    """Re-encrypt the values that are bound to the digest beside them."""
    return rotation.rotate_column(
        model._default_manager.all(), "ciphertext", bound_to=lambda row: bytes(row.digest).hex()
    )


rotation.register("citizen service numbers", lambda: _by_digest(PersonIdentifier))
rotation.register(
    "postal addresses",
    lambda: rotation.rotate_column(
        PostalAddress.objects.all(), "sealed", bound_to=lambda row: row.bound_to
    ),
)
rotation.register("invitations", lambda: _by_digest(Invitation))
rotation.register("claim codes", lambda: _by_digest(ClaimCode))
rotation.register(
    "answers to machines",
    lambda: rotation.rotate_column(
        KeptAnswer.objects.exclude(sealed=b""), "sealed", bound_to=lambda kept: kept.bound_to
    ),
)
rotation.register("second factors", rotate_second_factors)
