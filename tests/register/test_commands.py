"""The doors of the command line: JSON on standard output, words beside it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from register.dossier.overview import own_overview
from register.models import Cycle
from register.selectors.assessment import assess_cycle
from register.selectors.country import assess_portion, count_met, portions
from register.selectors.dossier import own_place
from tests.factories.register import (
    CertificateFactory,
    CycleFactory,
    RegistrationFactory,
)
from tests.factories.schools import BasisFactory
from tests.register.conftest import TODAY
from tests.register.procedures import deferral_of, do
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db


def told(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


class TestAssess:
    def test_one_registration_with_every_requirement(self):
        cycle = teacher_with(hours={"subject_content": 24, "school_development": 72})
        number = cycle.registration.person.number

        answer = json.loads(told("assess", "--on", "2026-03-02", "--registration", number.lower()))

        total = answer["requirements"][0]
        assert (answer["registration"], answer["section"], answer["duty"], answer["met"]) == (
            number,
            "register",
            True,
            False,
        )
        assert [row["code"] for row in answer["requirements"]] == [
            "total",
            "primary",
            "content",
            "experience",
        ]
        assert {
            name: total[name] for name in ("needed", "achieved", "counted", "missing", "met")
        } == {
            "needed": 160,
            "achieved": 96,
            "counted": 84,
            "missing": 76,
            "met": False,
        }
        assert [reason["code"] for reason in total["reasons"]] == ["sum", "other_capped"]

    @pytest.mark.parametrize("status", [{"anteroom": True}, {"support": True}, {"delivered": True}])
    def test_where_nothing_is_asked_there_is_no_duty(self, status):
        number = RegistrationFactory(**status).person.number

        answer = json.loads(told("assess", "--on", "2026-03-02", "--registration", number))

        assert (answer["duty"], answer["met"], answer["requirements"]) == (False, True, [])

    def test_an_unknown_number_is_told_so(self):
        with pytest.raises(CommandError, match="LR0000000014 is in no section"):
            told("assess", "--on", "2026-03-02", "--registration", "LR0000000014")

    def test_the_country_in_counts(self):
        teacher_with(hours=160)
        teacher_with(hours=159)
        CycleFactory(renewed=True)

        answer = json.loads(told("assess", "--on", "2026-03-02"))

        assert answer == {"on": "2026-03-02", "cycles": 2, "met": 1, "not_met": 1}


def test_the_country_is_judged_as_each_page_is():
    teacher_with(hours=160)
    teacher_with(hours={"pedagogy": 30, "school_development": 80}, taught=False)
    teacher_with(hours=100, conditional=True)
    person = teacher_with(hours=40, submitted=True).registration.person
    BasisFactory(
        appointment__staff__person=person, appointment__since=date(2025, 1, 1), subject_areas=[]
    )

    do(deferral_of(teacher_with(hours=160)), "grant")

    [everybody] = portions(on=TODAY)
    country = dict(assess_portion(everybody, on=TODAY))

    cycles = Cycle.objects.with_registration()
    decisions = {cycle.pk: assess_cycle(cycle, TODAY) for cycle in cycles}
    places = [own_place(cycle.registration.person, on=TODAY) for cycle in cycles]
    pages = {one.cycle.pk: own_overview(one.cycle, one, on=TODAY).assessment for one in places}
    assert country == decisions == pages
    assert len(country) == 5


@pytest.mark.parametrize("cycles", [1, 5])
def test_the_country_takes_as_many_queries_as_one(cycles, django_assert_num_queries):
    teacher_with(hours=160)
    for _ in range(cycles - 1):
        teacher_with(hours=10)
    count_met(on=TODAY, processes=1)

    with django_assert_num_queries(5):
        count_met(on=TODAY, processes=1)


# The test runner has threads, and from Python 3.12 on it is said that a fork leaves them behind.
@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.django_db(transaction=True)
def test_processes_that_share_the_work_find_what_one_finds():
    for hours in (160, 10, 160):
        teacher_with(hours=hours)

    assert count_met(on=TODAY, processes=2) == {True: 2, False: 1}
    assert Cycle.objects.count() == 3, "and the connection of who asked still works"


class TestRemind:
    def test_it_counts_what_is_due_and_what_was_posted(self):
        CycleFactory.create_batch(2)

        first, again = (json.loads(told("remind", "--on", "2026-01-31")) for _ in range(2))

        assert first == {"due": 2, "posted": 2, "already": 0}
        assert again == {"due": 2, "posted": 0, "already": 2}


class TestRegistrations:
    def test_every_registration_has_its_line(self):
        person = RegistrationFactory().person
        RegistrationFactory(person=person, anteroom=True)

        assert told("registrations").split() == [person.number] * 2

    def test_one_status(self):
        RegistrationFactory(delivered=True)
        number = RegistrationFactory().person.number

        assert told("registrations", "--status", "registered").split() == [number]

    def test_who_holds_a_certificate(self):
        held = CertificateFactory()
        CertificateFactory(withdrawn=True)
        CertificateFactory(issued_on=date(2021, 1, 1), valid_until=TODAY)
        CertificateFactory(cycle__registration__struck_off=True)

        number = held.cycle.registration.person.number
        assert told("registrations", "--renewed").split() == [number]


class TestCertificate:
    def test_it_is_written_to_the_file(self, tmp_path):
        certificate = CertificateFactory(pdf=ContentFile(b"%PDF-1", "x.pdf"), sha256="0" * 64)
        number = certificate.cycle.registration.person.number

        told("certificate", number, out=tmp_path / "x.pdf")

        assert (tmp_path / "x.pdf").read_bytes() == b"%PDF-1"

    def test_while_it_is_being_made_it_says_so(self, tmp_path):
        number = CertificateFactory().cycle.registration.person.number

        with pytest.raises(CommandError, match="being made"):
            told("certificate", number, out=tmp_path / "x.pdf")

    def test_without_one_it_says_so(self, tmp_path):
        number = CycleFactory().registration.person.number

        with pytest.raises(CommandError, match="no certificate in force"):
            told("certificate", number, out=tmp_path / "x.pdf")
