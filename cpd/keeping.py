"""Checking files before they are stored: their content, viruses, and a fitting name."""

from pathlib import PurePath

from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.scanning import require_clean
from core.text import clean_file_name
from cpd.evidence_files import EXTENSIONS, CheckedFile, UnfitFile, inspect_file

LONGEST_STEM = 190
REFUSALS = {
    "empty": _("This file is empty. Choose another."),
    "too_large": _("This file is larger than 10 MB, or unpacks to far more. Make it smaller."),
    "unknown": _(
        "We keep photos (JPG, PNG, WebP), PDF and Office files (Word, PowerPoint, Excel). This is"
        " something else, whatever its name says."
    ),
    "heic": _(
        "This is a photo in the HEIC format, which not everybody can open. Save it as JPG, or take"
        " a screenshot of it."
    ),
    "macros": _("This document holds macros. Save it without macros, for example as PDF."),
    "locked": _("This PDF opens only with a password. Save it without one."),
    "broken": _("We cannot open this picture. Save it again, or make a new photo."),
}
FILE_CODES = (*REFUSALS, "virus", "no_scanner")


def checked(data: bytes) -> CheckedFile:
    """Return the file as we store it. Raises Refused if it cannot be accepted."""
    try:
        evidence = inspect_file(data)
    except UnfitFile as fault:
        raise Refused(REFUSALS[fault.code], code=fault.code) from fault
    require_clean(data)
    return evidence


def name_of(name: str, media_type: str) -> str:
    """Return a file name with the extension that fits its content."""
    stem = clean_file_name(PurePath(name).stem, longest=LONGEST_STEM) or "bewijs"
    return f"{stem}{EXTENSIONS[media_type]}"
