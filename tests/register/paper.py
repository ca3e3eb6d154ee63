"""How tests read what is printed."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

from django.utils.html import strip_tags
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
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


def verdict(pdf, *chains):
    """Return what pyHanko thinks of the one signature, trusting the certificates of these PEMs.

    It has an event loop of its own, and so has Playwright in the thread of the tests.
    """
    [signature] = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    roots = [one for pem in chains for one in load_certs_from_pemder_data(pem)]
    with ThreadPoolExecutor(max_workers=1) as apart:
        context = ValidationContext(trust_roots=roots)
        return apart.submit(validate_pdf_signature, signature, context).result()
