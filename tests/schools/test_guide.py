import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from schools.guide import ALWAYS, NEVER, fields
from schools.helper import NONE, NOT_NEEDED, QUESTIONS, START
from schools.models import BasisCode
from schools.rules import COLUMNS
from schools.rules.recognition import Remembered
from schools.tables import tables
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import officer_of
from .staff_rows import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    officer = officer_of(board)
    client.force_login(officer)
    return officer


def test_the_guide_names_every_column_in_its_order():
    assert tuple(field.column for field in fields()) == COLUMNS


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.column)
def test_the_guide_says_of_each_column_what_the_checks_say(field):
    missing = found(**{field.column: ""})

    assert bool(missing) == (field.needed == ALWAYS)


@pytest.mark.parametrize("column", ["einde", "onderwijsterreinen"])
def test_what_is_sometimes_needed_is_asked_with_a_temporary_ground(column):
    cells = {"grondslagcode": "VO-VERV", "onderwijsterreinen": "NAT", "einde": "2021-01-31"}

    assert found(**cells | {column: ""})


def test_what_is_never_needed_is_told_so():
    assert {field.column for field in fields() if field.needed == NEVER} == {
        "voorvoegsel",
        "geslacht",
        "email",
    }


def test_the_empty_workbook_has_our_columns_and_lists(client, officer):
    response = client.get(reverse("schools:delivery_workbook"))

    best, *_others = tables(response.content, Remembered())
    assert (best.names, best.header) == (("Personeel",), COLUMNS)
    assert b"00AB00" in _lists(response.content)


def _lists(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return packed.read("xl/sharedStrings.xml")


def leads_to(step: str) -> set[str]:
    question = QUESTIONS.get(step)
    if question is None:
        return {step}
    return set().union(*(leads_to(option.to) for option in question.options))


def test_the_questions_lead_to_every_ground_and_to_nothing_else():
    assert leads_to(START) - {NONE, NOT_NEEDED} == set(
        BasisCode.objects.values_list("code", flat=True)
    )


def test_an_officer_is_led_to_a_code_with_its_term_and_article(client, officer):
    address = reverse("schools:ground_help")
    html = client.get(address).content.decode()
    for step in ("vo", "vo-tijdelijk", "VO-VERV"):
        assert f"{address}?stap={step}" in html
        html = client.get(f"{address}?stap={step}").content.decode()

    assert "WVO 33(3)" in html
    assert "12 maanden" in html
    assert client.get(f"{address}?stap=onzin").status_code == 404


def test_the_guide_shows_the_lists_of_the_board(client, officer):
    html = client.get(reverse("schools:delivery_guide")).content.decode()

    assert ("VO-GET" in html, "PO-GET" in html) == (True, False)
