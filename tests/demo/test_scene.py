import pytest

from demo import scene
from demo.management.commands.demo_data import introduction
from demo.names import fictitious_bsn
from tests.factories.accounts import BsnFactory
from tests.factories.register import CertificateFactory, CycleFactory

pytestmark = pytest.mark.django_db


def test_the_introduction_names_the_last_certificate_of_who_had_it_issued_again():
    cycle = CycleFactory(renewed=True)
    BsnFactory(person=cycle.registration.person, bsn=fictitious_bsn(scene.RENEWED))
    CertificateFactory(cycle=cycle, replaced=True)
    last = CertificateFactory(cycle=cycle, made=True)

    assert f"Check a certificate at {last.get_absolute_url()}" in introduction()


def test_the_introduction_leaves_out_what_is_no_longer_there():
    assert "Mail that is sent, and the clock: /demo/" in introduction()
