"""Documents for print: HTML to one PDF that is archivable (PDF/A-3a) and accessible (PDF/UA-1)."""

import atexit
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pikepdf
from django.contrib.staticfiles import finders

from .archiving import archivable

PDF = {"pdf_variant": "pdf/a-3a"}
STYLE_SHEET = "css/documents.css"


def lay_out(html: str) -> Any:
    """Lay out a page and return WeasyPrint's document, which has no types."""
    press = _press()
    return press.html(string=html, url_fetcher=press.fetch).render(
        font_config=press.fonts, stylesheets=[press.sheet], **PDF
    )


def as_pdf(document: Any, *, attached: Mapping[str, str] | None = None) -> bytes:
    """Return the PDF of a document; ``attached`` holds texts by file name that say the same."""
    files = [_attachment(name, text) for name, text in (attached or {}).items()]
    return archivable(document.write_pdf(**PDF, attachments=files))


def pages_of(pdf: bytes) -> int:
    """Return the number of pages of a PDF."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def needs_password(pdf: bytes) -> bool:
    """Return whether a PDF opens with a password only; a broken one does not ask for any."""
    try:
        pikepdf.open(BytesIO(pdf)).close()
    except pikepdf.PasswordError:
        return True
    except pikepdf.PdfError:
        pass
    return False


def bound(parts: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of several, for print: the accessibility tags are lost."""
    with pikepdf.new() as book:
        for part in parts:
            with pikepdf.open(BytesIO(part)) as pages:
                book.pages.extend(pages.pages)
        written = BytesIO()
        book.save(written)
    return written.getvalue()


def _attachment(name: str, text: str) -> Any:
    from weasyprint import Attachment

    return Attachment(string=text, name=name, description=name, relationship="Alternative")


@cache
def _press() -> SimpleNamespace:
    """Read the style sheet and fonts once per process: that is half the time of a document.

    WeasyPrint is imported here because it loads system libraries that nothing else needs. It may
    read our own files and data URIs, never the network.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts, fetch = FontConfiguration(), URLFetcher(allowed_protocols=["data", "file"])
    sheet = CSS(filename=finders.find(STYLE_SHEET), font_config=fonts, url_fetcher=fetch)
    return SimpleNamespace(html=HTML, sheet=sheet, fonts=fonts, fetch=fetch)


# Remove the fonts that WeasyPrint unpacked, while it still can.
atexit.register(_press.cache_clear)
