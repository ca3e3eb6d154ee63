"""An outsider holds what a teacher mailed against the register: the certificate, a copy that was
changed, and the annex.
"""

import pytest
from django.core.files.storage import default_storage

from register.models import Certificate
from register.papers.issuing import issue_certificate
from register.services.certificates import annex_of
from tests.factories.register import NEXT_UNTIL, DecisionFactory
from tests.register.conftest import today
from tests.register.posted import run_outbox

from .portal import is_accessible, see, window

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def certificate(settings):
    settings.CLOCK = "tests.register.conftest.today"
    made = issue_certificate(DecisionFactory().cycle, until=NEXT_UNTIL, on=today())
    run_outbox()
    return Certificate.objects.with_holder().get(pk=made.pk)


def test_an_outsider_holds_files_against_the_register(browser, live_server, certificate):
    with default_storage.open(certificate.pdf.name) as made:
        issued = made.read()
    with window(browser, live_server.url) as visitor:
        hand_over(visitor, issued)
        see(visitor, "Dit certificaat is echt en vandaag geldig")
        is_accessible(visitor)
        hand_over(visitor, issued + b"\n")
        see(visitor, "Dit bestand is niet het bestand dat wij hebben afgegeven")
        is_accessible(visitor)
        hand_over(visitor, annex_of(certificate, actor=certificate.cycle.registration.person))
        see(visitor, "Een bijlage kunnen wij niet vergelijken, want wij bewaren die niet")
        is_accessible(visitor)
        visitor.get_by_role("link", name="Bekijk wat het certificaat waard is").click()
        see(visitor, "Dit certificaat is echt en vandaag geldig")


def hand_over(page, data: bytes) -> None:
    page.goto("/controleren/")
    file = {"name": "certificaat.pdf", "mimeType": "application/pdf", "buffer": data}
    page.get_by_label("Certificaat (pdf)").set_input_files(file)
    page.get_by_role("button", name="Vergelijk het bestand").click()
