"""What a board sees of its own staff: counts, never a file."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from core import clock
from cpd.models import Cost
from register.kpis.boards import BOARD_KPIS
from register.models import Note
from register.selectors.figures import board_figures
from tests.factories.accounts import ClaimCodeFactory, PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.register import CycleFactory, RegistrationFactory
from tests.factories.schools import AppointmentFactory, BasisFactory, BoardFactory

pytestmark = pytest.mark.django_db
PAGE = "/bestuur/cijfers/"


@pytest.fixture
def board():
    return BoardFactory()


def teaches(board, person, **facts):
    began = date(2024, 8, 1)
    appointment = AppointmentFactory(staff__board=board, staff__person=person, since=began)
    BasisFactory(appointment=appointment, since=began, **facts)
    return person


def told(board, name):
    figures = board_figures(board.pk, of=BOARD_KPIS, on=clock.today())
    found = next(one for one in figures if one.kpi.name == name)
    return {row.key: row.value for row in found.rows if row.value}


def test_staff_are_counted_from_delivered_to_renewed_and_rounded(board):
    for _number in range(3):
        teaches(board, RegistrationFactory().person)
    waiting = RegistrationFactory(delivered=True, person__claimed_at=None).person
    ClaimCodeFactory(person=teaches(board, waiting))
    teaches(BoardFactory(), RegistrationFactory().person)

    steps = told(board, "van-levering-tot-herregistratie")

    assert steps == {"delivered": 5, "invited": 5, "claimed": 5, "registered": 5}


def test_periods_are_counted_by_phase_and_notes_beside_them(board):
    today = clock.today()
    for days in (100, 100, 100, 400, 400, 400):
        ends = {"planned_until": today + timedelta(days=days)}
        cycle = CycleFactory(**ends)
        teaches(board, cycle.registration.person)
    for _number in range(3):
        cycle = CycleFactory(submitted=True, planned_until=today + timedelta(days=9))
        teaches(board, cycle.registration.person)
        Note.objects.create(cycle=cycle, registration=cycle.registration, since=today)

    assert told(board, "perioden") == {"running": 5, "last_year": 5, "submitted": 5, "noted": 5}


def test_grounds_are_counted_by_how_soon_they_end(board):
    for days in (20, 20, 20, 80, 80):
        ends = clock.today() + timedelta(days=days)
        teaches(board, RegistrationFactory().person, code="VO-VERV", until=ends)

    assert told(board, "gronden-die-eindigen") == {"1": 5, "3": 5, "6": 5}


@pytest.mark.parametrize(("people", "hours", "euros"), [(4, {}, {}), (5, 10, 500)])
def test_hours_and_costs_of_fewer_than_five_people_stay_unseen(board, people, hours, euros):
    yesterday = clock.today() - timedelta(days=1)
    for _number in range(people):
        person = teaches(board, RegistrationFactory().person)
        activity = ActivityFactory(person=person, done_on=yesterday, hours={"pedagogy": 2})
        Cost.objects.create(activity=activity, amount=Decimal(100), payer="employer")

    assert told(board, "uren") == (hours and {"": hours, "pedagogy": hours})
    assert told(board, "kosten") == (euros and {"": euros, "employer": euros})


def test_the_page_and_the_file_are_for_the_officers_of_the_board(client):
    officer = PersonFactory(hr_officer=True)
    client.force_login(officer)

    page = client.get(PAGE)
    sheet = client.get("/bestuur/cijfers.csv").content.decode("utf-8-sig")

    assert page.context["board"] == officer.current_roles[0].organisation
    assert sheet.splitlines()[0] == "peildatum;naam;regel;omschrijving;waarde;eenheid"
    for trait in ("provider", "administrator", "teacher"):
        client.force_login(PersonFactory(**{trait: True}))
        assert client.get(PAGE).status_code == 404
        assert client.get("/bestuur/cijfers.csv").status_code == 404


def test_the_page_asks_as_much_for_three_people_as_for_one(
    client, board, django_assert_num_queries, django_assert_max_num_queries
):
    client.force_login(PersonFactory(hr_officer=True, role__organisation=board))
    teaches(board, RegistrationFactory().person)
    with django_assert_max_num_queries(20) as one:
        client.get(PAGE)
        asked = len(one)
    for _more in range(2):
        teaches(board, RegistrationFactory().person)

    with django_assert_num_queries(asked):
        client.get(PAGE)
