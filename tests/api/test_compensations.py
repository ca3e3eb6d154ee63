"""What a machine tells without a file: that nothing changed, and that a delivery was a mistake."""

import pytest

from accounts.choices import Scope
from accounts.services.mandates import revoke_mandate
from core import clock
from core.models import AuditEvent, OutboxMessage
from schools.models import AppointmentBasis, Delivery
from schools.services.checks import apply_delivery, check_delivery
from schools.services.compensations import take_back_delivery
from schools.services.deliveries import approve
from tests.api.conftest import Machine
from tests.api.test_deliveries import DELIVERIES, hand_in, machine_of, person
from tests.api.test_foundation import told
from tests.factories.accounts import ApiClientFactory, MandateFactory, OfficeFactory, PersonFactory
from tests.factories.schools import BoardFactory, LocationFactory

NOTHING = {"soort": "niets-veranderd"}
TAKE_BACK = "schools.schedule.take_back_delivery"


@pytest.fixture
def board():
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def machine(board):
    return machine_of(board)


@pytest.fixture
def office_machine(board):
    """The machine of an office that the board mandated."""
    office = OfficeFactory()
    MandateFactory(board=board, office=office)
    clerk = PersonFactory(clerk=True, role__organisation=office)
    return Machine(ApiClientFactory(organisation=office, responsible=clerk, scopes=[*Scope][:2]))


@pytest.fixture
def delivery(machine):
    """A processed delivery of one teacher."""
    hand_in(machine, person(1))
    delivery = check_delivery(Delivery.objects.get(), actor=None)
    officer = machine.registered.responsible
    approve(delivery, actor=officer, digest=delivery.preview_digest, choice="all")
    return apply_delivery(delivery, actor=officer)


def take_back(machine, delivery, *, key="sleutel-0002"):
    return machine.send(f"{DELIVERIES}/{delivery.pk}/terugdraaiing", b"{}", key=key)


def test_that_nothing_changed_is_told_without_rows_and_has_its_receipt_at_once(machine, board):
    answer = machine.send(DELIVERIES, NOTHING)

    told_of = answer.json()
    assert (answer.status_code, told_of["status"]) == (201, "verwerkt")
    assert (told_of["soort"], told_of["bestuur"]) == ("niets-veranderd", board.number)
    assert told_of["ontvangstbewijs"].startswith("LV-")
    assert set(told_of["_links"]) == {"self", "regels"}
    assert OutboxMessage.objects.get().task == "schools.tasks.mail_receipt"


def test_that_nothing_changed_is_told_once_a_day(machine):
    first = machine.send(DELIVERIES, NOTHING)

    replayed = machine.send(DELIVERIES, NOTHING)
    again = machine.send(DELIVERIES, NOTHING, key="sleutel-0002")

    assert (replayed.status_code, replayed["Idempotency-Replayed"]) == (201, "true")
    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])


def test_that_nothing_changed_needs_no_more_words(machine):
    answer = machine.send(DELIVERIES, {**NOTHING, "regels": [{}], "peildatum": "2026-11-01"})

    assert told(answer)[0] == 400
    places = [one["location"]["pointer"] for one in answer.json()["errors"]]
    assert places == ["#/peildatum", "#/regels"]


def test_an_office_tells_that_nothing_changed_for_a_board_that_mandated_it(office_machine, board):
    BoardFactory(number="41299")

    answers = [
        office_machine.send(DELIVERIES, {**NOTHING, **of})
        for of in ({}, {"bestuur": "41299"}, {"bestuur": "41234"})
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 201]
    office = office_machine.registered.organisation
    assert Delivery.objects.get().handed_in_for_id == office.pk


