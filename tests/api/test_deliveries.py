"""Handing in staff data by machine, as on the pages."""

import base64
import csv
import io
from datetime import date

import pytest

from accounts.choices import Scope
from core import rotation
from core.models import AuditEvent, OutboxMessage
from schools.choices import DeliveryStatus
from schools.forms.handing_in import LARGEST_FILE
from schools.models import Delivery
from schools.services.checks import apply_delivery, check_delivery
from schools.services.deliveries import hand_in as deliver
from tests.api.conftest import Machine
from tests.api.test_foundation import told
from tests.factories.accounts import ApiClientFactory, PersonFactory, valid_bsn
from tests.factories.schools import CELLS, BoardFactory, LocationFactory, staff_file
from tests.schools.workbooks import workbook

DELIVERIES = "/api/v1/leveringen"


def person(n):
    """Return the cells of a row about the n-th made-up person."""
    return {"personeelsnummer": f"P-{n}", "bsn": valid_bsn(n)}


def machine_of(board, **traits):
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    return Machine(ApiClientFactory(organisation=board, responsible=officer, **traits))


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def machine(board):
    return machine_of(board)


def hand_in(machine, *rows, query="", **options):
    data = staff_file(*(rows or [{}]))
    return machine.send(f"{DELIVERIES}{query}", data, content_type="text/csv", **options)


def as_objects(*rows):
    """Return the rows of a staff file as a machine would send them."""
    return list(csv.DictReader(io.StringIO(staff_file(*rows).decode("utf-8-sig")), delimiter=";"))


def test_a_file_is_handed_in_for_the_own_board(machine, board):
    answer = hand_in(machine, query="?peildatum=2026-11-20&bestandsnaam=november.csv")

    delivery = Delivery.objects.get()
    assert answer.status_code == 201
    assert answer["Location"] == f"http://testserver{DELIVERIES}/{delivery.pk}"
    assert (delivery.board_id, delivery.handed_in_by) == (board.pk, machine.registered.responsible)
    told = answer.json()
    assert (told["status"], told["peildatum"]) == ("ontvangen", "2026-11-20")
    assert told["bestandsnaam"] == "november.csv"
    assert OutboxMessage.objects.get().task == "schools.schedule.check_delivery"


def test_rows_as_json_say_the_same_as_a_file(machine):
    body = {"soort": "wijzigingen", "regels": as_objects(person(1), person(2))}

    answer = machine.send(DELIVERIES, body)

    delivery = check_delivery(Delivery.objects.get(), actor=None)
    assert answer.status_code == 201
    assert delivery.rows == 2


def test_the_audit_trail_knows_the_machine_and_who_answers_for_it(machine):
    hand_in(machine)

    event = AuditEvent.objects.get(action="apiclient.asked")
    assert (event.subject_pk, event.actor) == (
        machine.registered.pk,
        machine.registered.responsible,
    )
    assert event.data == {"path": DELIVERIES, "answer": 201}


def test_a_repeated_request_gets_the_same_answer_and_does_nothing_twice(machine):
    first, again = hand_in(machine), hand_in(machine)

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again["Location"] == first["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert Delivery.objects.count() == 1


def test_the_same_answer_is_given_after_the_keys_were_rotated(machine, settings):
    first = hand_in(machine)
    new = f"new:{base64.b64encode(b'n' * 32).decode()}"
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

    done = rotation.rotate_all()

    settings.FIELD_KEYS = [new]
    assert done["answers to machines"] == 1
    assert hand_in(machine).json() == first.json()


def test_the_same_key_for_another_request_is_refused(machine):
    hand_in(machine)

    assert told(hand_in(machine, person(1), person(2))) == (422, "De sleutel is al gebruikt")
    assert told(hand_in(machine, query="?bestandsnaam=ander.csv"))[0] == 422


def test_two_machines_may_use_the_same_key(machine):
    hand_in(machine)

    assert hand_in(machine_of(BoardFactory())).status_code == 201


def test_what_was_refused_may_be_repaired_under_the_same_key(machine):
    refused = machine.send(DELIVERIES, b"dit is geen bestand", content_type="text/csv")

    assert told(refused)[0] == 400
    assert hand_in(machine).status_code == 201


@pytest.mark.parametrize("key", ["", "kort", "x" * 256, "met een spatie", "sleutel-é-12"])
def test_without_a_good_key_nothing_is_made(machine, key):
    answer = hand_in(machine, key=key)

    assert told(answer)[0] == 400
    assert answer.json()["errors"][0]["location"] == {"name": "Idempotency-Key"}


def test_a_file_that_was_handed_in_before_is_found_again(machine):
    first = hand_in(machine)

    again = hand_in(machine, key="sleutel-0002")

    assert (again.status_code, again.json()["id"]) == (200, first.json()["id"])


def test_a_structural_fault_is_told_in_words(machine):
    problem = machine.send(DELIVERIES, b" ", content_type="text/csv").json()

    assert problem["errors"] == [
        {
            "in": "body",
            "location": {"pointer": "#"},
            "code": "empty",
            "detail": problem["errors"][0]["detail"],
        }
    ]


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({}, ["#/regels"]),
        ({"regels": []}, ["#/regels"]),
        ({"regels": "x"}, ["#/regels"]),
        ({"regels": [1]}, ["#/regels/0"]),
        ({"regels": [{"bsn": True}, {"naam": "x"}]}, ["#/regels/0/bsn", "#/regels/1/naam"]),
        ({"regels": [{"bsn": "\ud800"}]}, ["#/regels/0/bsn"]),
        ({"regels": [{"bsn": "1\x00"}]}, ["#/regels/0/bsn"]),
        ({"regels": [{"voornamen": "x" * 10_001}]}, ["#/regels/0/voornamen"]),
        ({"regels": [{}], "soort": "alles", "extra": 1}, ["#/extra", "#/soort"]),
        ({"regels": [{}], "peildatum": "gisteren"}, ["#/peildatum"]),
        ({"regels": [{}], "peildatum": "2999-01-01"}, ["#/peildatum"]),
        ({"regels": [{}], "bestandsnaam": "x" * 201}, ["#/bestandsnaam"]),
        ([], ["#"]),
        (None, ["#"]),
        ("tekst", ["#"]),
    ],
)
def test_all_that_is_wrong_with_json_is_told_at_once(machine, body, pointers):
    answer = machine.send(DELIVERIES, body)

    assert told(answer)[0] == 400
    assert [one["location"]["pointer"] for one in answer.json()["errors"]] == pointers


