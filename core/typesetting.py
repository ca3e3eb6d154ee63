"""Sheets that are made by the thousand, set by Typst in a tenth of the time that HTML takes.

What it writes is made to be kept (PDF/A-3a) and readable by everybody (PDF/UA-1), with its fonts
inside. It works with threads of its own: a process that is forked off one that has set a sheet
waits for ever at its first. Celery forks its workers before they have any work.
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

KEPT_AND_FOR_EVERYBODY: list[Any] = ["a-3a", "ua-1"]
# Names of our own: the extended files call themselves like the plain ones, which hides those.
FONTS = {
    "fira-sans-latin-400": "Fira",
    "fira-sans-latin-600": "Fira",
    "fira-sans-latin-ext-400": "Fira Ext",
    "fira-sans-latin-ext-600": "Fira Ext",
}
FAMILY, STYLE, BETTER_FAMILY, BETTER_STYLE = 1, 2, 16, 17  # numbers of names in a font
WINDOWS, UNICODE, ENGLISH = 3, 1, 0x409


def set_sheet(template: Path, content: Mapping[str, Any]) -> bytes:
    """Return the PDF of a Typst template; ``content`` is what it reads as ``sys.inputs.content``.

    Words are words there and never markup. Where no font of this machine has a letter, that letter
    is a box, and the file does not claim to be made to be kept.
    """
    try:
        return _compiled(template, content, KEPT_AND_FOR_EVERYBODY)
    except typst.TypstError:
        return _compiled(template, content, [])


def _compiled(template: Path, content: Mapping[str, Any], standards: list[Any]) -> bytes:
    pdf = _press(template).compile(
        format="pdf", pdf_standards=standards, sys_inputs={"content": json.dumps(content)}
    )
    ended = ends_apart(cast("bytes", pdf))
    return ended + b"\n"  # what a signature adds begins on a line of its own


@cache
def _press(template: Path) -> typst.Compiler:
    fonts = typst.Fonts(include_embedded_fonts=False, font_paths=[_font_folder().name])
    return typst.Compiler(template, font_paths=fonts)


@cache
def _font_folder() -> TemporaryDirectory[str]:
    """Unpack the fonts of the site, once for each process; they go when it ends."""
    folder = TemporaryDirectory(prefix="fonts-")
    for file, family in FONTS.items():
        font = TTFont(finders.find(f"vendor/{file}.woff2"))
        font.flavor = None
        for name in (BETTER_FAMILY, BETTER_STYLE):
            font["name"].removeNames(nameID=name)
        font["name"].setName(family, FAMILY, WINDOWS, UNICODE, ENGLISH)
        font["name"].setName("Regular", STYLE, WINDOWS, UNICODE, ENGLISH)
        font.save(Path(folder.name, f"{file}.ttf"))
    return folder
