"""How to re-encrypt the values that this app stores."""

from core import crypto, rotation

from .models import ApplicationFileContent, EvidenceContent


def rotate_evidence() -> int:
    return rotation.rotate_rows(
        EvidenceContent.objects.all(), "sealed", _renew, at_once=rotation.FILES_AT_ONCE
    )


def rotate_application_files() -> int:
    return rotation.rotate_rows(
        ApplicationFileContent.objects.all(), "sealed", _renew, at_once=rotation.FILES_AT_ONCE
    )


def _renew(content: EvidenceContent | ApplicationFileContent) -> bool:
    if crypto.is_current(content.sealed):
        return False
    content.sealed = crypto.encrypt(content.opened(), bound_to=content.bound_to)
    return True


rotation.register("evidence", rotate_evidence)
rotation.register("files of applications", rotate_application_files)
