"""Somebody checks a teacher and a certificate; the teacher decides what the open register shows."""

from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from register.models import Certificate
from register.rules import as_record, assess
from register.services.listings import refresh_listings
from register.tasks import make_certificate
from tests.factories.accounts import PersonFactory
from tests.factories.register import CertificateFactory, DecisionFactory, QualificationFactory
from tests.factories.schools import AppointmentFactory
from tests.register.examples import DONE, RULES

from .portal import is_accessible, press, see, window
from .signing_in import enter

NAMED = {"given_names": "Yusuf", "prefix": "", "family_name": "Şahin-de Groot"}


@pytest.fixture
def certificate():
    person = PersonFactory(teacher=True, **NAMED)
    QualificationFactory(person=person, sector="vo", subject="NED")
    AppointmentFactory(
        staff__person=person,
        location__name="De Regenboog",
        location__town="Utrecht",
        since=date(2024, 8, 1),
    )
    findings = as_record(assess(RULES, DONE))
    decision = DecisionFactory(cycle__registration__person=person, findings=findings)
    CertificateFactory(cycle=decision.cycle)
    with transaction.atomic():
        make_certificate(decision.cycle_id)
    refresh_listings()
    return Certificate.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_teacher_is_found_checked_and_stays_in_charge(
    browser, live_server, certificate, tmp_path
):
    with window(browser, live_server.url) as page:
        finds_the_teacher(page)
        compares_the_file(page, certificate, tmp_path)
    with window(browser, live_server.url) as page:
        enter(page, certificate.cycle.registration.person, live_server.url)
        shows_the_school(page)
    with window(browser, live_server.url) as page:
        finds_by_town(page)


def finds_the_teacher(page):
    page.goto("/")
    page.get_by_label("Naam of registratienummer").fill("yusuf sahni")
    press(page, "Zoek")
    see(page, "Niemand heet precies zo")
    is_accessible(page)
    page.get_by_role("link", name="Yusuf Şahin-de Groot").click()
    see(page, "is ingeschreven")
    page.get_by_label("Op welke dag?").fill("1-1-2020")
    press(page, "Bekijk die dag")
    see(page, "Nee, die dag niet ingeschreven")


def compares_the_file(page, certificate, folder):
    with default_storage.open(certificate.pdf.name) as file:
        issued = file.read()
    (folder / "echt.pdf").write_bytes(issued)
    (folder / "anders.pdf").write_bytes(issued + b"\n")
    for name, answer in (
        ("echt.pdf", "Dit bestand is precies het bestand"),
        ("anders.pdf", "Dit bestand is niet het bestand"),
    ):
        page.goto("/controleren/")
        page.get_by_label("Certificaat (pdf)").set_input_files(folder / name)
        press(page, "Vergelijk het bestand")
        see(page, answer)
        is_accessible(page)


def shows_the_school(page):
    page.goto("/mijn/openbaar/")
    see(page, "1 keer geopend")
    page.get_by_label("Laat zien op welke scholen ik werk").check()
    press(page, "Opslaan")
    see(page, "De Regenboog, Utrecht")
    is_accessible(page)


def finds_by_town(page):
    page.goto("/register/")
    page.get_by_label("Naam of registratienummer").fill("groot")
    page.get_by_label("Plaats of school").fill("utrecht")
    press(page, "Zoek")
    see(page, "De Regenboog, Utrecht")
