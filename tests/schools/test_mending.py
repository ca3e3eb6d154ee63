import csv
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import Refused
from core.models import AuditEvent
from schools.faultlist import looks_the_same
from schools.models import AcceptedSignal, Delivery
from schools.selectors.groups import fault_groups
from schools.services.checks import check_delivery
from schools.services.readings import repair
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory

from .deliveries import applied, checked, officer_of
from .test_full_deliveries import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def officer(board, client):
    officer = officer_of(board)
    client.force_login(officer)
    return officer


def groups(delivery):
    return [(one.code, one.column, one.number, one.accepted) for one in fault_groups(delivery)]


def test_faults_stand_together_by_kind_those_that_reject_first(board):
    delivery = checked(
        board,
        *[member(n, betrekkingsomvang="1,1") for n in range(1, 5)],
        *[member(n, functiecategorie="99") for n in range(5, 8)],
        member(8, bsn="900000001"),
    )

    assert groups(delivery) == [
        ("category_unknown", "functiecategorie", 3, 0),
        ("bsn_impossible", "bsn", 1, 0),
        ("fte_above_one", "betrekkingsomvang", 4, 0),
    ]


def test_the_facts_of_one_row_are_not_told_of_all(board):
    delivery = checked(
        board,
        member(1, grondslagcode="VO-GTE"),
        member(2, grondslagcode="VO-EK"),
    )

    [group] = fault_groups(delivery)

    assert (group.code, group.number) == ("code_mistyped", 2)
    assert "VO-" not in group.sentence


def test_cells_are_repaired_on_the_page(client, officer, board):
    delivery = checked(
        board,
        member(1, functiecategorie="99", betrekkingsomvang="9"),
        member(2, bsn="900000001"),
    )
    html = client.get(delivery.get_absolute_url()).content.decode()
    fields = re.findall(r'name="(cel-[^"]+)" value="([^"]*)"', html)
    assert fields == [
        ("cel-2-functiecategorie", "99"),
        ("cel-2-betrekkingsomvang", "9"),
        ("cel-3-bsn", ""),
    ]

    better = dict(fields) | {"cel-2-functiecategorie": "9", "cel-3-bsn": valid_bsn(2)}
    client.post(reverse("schools:delivery_mend", args=[delivery.pk]), better)
    delivery = check_delivery(delivery, actor=None)

    assert groups(delivery) == [("fte_out_of_range", "betrekkingsomvang", 1, 0)]
    assert delivery.good == 1
    event = AuditEvent.objects.get(action="delivery.repair")
    assert (event.data["rows"], valid_bsn(2) in str(event.data)) == ([2, 3], False)


def test_nothing_repaired_is_said_and_changes_nothing(board):
    delivery = checked(board, member(1, functiecategorie="99"))

    with pytest.raises(Refused):
        repair(delivery, actor=delivery.handed_in_by, cells={(2, "functiecategorie"): "99"})

    delivery.refresh_from_db()
    assert delivery.status == "checked"


