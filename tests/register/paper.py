"""How tests read what is printed."""

import io
import re

from django.utils.html import strip_tags
from pypdf import PdfReader


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    """Return all words of a document on one line, as a screen reader comes by them."""
    return " ".join(" ".join(page.extract_text() for page in read(pdf).pages).split())


def lines_of(pdf):
    return [line.strip() for line in read(pdf).pages[0].extract_text().splitlines()]


def words(html):
    apart = re.sub(r"<(/?t[hdr]|br|span)\b[^>]*>", " ", html)
    return " ".join(strip_tags(apart).split())


def elements(pdf):
    """Return the kinds of the structure elements, which is what a tagged document consists of."""
    waiting, kinds = [read(pdf).trailer["/Root"]["/StructTreeRoot"]], []
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            kinds.append(node.get("/S"))
            waiting.extend([node["/K"]] if "/K" in node else [])
    return kinds


def links(pdf):
    annotations = (page.get("/Annots", []) for page in read(pdf).pages)
    return [one.get_object()["/A"]["/URI"] for page in annotations for one in page]
