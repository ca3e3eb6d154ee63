"""An administration office delivers by machine for the boards that mandated it; files with all
staff.
"""

from datetime import timedelta

import pytest

from accounts.choices import Scope
from accounts.services.mandates import revoke_mandate
from core import clock
from schools.models import Delivery
from schools.services.checks import apply_delivery, check_delivery
from tests.api.conftest import Machine
from tests.api.test_deliveries import DELIVERIES, as_objects, hand_in, machine_of, person
from tests.api.test_foundation import told
from tests.factories.accounts import ApiClientFactory, MandateFactory, OfficeFactory, PersonFactory
from tests.factories.schools import BoardFactory, LocationFactory


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def machine(office):
    clerk = PersonFactory(clerk=True, role__organisation=office)
    scopes = [Scope.READ_DELIVERIES, Scope.WRITE_DELIVERIES]
    return Machine(ApiClientFactory(organisation=office, responsible=clerk, scopes=scopes))


def board_with(brin, *, number):
    board = BoardFactory(number=number)
    LocationFactory(school__brin=brin, board=board)
    return board


@pytest.fixture
def board(office):
    board = board_with("00AB", number="41234")
    MandateFactory(board=board, office=office)
    return board


def deliver(machine, number, *, key="sleutel", **row):
    return hand_in(machine, row, query=f"?bestuur={number}", key=f"{key}-{number}")


def finish(machine, address, *, key, **said):
    """Check, approve and apply what was handed in; return what became of it."""
    check_delivery(Delivery.objects.latest("pk"), actor=None)
    digest = machine.get(address).json()["digest"]
    approved = machine.send(f"{address}/goedkeuring", {"digest": digest, **said}, key=key)
    if approved.status_code != 202:
        return approved
    apply_delivery(Delivery.objects.latest("pk"), actor=machine.registered.responsible)
    return machine.get(address)


def test_an_office_delivers_for_each_board_that_mandated_it(machine, office, board):
    other = board_with("00AC", number="41235")
    MandateFactory(board=other, office=office)

    answers = [deliver(machine, "41234"), deliver(machine, "41235", vestiging="00AC00")]

    assert [answer.json()["bestuur"] for answer in answers] == ["41234", "41235"]
    told_of = Delivery.objects.order_by("pk").values_list("board", "handed_in_for")
    assert list(told_of) == [(board.pk, office.pk), (other.pk, office.pk)]
    assert machine.get(DELIVERIES).json()["totaal"] == 2
    assert machine.get(f"{DELIVERIES}?bestuur=41235").json()["totaal"] == 1


def test_an_office_goes_the_whole_way_to_a_receipt_in_its_own_name(machine, board, office):
    address = deliver(machine, "41234")["Location"]

    done = finish(machine, address, key="sleutel-0002").json()

    assert (done["status"], done["aantallen"]["nieuw"]) == ("verwerkt", 1)
    assert Delivery.objects.get().handed_in_for_id == office.pk


def test_an_office_names_the_board_and_delivers_for_no_other(machine, board):
    BoardFactory(number="41299")

    for query in ["", "?bestuur=41299", "?bestuur=99999"]:
        answer = hand_in(machine, query=query)
        assert told(answer)[0] == 400
        assert answer.json()["errors"][0]["location"] == {"name": "bestuur"}
    assert not Delivery.objects.exists()


def test_when_the_mandate_is_over_its_deliveries_are_there_no_more(machine, board):
    address = deliver(machine, "41234")["Location"]
    officer = PersonFactory(hr_officer=True, role__organisation=board)

    revoke_mandate(board.mandates.get(), actor=officer, on=clock.today())

    assert machine.get(address).status_code == 404
    assert told(deliver(machine, "41234", key="opnieuw"))[0] == 400
    assert machine.get(DELIVERIES).json()["totaal"] == 0


def test_a_mandate_that_has_not_begun_lets_no_machine_deliver(machine, office):
    board = board_with("00AB", number="41234")
    MandateFactory(board=board, office=office, since=clock.today() + timedelta(days=1))

    assert told(deliver(machine, "41234"))[0] == 400


def test_a_board_may_name_itself_and_no_other(board):
    own = machine_of(board)
    BoardFactory(number="41299")

    assert deliver(own, "41234").status_code == 201
    assert told(deliver(own, "41299"))[0] == 400


def test_a_file_with_all_staff_ends_who_is_missing_after_that_number_was_said(board):
    own = machine_of(board)
    first = hand_in(own, person(1), person(2))["Location"]
    finish(own, first, key="sleutel-0002")
    body = {"soort": "volledig", "peildatum": "2026-11-20", "regels": as_objects(person(1))}
    address = own.send(DELIVERIES, body, key="sleutel-0003")["Location"]

    unsaid = finish(own, address, key="sleutel-0004")
    wrong = finish(own, address, key="sleutel-0005", vertrokken=2)
    done = finish(own, address, key="sleutel-0006", vertrokken=1)

    assert [told(answer)[0] for answer in (unsaid, wrong)] == [400, 400]
    assert (done.json()["soort"], done.json()["status"]) == ("volledig", "verwerkt")
    assert (done.json()["aantallen"]["vertrokken"], done.json()["aantallen"]["beeindigd"]) == (1, 1)


def test_a_list_for_forty_boards_asks_the_database_no_more_than_for_one(
    machine, office, board, django_assert_num_queries, django_assert_max_num_queries
):
    deliver(machine, "41234")
    with django_assert_max_num_queries(12) as one:
        machine.get(DELIVERIES)
        asked = len(one)
    for n in range(2):
        other = board_with(f"01A{'BC'[n]}", number=f"5000{n}")
        MandateFactory(board=other, office=office)
        deliver(machine, other.number, vestiging=f"01A{'BC'[n]}00")

    with django_assert_num_queries(asked):
        assert machine.get(DELIVERIES).json()["totaal"] == 3