@pytest.mark.parametrize(
    "data",
    [b"{", b"\xff\xfe{}", b"[" * 200_000, b'{"regels": NaN}', b"1" * 10_000, b"\x00", b'"\\ud800"'],
)
def test_what_is_no_json_is_refused(machine, data):
    assert told(machine.send(DELIVERIES, data))[0] == 400


@pytest.mark.parametrize(
    "content_type", ["application/xml", "text/plain", "", "multipart/form-data"]
)
def test_another_kind_of_content_is_refused(machine, content_type):
    answer = machine.send(DELIVERIES, b"x", content_type=content_type)

    assert told(answer) == (415, "Die soort inhoud lezen we niet")
    assert answer.json()["detail"].startswith("Stuur application/json")


def test_a_file_that_is_too_large_is_refused(machine):
    answer = machine.send(DELIVERIES, b"x" * (LARGEST_FILE + 1), content_type="text/csv")

    assert told(answer) == (413, "De inhoud is te groot")


def test_ten_megabytes_of_json_are_too_many_for_an_approval(machine):
    hand_in(machine)
    path = f"{DELIVERIES}/{Delivery.objects.get().pk}/goedkeuring"

    assert told(machine.send(path, b'"' + b"x" * 10_000_000 + b'"'))[0] == 413


def test_the_whole_way_from_a_file_to_a_receipt(machine):
    address = hand_in(machine)["Location"]
    check_delivery(Delivery.objects.get(), actor=None)
    seen = machine.get(address).json()

    approved = machine.send(
        seen["_links"]["goedkeuring"]["href"], {"digest": seen["digest"]}, key="sleutel-0002"
    )
    apply_delivery(Delivery.objects.get(), actor=machine.registered.responsible)

    assert (approved.status_code, approved.json()["status"]) == (202, "goedgekeurd")
    done = machine.get(address).json()
    assert (done["status"], done["aantallen"]["nieuw"]) == ("verwerkt", 1)
    assert done["ontvangstbewijs"].startswith("LV-")
    assert set(done["_links"]) == {"self", "regels", "terugdraaiing"}


def test_an_approval_of_another_outcome_changes_nothing(machine):
    address = hand_in(machine)["Location"]
    check_delivery(Delivery.objects.get(), actor=None)

    answer = machine.send(f"{address}/goedkeuring", {"digest": "0" * 64}, key="sleutel-0002")

    assert told(answer) == (409, "De stand is anders dan u dacht")
    assert Delivery.objects.get().status == DeliveryStatus.CHECKED


def test_where_every_row_is_rejected_no_approval_is_offered(machine):
    address = hand_in(machine, {"grondslagcode": "XX"})["Location"]
    check_delivery(Delivery.objects.get(), actor=None)

    assert set(machine.get(address).json()["_links"]) == {"self", "regels"}


def test_what_is_not_checked_yet_cannot_be_approved(machine):
    address = hand_in(machine)["Location"]

    answer = machine.send(f"{address}/goedkeuring", {"digest": "0" * 64}, key="sleutel-0002")

    assert told(answer)[0] == 409


def test_the_rows_tell_what_is_wrong_without_the_citizen_service_number(machine):
    row = {"bsn": "900000214", "grondslagcode": "XX"}
    address = hand_in(machine, row)["Location"]
    check_delivery(Delivery.objects.get(), actor=None)

    answer = machine.get(f"{address}/regels?toon=afgekeurd")

    [told] = answer.json()["resultaten"]
    assert told["uitkomst"] == "afgekeurd"
    assert {"bsn", "grondslagcode"} <= {fault["kolom"] for fault in told["fouten"]}
    assert "900000214" not in answer.content.decode()


