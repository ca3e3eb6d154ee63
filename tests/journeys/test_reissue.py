"""A teacher has another name, and has the certificate issued again; the old code says so."""

import pytest

from tests.factories.register import CertificateFactory, DecisionFactory
from tests.register.posted import run_outbox

from .portal import is_accessible, press, see, window
from .signing_in import enter

pytestmark = pytest.mark.django_db(transaction=True)

FORMER = "Noor de Vries"


@pytest.fixture
def old(settings):
    """The certificate of somebody who was called otherwise when it was made."""
    settings.CLOCK = "tests.register.conftest.today"
    return CertificateFactory(cycle=DecisionFactory().cycle, made=True, name=FORMER)


def test_who_has_another_name_gets_a_new_certificate(browser, live_server, old):
    holder = old.cycle.registration.person
    with (
        window(browser, live_server.url) as own,
        window(browser, live_server.url) as visitor,
    ):
        enter(own, holder, live_server.url)
        own.goto("/mijn/certificaten/")
        see(own, f"Op uw certificaat staat nog {FORMER}.")
        is_accessible(own)
        own.get_by_role("link", name="Laat het opnieuw afgeven").click()
        see(own, holder.full_name)
        is_accessible(own)
        press(own, "Geef het opnieuw af")
        see(own, "Uw nieuwe certificaat wordt gemaakt.")
        run_outbox()
        own.reload()
        see(own, "Download")
        visitor.goto(old.get_absolute_url())
        see(visitor, "vervangen door een nieuw certificaat")
        is_accessible(visitor)
        visitor.goto(old.replaced_by.get_absolute_url())
        see(visitor, "Dit certificaat is echt en vandaag geldig")
        see(visitor, holder.full_name)
