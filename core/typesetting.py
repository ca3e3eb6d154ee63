"""Documents made by the thousand, typeset by Typst in a tenth of the time that WeasyPrint takes.

The PDF is archivable (PDF/A-3a) and accessible (PDF/UA-1), with its fonts embedded. Typst runs
threads of its own: a process forked from one that has used Typst hangs on its first document.
Celery forks its workers before they have any work.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import typst
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

from .archiving import ends_apart

STANDARDS: list[Any] = ["a-3a", "ua-1"]
# Families renamed by us: the extended files carry the name of the plain ones and would hide them.
FONTS = {
    "fira-sans-latin-400": "Fira",
    "fira-sans-latin-600": "Fira",
    "fira-sans-latin-ext-400": "Fira Ext",
    "fira-sans-latin-ext-600": "Fira Ext",
}
FAMILY, STYLE, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 1, 2, 16, 17  # OpenType name ids
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409


def set_sheet(template: Path, content: Mapping[str, Any]) -> bytes:
    """Return the PDF of a Typst template, which reads ``content`` as ``sys.inputs.content``.

    Text in it is never markup. A character that no font has becomes a box, and then the file does
    not claim to meet the standards.
    """
    try:
        return _compiled(template, content, STANDARDS)
    except typst.TypstError:
        return _compiled(template, content, [])


def _compiled(template: Path, content: Mapping[str, Any], standards: list[Any]) -> bytes:
    pdf = _press(template).compile(
        format="pdf", pdf_standards=standards, sys_inputs={"content": json.dumps(content)}
    )
    ended = ends_apart(cast("bytes", pdf))
    return ended + b"\n"  # so that an appended signature begins on a line of its own


@cache
def _press(template: Path) -> typst.Compiler:
    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=[_font_folder().name])
    return typst.Compiler(template, font_paths=fonts)


@cache
def _font_folder() -> TemporaryDirectory[str]:
    """Unpack the fonts of the site, once per process; the folder is removed when it ends."""
    folder = TemporaryDirectory(prefix="fonts-")
    for file, family in FONTS.items():
        font = TTFont(finders.find(f"vendor/{file}.woff2"))
        font.flavor = None
        for name in (TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE):
            font["name"].removeNames(nameID=name)
        font["name"].setName(family, FAMILY, WINDOWS, UNICODE, ENGLISH)
        font["name"].setName("Regular", STYLE, WINDOWS, UNICODE, ENGLISH)
        font.save(Path(folder.name, f"{file}.ttf"))
    return folder
