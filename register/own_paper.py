"""What the register keeps about a teacher, on paper. In Dutch, as every document."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core import paper
from register.selectors.own_data import LANGUAGE, OwnData


def own_data_pdf(data: OwnData) -> bytes:
    context = {"data": data, "issuer": settings.ISSUER_NAME, "demo": settings.DEMO}
    with translation.override(LANGUAGE):
        page = render_to_string("register/documents/own_data.html", context)
    return paper.as_pdf(paper.lay_out(page))
