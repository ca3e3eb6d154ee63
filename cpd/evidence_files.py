"""Inspecting files that are handed in as evidence: their real type, and no needless metadata.

Standard library, Pillow, puremagic and pikepdf; no database.
"""

import io
import struct
import warnings
import zipfile
from dataclasses import dataclass

import puremagic
from PIL import Image, ImageOps, UnidentifiedImageError

from core.paper import needs_password

LARGEST = 10 * 1024 * 1024
LARGEST_PICTURE = 60_000_000  # pixels
MOST_PARTS, LARGEST_UNPACKED = 2_000, 100 * 1024 * 1024
MACROS = "vbaproject.bin"
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")
PDF = "application/pdf"
OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    ),
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What Pillow and the standard library raise for a broken picture or broken EXIF.
UNREADABLE = (
    *(UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError),
    *(TypeError, ValueError, struct.error),
)
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    PDF: ".pdf",
    **dict(zip(OFFICE.values(), (".docx", ".pptx", ".xlsx"), strict=True)),
}


class UnfitFile(Exception):
    """This file is not accepted; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class CheckedFile:
    """A file as it is stored, and its type by its content."""

    content: bytes
    media_type: str


def inspect_file(data: bytes) -> CheckedFile:
    """Return a file as it is stored; its name and the browser's content type are ignored.

    Pictures are re-encoded, which removes place and device (EXIF). Raises UnfitFile.
    """
    if not data:
        raise UnfitFile("empty")
    if len(data) > LARGEST:
        raise UnfitFile("too_large")
    media_type = _media_type(data)
    if media_type in PICTURES:
        return CheckedFile(_drawn_anew(data, PICTURES[media_type]), media_type)
    if media_type == PDF and needs_password(data):
        raise UnfitFile("locked")
    return CheckedFile(data, media_type)


def _media_type(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if data[4:12] in HEIC:
        raise UnfitFile("heic")
    try:
        found = puremagic.from_string(data, mime=True)
    except puremagic.PureError:
        raise UnfitFile("unknown") from None
    if found not in PICTURES and found != PDF:
        raise UnfitFile("unknown")
    return found


def _office(data: bytes) -> str:
    """Return the type of office document in a zip file; macros and zip bombs are refused."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise UnfitFile("unknown") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise UnfitFile("too_large")
    names = {part.filename for part in parts}
    if any(name.lower().endswith(MACROS) for name in names):
        raise UnfitFile("macros")
    for part, media_type in OFFICE.items():
        if part in names:
            return media_type
    raise UnfitFile("unknown")


def _drawn_anew(data: bytes, form: str) -> bytes:
    """Re-encode a picture upright, with nothing but its pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                if picture.width * picture.height > LARGEST_PICTURE:
                    raise UnfitFile("too_large")
                upright = ImageOps.exif_transpose(picture)
                mode = "RGB" if form == "JPEG" or upright.mode not in ("RGB", "RGBA", "L") else ""
                clean = upright.convert(mode) if mode else upright.copy()
    except UNREADABLE:
        raise UnfitFile("broken") from None
    clean.info.clear()
    kept = io.BytesIO()
    clean.save(kept, form, quality=88)
    return kept.getvalue()
