"""What the register keeps about a teacher, on paper. In Dutch, as every document."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from core import paper
from cpd import exports
from cpd.choices.activities import ActivityStatus
from cpd.selectors.activities import activities_in
from cpd.selectors.file import told
from register.models import Certificate
from register.selectors.dossier import counted_periods
from register.selectors.own_data import LANGUAGE, OwnData
from register.signing.codes import ANNEX_TO
from register.signing.keys import SigningKey, sign


def own_data_pdf(data: OwnData) -> bytes:
    context = {"data": data, "issuer": settings.ISSUER_NAME, "demo": settings.DEMO}
    with translation.override(LANGUAGE):
        page = render_to_string("register/documents/own_data.html", context)
    return paper.as_pdf(paper.lay_out(page))


def annex_pdf(certificate: Certificate, *, key: SigningKey) -> bytes:
    """Return the signed PDF of the activities that counted for a certificate.

    Its holder chooses whether to show it (domain.md §10.6).
    """
    cycle, person = certificate.cycle, certificate.cycle.registration.person
    counted = activities_in(person, cycle.counted_since, cycle.until)
    settled = counted.filter(status=ActivityStatus.SETTLED).select_related("offer__provider")
    pdf = exports.on_paper(
        told(settled, counted_periods(person)),
        title=f"{ANNEX_TO} {certificate.grouped}",
        name=certificate.name,
        number=person.number,
    )
    return sign(pdf, key, name=settings.ISSUER_NAME, reason=f"{ANNEX_TO} {certificate.code}")
