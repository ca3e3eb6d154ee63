"""How to re-encrypt the values that this app stores."""

import pgtrigger

from core import rotation

from .models import (
    Admission,
    CheckProof,
    Conversation,
    DiplomaFile,
    Draw,
    LeavePaper,
    RegisterCheck,
)
from .papers.scans import of_diploma, of_leave
from .selectors.checks import place_of, place_of_proof


def rotate_papers() -> int:
    return rotation.rotate_column(
        DiplomaFile.objects.all(),
        "sealed",
        bound_to=lambda file: of_diploma(file.pk),
        at_once=rotation.FILES_AT_ONCE,
    )


def rotate_leave_papers() -> int:
    return rotation.rotate_column(
        LeavePaper.objects.all(),
        "sealed",
        bound_to=lambda paper: of_leave(paper.pk),
        at_once=rotation.FILES_AT_ONCE,
    )


def rotate_checks() -> int:
    kept = RegisterCheck.objects.exclude(sealed=b"")
    return rotation.rotate_column(kept, "sealed", bound_to=place_of, at_once=rotation.FILES_AT_ONCE)


def rotate_proofs() -> int:
    kept = CheckProof.objects.exclude(sealed=b"")
    return rotation.rotate_column(
        kept,
        "sealed",
        bound_to=lambda proof: place_of_proof(proof.check_made_id),
        at_once=rotation.FILES_AT_ONCE,
    )


@pgtrigger.ignore("register.Draw:draw_stays")
def rotate_draws() -> int:
    """The secret stays what it is, which its published hash proves; only its wrapping changes."""
    return rotation.rotate_column(Draw.objects.all(), "sealed", bound_to=lambda draw: draw.bound_to)


rotation.register("answers of checks", rotate_checks)
rotation.register("proofs of checks", rotate_proofs)
rotation.register(
    "numbers of who asks to be admitted",
    lambda: rotation.rotate_column(
        Admission.objects.exclude(ciphertext=None),
        "ciphertext",
        bound_to=lambda row: bytes(row.digest).hex(),
    ),
)
rotation.register("diplomas", rotate_papers)
rotation.register("secrets of draws", rotate_draws)
rotation.register("proof of leave", rotate_leave_papers)
rotation.register(
    "conversations",
    lambda: rotation.rotate_column(
        Conversation.objects.all(), "ciphertext", bound_to=lambda row: bytes(row.digest).hex()
    ),
)
