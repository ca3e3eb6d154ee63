import csv
import io
import json
import secrets
import tracemalloc
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.portability import everything_about
from core.models import AuditEvent
from cpd.services.evidence import add_evidence
from register.services.own_data import take_along
from tests.cpd.evidence_samples import PDF
from tests.factories.accounts import (
    TOTP_SECRET,
    BsnFactory,
    ClaimCodeFactory,
    PersonFactory,
    RoleFactory,
    TotpFactory,
    ViewFactory,
    valid_bsn,
)
from tests.factories.cpd import ActivityFactory, PlanItemFactory
from tests.factories.register import PAPER, DiplomaCheckFactory
from tests.factories.schools import BasisFactory, DisputeFactory
from tests.register.conftest import TODAY
from tests.register.paper import text_of
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher():
    """A teacher with something of everything."""
    person = teacher_with(hours={"pedagogy": 12}).registration.person
    ActivityFactory(person=person, title="Intervisie toetsen")
    PlanItemFactory(person=person)
    DiplomaCheckFactory(person=person)
    DisputeFactory(staff=person.staff_records.get(), message="Ik werk 0,9 fte.")
    ViewFactory(subject=person)
    ClaimCodeFactory(person=person)
    return person


def packed(person):
    return zipfile.ZipFile(io.BytesIO(b"".join(take_along(person, actor=person, on=TODAY))))


def test_everything_is_there_with_what_hangs_from_it(teacher):
    found = everything_about(teacher)

    [registration] = found["register.Registration"]
    titles = [row["title"] for row in found["cpd.Activity"]]
    [staff] = found["schools.StaffRecord"]
    assert registration["register.Cycle"][0]["since"] == date(2022, 8, 1)
    assert "Intervisie toetsen" in titles
    assert found["cpd.Activity"][0]["cpd.ActivityHours"][0]["category"] == "pedagogy"
    assert staff["schools.Dispute"][0]["message"] == "Ik werk 0,9 fte."
    assert staff["schools.Appointment"][0]["schools.AppointmentBasis"]
    assert {"cpd.PlanItem", "register.DiplomaCheck", "accounts.View"} <= set(found)


def test_no_secret_and_no_number_goes_along(teacher):
    number = valid_bsn(7)
    BsnFactory(person=teacher, bsn=number)
    TotpFactory(user=teacher)
    names = [name for name in ("password", "digest", "ciphertext", "sealed", "handle")]

    text = packed(teacher).read("gegevens.json").decode()

    assert number not in text
    assert TOTP_SECRET not in text
    assert not [name for name in names if f'"{name}"' in text]


def test_no_name_of_staff_and_nothing_of_another_goes_along(teacher):
    look = ViewFactory(subject=teacher, viewer__family_name="Speurneus")
    role = RoleFactory(person=teacher)
    ViewFactory(role=role, viewer=teacher, subject__family_name="Bekekene")
    other = BasisFactory().appointment.staff

    text = packed(teacher).read("gegevens.json").decode()

    assert look.viewer.family_name not in text
    assert "Bekekene" not in text
    assert other.family_name not in text


def test_the_file_holds_what_it_says(teacher):
    archive = packed(teacher)

    rows = list(csv.reader(io.StringIO(archive.read("activiteiten.csv").decode("utf-8-sig"))))
    check = teacher.diploma_checks.get()
    assert archive.testzip() is None
    assert len(rows) == 3
    assert archive.read(f"diplomas/{check.pk}.pdf") == PAPER
    assert json.loads(archive.read("gegevens.json"))["register.Qualification"]


def test_the_paper_can_be_read(teacher):
    text = text_of(packed(teacher).read("gegevens.pdf"))

    for words in (teacher.full_name, "Nederlands, voortgezet onderwijs", "Ik werk 0,9 fte."):
        assert words in text


def test_it_is_written_down_that_it_was_taken_along(teacher):
    take_along(teacher, actor=teacher, on=TODAY)

    assert AuditEvent.objects.filter(action="person.taken_along", actor=teacher).count() == 1


def test_nobody_takes_along_what_is_anothers(teacher):
    with pytest.raises(PermissionDenied):
        take_along(teacher, actor=PersonFactory(administrator=True), on=TODAY)


def test_one_press_gives_the_file(client, teacher):
    client.force_login(teacher)
    path = reverse("register:take_along")

    page, answer = client.get(path), client.post(path)

    assert "Alleen u ziet uw activiteiten" in page.text
    assert answer["Content-Disposition"] == 'attachment; filename="lerarenregister-2026-03-02.zip"'
    assert zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()[0] == "LEESMIJ.txt"


def test_it_takes_as_many_queries_for_hundred_activities_as_for_one(
    teacher, django_assert_num_queries
):
    with CaptureQueriesContext(connection) as counted:
        everything_about(teacher)
    ActivityFactory.create_batch(20, person=teacher)

    with django_assert_num_queries(len(counted)):
        everything_about(teacher)


def test_proof_goes_along_as_it_was_handed_in(teacher):
    activity = ActivityFactory(person=teacher, done_on=date(2025, 3, 1))
    proof = add_evidence(activity, actor=teacher, name="..\\..\\Lijst.pdf", data=PDF)
    another = ActivityFactory()
    add_evidence(another, actor=another.person, name="Niet van u.pdf", data=PDF)

    archive = packed(teacher)

    names = [name for name in archive.namelist() if name.startswith("bewijs/")]
    assert names == [f"bewijs/2025-03-01-{proof.pk}-..-..-Lijst.pdf"]
    assert archive.read(names[0]) == PDF


def memory_taken(person):
    """Return how much is in memory at most while everything after the first file is sent."""
    parts = take_along(person, actor=person, on=TODAY)
    next(parts)
    tracemalloc.start()
    for _part in parts:
        pass
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


def test_more_files_take_no_more_memory(teacher):
    activity = ActivityFactory(person=teacher)
    taken = []
    for number in (2, 8):
        for _n in range(number):
            noise = PDF + secrets.token_bytes(500_000)
            add_evidence(activity, actor=teacher, name="x.pdf", data=noise)
        taken.append(memory_taken(teacher))

    assert taken[1] < 1.3 * taken[0]


def test_the_page_sends_it_in_parts(client, teacher):
    client.force_login(teacher)

    assert client.post(reverse("register:take_along")).streaming
