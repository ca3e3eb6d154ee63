"""The receipt of a delivery as a PDF, the proof that it arrived. In Dutch, like every document."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core import paper

from .models import Delivery

LANGUAGE = "nl"


def receipt_pdf(delivery: Delivery, *, demo: bool) -> bytes:
    """Return a PDF with number, moment, fingerprint and counts of a delivery, without names."""
    link = f"{settings.SITE_URL}{delivery.get_absolute_url()}"
    context = {"delivery": delivery, "link": link, "demo": demo}
    with translation.override(LANGUAGE):
        page = render_to_string("schools/documents/receipt.html", context)
        return paper.as_pdf(paper.lay_out(page))