def test_a_delivery_is_taken_back(machine, delivery):
    seen = machine.get(f"{DELIVERIES}/{delivery.pk}").json()

    answer = machine.send(seen["_links"]["terugdraaiing"]["href"], b"{}", key="sleutel-0002")
    asked = answer.json()
    take_back_delivery(Delivery.objects.latest("pk"), actor=None)

    assert (answer.status_code, asked["status"]) == (202, "goedgekeurd")
    assert (asked["soort"], asked["draaitTerug"]) == ("teruggedraaid", delivery.pk)
    done = machine.get(answer["Location"]).json()
    assert (done["status"], done["redenen"], done["aantallen"]["verwijderd"]) == ("verwerkt", [], 1)
    assert not AppointmentBasis.objects.filter(voided_at=None).exists()
    assert "terugdraaiing" not in machine.get(f"{DELIVERIES}/{delivery.pk}").json()["_links"]


def test_a_delivery_is_taken_back_without_a_body_too_and_once(machine, delivery):
    path = f"{DELIVERIES}/{delivery.pk}/terugdraaiing"

    answers = [machine.send(path, b"", key="sleutel-0002", content_type="") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert OutboxMessage.objects.filter(task=TAKE_BACK).count() == 1


def test_the_audit_trail_knows_which_machine_took_a_delivery_back(machine, delivery):
    take_back(machine, delivery)

    event = AuditEvent.objects.filter(action="apiclient.asked").latest("pk")
    assert event.subject_pk == machine.registered.pk
    assert event.data == {"path": f"{DELIVERIES}/{delivery.pk}/terugdraaiing", "answer": 202}


def test_a_delivery_on_which_something_was_built_says_why_it_stays(machine, delivery):
    delivery.board.staff.update(confirmed_at=delivery.applied_at.replace(year=2099))

    address = take_back(machine, delivery)["Location"]
    take_back_delivery(Delivery.objects.latest("pk"), actor=None)

    kept = machine.get(address).json()
    assert kept["status"] == "vervallen"
    assert kept["redenen"] == ["Een leraar heeft deze gegevens daarna bevestigd."]


def test_what_is_taken_back_already_or_was_never_processed_is_a_conflict(machine, delivery):
    hand_in(machine, person(2), key="sleutel-0003")
    waiting = Delivery.objects.latest("pk")
    take_back(machine, delivery)

    answers = [
        take_back(machine, waiting, key="sleutel-0004"),
        take_back(machine, delivery, key="sleutel-0005"),
    ]

    assert [told(answer) for answer in answers] == [(409, "De stand is anders dan u dacht")] * 2
    assert Delivery.objects.filter(undoes__isnull=False).count() == 1


def test_a_word_too_many_is_refused_and_takes_nothing_back(machine, delivery):
    path = f"{DELIVERIES}/{delivery.pk}/terugdraaiing"

    refused = [
        machine.send(path, {"reden": "x"}, key="sleutel-0002"),
        machine.send(f"{path}?alles=1", b"{}", key="sleutel-0003"),
        machine.send(path, [], key="sleutel-0004"),
    ]

    assert [told(answer)[0] for answer in refused] == [400, 400, 400]
    assert not Delivery.objects.filter(undoes__isnull=False).exists()


def test_who_may_only_read_takes_nothing_back(delivery):
    reader = machine_of(delivery.board, scopes=[Scope.READ_DELIVERIES])

    assert told(take_back(reader, delivery)) == (403, "U mag dit niet")
    assert told(reader.send(DELIVERIES, NOTHING)) == (403, "U mag dit niet")


def test_the_delivery_of_another_board_cannot_be_taken_back(delivery):
    assert told(take_back(machine_of(BoardFactory()), delivery))[0] == 404
    assert not Delivery.objects.filter(undoes__isnull=False).exists()


def test_an_office_takes_back_what_it_has_a_mandate_for_and_no_longer(office_machine, delivery):
    office, mandate = office_machine.registered.organisation, delivery.board.mandates.get()

    done = take_back(office_machine, delivery)
    revoke_mandate(mandate, actor=delivery.handed_in_by, on=clock.today())
    too_late = take_back(office_machine, delivery, key="sleutel-0003")

    assert (done.status_code, told(too_late)[0]) == (202, 404)
    assert Delivery.objects.latest("pk").handed_in_for_id == office.pk


def test_without_a_token_nothing_is_taken_back(stranger, delivery):
    assert told(take_back(stranger, delivery))[0] == 401