def test_the_file_of_another_board_is_explained_without_whose_it_is(machine):
    LocationFactory(school__brin="00CD", board=BoardFactory(name="Stichting Geheim"))
    address = hand_in(machine, person(1) | {"vestiging": "00CD00"})["Location"]
    check_delivery(Delivery.objects.get(), actor=None)

    counts = machine.get(address).json()["aantallen"]
    answer = machine.get(f"{address}/regels")

    [row] = answer.json()["resultaten"]
    [fault] = row["fouten"]
    assert (counts["afgekeurd"], row["personeelsnummer"]) == (1, "P-1")
    assert (fault["kolom"], fault["code"]) == ("vestiging", "location_of_other_board")
    assert "vestiging van een ander bestuur" in answer.content.decode()
    assert "Geheim" not in answer.content.decode()


def test_rows_come_in_pages_that_lead_to_each_other(machine):
    address = hand_in(machine, *map(person, range(1, 6)))["Location"]
    check_delivery(Delivery.objects.get(), actor=None)

    first = machine.get(f"{address}/regels?aantal=2").json()
    last = machine.get(first["_links"]["last"]["href"]).json()

    assert (first["totaal"], first["aantal"], last["pagina"]) == (5, 2, 3)
    assert set(first["_links"]) == {"self", "first", "next", "last"}
    assert set(last["_links"]) == {"self", "first", "prev", "last"}


@pytest.mark.parametrize(
    "query",
    ["toon=alles", "kolom=x", "pagina=0", "aantal=501", "pagina=x", "pagina=" + "9" * 50, "q=1"],
)
def test_a_filter_that_does_not_exist_is_refused(machine, query):
    address = hand_in(machine)["Location"]

    assert told(machine.get(f"{address}/regels?{query}"))[0] == 400


def test_the_rows_ask_the_database_as_much_for_three_as_for_one(
    machine, django_assert_max_num_queries, django_assert_num_queries
):
    address = hand_in(machine)["Location"]
    check_delivery(Delivery.objects.get(), actor=None)
    with django_assert_max_num_queries(12) as one:
        machine.get(f"{address}/regels")
        asked = len(one)
    other = hand_in(machine, *map(person, range(1, 4)), key="sleutel-0002")["Location"]
    check_delivery(Delivery.objects.latest("pk"), actor=None)

    with django_assert_num_queries(asked):
        machine.get(f"{other}/regels")


def test_deliveries_are_listed_by_status(machine):
    hand_in(machine)

    assert machine.get(f"{DELIVERIES}?status=ontvangen").json()["totaal"] == 1
    assert machine.get(f"{DELIVERIES}?status=verwerkt").json()["totaal"] == 0


@pytest.mark.parametrize("below", ["", "/regels"])
def test_the_delivery_of_another_board_is_not_there(machine, below):
    hand_in(machine_of(BoardFactory()))
    other = Delivery.objects.get()

    assert told(machine.get(f"{DELIVERIES}/{other.pk}{below}"))[0] == 404
    assert machine.get(DELIVERIES).json()["totaal"] == 0


def test_the_delivery_of_another_board_cannot_be_approved(machine):
    hand_in(machine_of(BoardFactory()))
    path = f"{DELIVERIES}/{Delivery.objects.get().pk}/goedkeuring"

    assert told(machine.send(path, {"digest": "0" * 64}))[0] == 404


def test_who_may_only_read_hands_nothing_in(board):
    reader = machine_of(board, scopes=[Scope.READ_DELIVERIES])

    assert told(hand_in(reader)) == (403, "U mag dit niet")
    assert reader.get(DELIVERIES).status_code == 200


def test_who_may_only_write_reads_nothing(board):
    writer = machine_of(board, scopes=[Scope.WRITE_DELIVERIES])

    assert told(writer.get(DELIVERIES))[0] == 403


def test_without_a_token_nothing_is_handed_in_or_read(stranger):
    assert told(stranger.get(DELIVERIES))[0] == 401
    assert told(hand_in(stranger))[0] == 401


def test_a_row_says_on_which_sheet_it_is(board):
    machine = machine_of(board)
    lists = {name: list(map(list, [CELLS, CELLS.values()])) for name in ("Noord", "Zuid")}
    delivery = deliver(
        board,
        actor=machine.registered.responsible,
        file_name="scholen.xlsx",
        data=workbook(**lists),
        kind="changes",
        on=date(2026, 11, 21),
    )
    check_delivery(delivery, actor=None)

    rows = machine.get(f"{DELIVERIES}/{delivery.pk}/regels").json()["resultaten"]

    assert [(row["nummer"], row["blad"]) for row in rows] == [(2, "Noord"), (2, "Zuid")]
