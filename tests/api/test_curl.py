"""Whoever pastes a command of the documentation gets the answer that stands with it."""

import shlex
from argparse import ArgumentParser
from uuid import uuid4

import pytest
from django.db import connection

from config.api.pages import sections
from register.api.check_shapes import EXAMPLE as CHECK
from schools.api.examples import EXAMPLE as DELIVERY
from tests.api import test_attendance, test_checks, test_deliveries
from tests.api.conftest import Machine
from tests.factories.accounts import AgreementFactory, ApiClientFactory, PersonFactory
from tests.factories.cpd import ActivityFactory, AttendanceFactory, OfferFactory, SessionFactory
from tests.factories.register import CertificateFactory, CycleFactory, RegistrationFactory
from tests.factories.schools import BoardFactory, DeliveryFactory, LocationFactory, staff_file

NUMBER = "LR6157930214"
COMMANDS = [
    pytest.param(section.name, operation, command, id=f"{operation.anchor}-{place}")
    for section in sections()
    for operation in section.operations
    for place, command in enumerate(operation.curls, 1)
]


@pytest.fixture(autouse=True)
def numbers_of_the_examples_are_taken(db):
    """What a command makes gets a number beyond those of the examples, whatever ran before."""
    with connection.cursor() as cursor:
        for table in ("cpd_offer", "cpd_session", "cpd_attendance", "cpd_activity"):
            sequence = f"pg_get_serial_sequence('{table}', 'id')"
            cursor.execute(f"select setval({sequence}, greatest(nextval({sequence}), 1000))")


def of_a_board(**traits):
    board = BoardFactory()
    LocationFactory(school__brin="99XA", board=board)
    facts = {"rows": 1, "new": 1, "preview_digest": DELIVERY["digest"], **traits}
    DeliveryFactory(pk=DELIVERY["id"], board=board, **facts)
    return test_deliveries.machine_of(board)


def of_a_board_that_was_wrong():
    return of_a_board(applied=True)


def of_a_fund():
    machine = test_checks.machine_of(AgreementFactory().organisation)
    person = RegistrationFactory(person__number=NUMBER).person
    with connection.cursor() as cursor:
        table = "pg_get_serial_sequence('register_registercheck', 'id')"
        cursor.execute(f"select setval({table}, {CHECK['id']}, false)")
    machine.send(test_checks.CHECKS, test_checks.question(person))
    return machine


def of_a_provider_who_goes_on():
    offer = OfferFactory(pk=12, validated=True)
    SessionFactory(pk=31, offer=offer, to_come=True)
    return test_attendance.machine_of(offer.provider)


def of_a_teacher():
    machine = Machine(ApiClientFactory(own=True))
    ActivityFactory(pk=88, person=machine.registered.responsible)
    return machine


def of_a_provider():
    offer = OfferFactory(pk=4, validated=True)
    OfferFactory(pk=12, provider=offer.provider)
    session = SessionFactory(pk=31, offer=offer)
    AttendanceFactory(pk=104, session=session, credited=True)
    PersonFactory(teacher=True, number=NUMBER)
    return test_attendance.machine_of(offer.provider)


def of_nobody():
    CycleFactory(registration__person__number=NUMBER)
    CertificateFactory(code="K7QD4M2X9TRF")
    OfferFactory(pk=4, validated=True)
    LocationFactory(school__brin="99XA")
    return Machine()


WHO = {
    "koppeling": of_a_board,
    "leveringen": of_a_board,
    "leveringTerugdraaien": of_a_board_that_was_wrong,
    "register-controles": of_a_fund,
    "activiteiten": of_a_teacher,
    "cursussen": of_a_provider,
    "bijeenkomsten": of_a_provider,
    "cursusNieuweVersie": of_a_provider_who_goes_on,
    "bijeenkomstWijzigen": of_a_provider_who_goes_on,
    "bijeenkomstAfzeggen": of_a_provider_who_goes_on,
    "aanwezigheden": of_a_provider,
}


CURL = ArgumentParser()
CURL.add_argument("address")
CURL.add_argument("-X", dest="method", default="GET")
CURL.add_argument("-H", dest="headers", action="append", default=[])
CURL.add_argument("-d", dest="body", default="")
CURL.add_argument("--data-binary", dest="file")
CURL.add_argument("-OJ", dest="saved", action="store_true")


def paste(command, machine):
    """Ask what curl would ask; a command without a token is asked by nobody."""
    program, *words = shlex.split(command.replace("\\\n", " "))
    asked = CURL.parse_args(words)
    headers = dict(header.split(": ") for header in asked.headers)
    if headers.pop("Authorization", "") != "Bearer $TOKEN":
        machine = Machine()
    if headers.get("Idempotency-Key") == "$(uuidgen)":
        headers["Idempotency-Key"] = f"{uuid4()}"
    if headers.get("If-Match") == "$ETAG":
        headers["If-Match"] = machine.get(asked.address)["ETag"]
    body = staff_file({}) if asked.file == "@personeel.csv" else asked.body.encode()
    kind = headers.pop("Content-Type", "")
    assert program == "curl"
    return machine.generic(asked.method, asked.address, body, kind, headers=headers)


@pytest.mark.parametrize(("resource", "operation", "command"), COMMANDS)
def test_a_command_of_the_documentation_works(resource, operation, command, settings):
    machine = WHO.get(operation.anchor, WHO.get(resource, of_nobody))()

    answer = paste(command.replace(settings.SITE_URL, ""), machine)

    good = [int(code) for code, _words in operation.statuses if code < "300"]
    assert answer.status_code in good, answer.content.decode(errors="replace")