def fault_list(client, delivery) -> list[dict[str, str]]:
    response = client.get(reverse("schools:delivery_faults", args=[delivery.pk]))
    text = response.content.decode().removeprefix("\ufeff")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def hand_in(client, rows: list[dict[str, str]], *, separator=";", encoding="cp1252") -> None:
    """Save a list as Excel does, and deliver it."""
    text = StringIO()
    writer = csv.DictWriter(text, rows[0], delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    data = text.getvalue().replace("•", "?" if encoding == "ascii" else "•").encode(encoding)
    file = SimpleUploadedFile("fouten.csv", data)
    client.post(reverse("schools:deliver"), {"file": file})


def test_the_list_of_faults_alone_mends_the_delivery(client, officer, board):
    delivery = checked(
        board,
        member(1),
        member(2, personeelsnummer="0042", functiecategorie="99"),
        member(3, personeelsnummer="=1+1", functiecategorie="99"),
    )
    rows = fault_list(client, delivery)
    assert [row["rij"] for row in rows] == ["3", "4"]
    assert (rows[0]["bsn"][:6], rows[1]["personeelsnummer"]) == ("••••••", "'=1+1")

    as_excel = {"functiecategorie": "9", "personeelsnummer": "42", "begin": "1-11-2026"}
    hand_in(client, [rows[0] | as_excel, rows[1] | {"functiecategorie": "9"}])
    delivery = check_delivery(Delivery.objects.get(), actor=None)

    assert (delivery.good, delivery.rows) == (3, 3)
    assert list(
        delivery.delivery_rows.order_by("number").values_list("staff_number", flat=True)
    ) == [
        "P-1",
        "0042",
        "=1+1",
    ]


def test_rows_that_were_left_out_are_delivered_by_the_list_of_faults(client, officer, board):
    first = applied(board, member(1), member(2, functiecategorie="99"), choice="good")

    hand_in(client, [row | {"functiecategorie": "9"} for row in fault_list(client, first)])
    second = check_delivery(Delivery.objects.latest("pk"), actor=None)

    assert (second.pk != first.pk, second.rows, second.new) == (True, 1, 1)
    assert second.delivery_rows.get().number == 3


def test_the_list_of_faults_of_another_board_is_refused(client, officer, board):
    other = BoardFactory()
    LocationFactory(school__brin="00CD", board=other)
    theirs = checked(other, member(1, functiecategorie="99"))
    client.force_login(theirs.handed_in_by)
    rows = fault_list(client, theirs)
    client.force_login(officer)

    hand_in(client, [row | {"functiecategorie": "9"} for row in rows])

    theirs.refresh_from_db()
    assert (Delivery.objects.count(), theirs.status) == (1, "checked")


def test_a_signal_that_is_right_is_not_asked_again(client, officer, board):
    delivery = checked(board, member(1, betrekkingsomvang="1,1"))
    address = reverse("schools:delivery_signals", args=[delivery.pk])
    query = "?code=fte_above_one&kolom=betrekkingsomvang"
    assert client.get(address + query).status_code == 200

    client.post(address + query, {"explanation": "Tijdelijk extra uren."})

    assert groups(delivery) == [("fte_above_one", "betrekkingsomvang", 1, 1)]
    assert "Tijdelijk extra uren." in client.get(delivery.get_absolute_url()).content.decode()
    assert AcceptedSignal.objects.get().accepted_by == officer
    again = checked(board, member(1, betrekkingsomvang="1,1"), member(2, betrekkingsomvang="1,1"))
    assert groups(again) == [("fte_above_one", "betrekkingsomvang", 2, 1)]


def test_a_fault_cannot_be_accepted(client, officer, board):
    delivery = checked(board, member(1, functiecategorie="99"))
    address = reverse("schools:delivery_signals", args=[delivery.pk])

    assert client.get(f"{address}?code=category_unknown&kolom=functiecategorie").status_code == 404


def test_another_boards_delivery_cannot_be_mended(client, officer):
    other = BoardFactory()
    LocationFactory(school__brin="00CD", board=other)
    theirs = checked(other, member(1, functiecategorie="99"))

    for route in ("delivery_mend", "delivery_signals"):
        address = reverse(f"schools:{route}", args=[theirs.pk])
        assert client.post(address, {"cel-2-functiecategorie": "9"}).status_code == 404


@pytest.mark.parametrize(
    ("column", "was", "now", "same"),
    [
        ("begin", "2026-08-01", "1-8-2026", True),
        ("begin", "2026-08-01", "2-8-2026", False),
        ("personeelsnummer", "00123", "123", True),
        ("betrekkingsomvang", "0.8", "0,8000", True),
        ("betrekkingsomvang", "0.8", "", False),
        ("bsn", "900000213", "••••••213", True),
        ("bsn", "900000213", "", True),
        ("bsn", "900000213", "900000225", False),
        ("einde", "2026-08-01", "", False),
        ("functiecategorie", "0", "", False),
    ],
)
def test_what_a_spreadsheet_makes_of_a_value_is_no_other_value(column, was, now, same):
    assert looks_the_same(column, was, now) == same
