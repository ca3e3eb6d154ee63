"""Files that are not what they should be: each is explained, and nothing of it is taken in."""

import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction

from core.errors import Refused
from core.models import OutboxMessage
from schools import parsing
from schools.models import Delivery, StaffRecord
from schools.services.checks import apply_delivery
from schools.services.deliveries import upload
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

from .deliveries import ON, applied, approved, checked, officer_of
from .test_full_deliveries import full, member

HEADER, ROW = staff_file({}).decode().splitlines()
NAMES = HEADER.split(";")


@pytest.fixture
def board(db):
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


def named(name: str, n: int = 1) -> str:
    cells = dict(zip(NAMES, ROW.split(";"), strict=True))
    cells |= {"voornamen": name, "bsn": valid_bsn(n), "personeelsnummer": f"P-{n}"}
    return ";".join(cells.values()) + "\n"


def hand_in(board, data):
    return upload(
        board,
        actor=officer_of(board),
        file_name="personeel.csv",
        data=data,
        kind="changes",
        on=ON,
    )


def test_a_header_of_two_hundred_columns_is_explained(board):
    with pytest.raises(Refused, match="200") as refused:
        hand_in(board, f"{HEADER}{';veld' * 182}\n{ROW}{';' * 182}\n".encode())

    assert refused.value.code == "too_many_columns"
    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        pytest.param("", "header_only", id="only a header"),
        pytest.param(
            f"{ROW}\n{ROW.replace('VO-GET', chr(34))}\n", "quote_not_closed", id="a quote"
        ),
    ],
)
def test_columns_of_another_system_are_not_asked_about_where_no_row_can_be_read(board, rows, code):
    header = HEADER.replace("functiecategorie", "Rol")

    with pytest.raises(Refused) as refused:
        hand_in(board, f"{header}\n{rows}".encode())

    assert refused.value.code == code


@pytest.mark.parametrize("names", ["Sofinummer;Burgerservicenummer;", "bsn;BSN;"])
def test_two_columns_that_may_both_be_the_bsn_are_asked_about(board, names):
    header = HEADER.replace("bsn;", names)
    data = f"{header}\n{ROW.replace(valid_bsn(1), f'{valid_bsn(1)};{valid_bsn(2)}')}\n"

    assert hand_in(board, data.encode()).status == "uploaded"


def test_two_exports_put_together_are_read_each_in_its_own_character_set():
    mixed = f"{HEADER}\n{named('Zoë Şeyma')}".encode() + named("Renée").encode("cp1252")

    sheet = parsing.read(mixed)

    assert [row.cells.voornamen for row in sheet.rows] == ["Zoë Şeyma", "Renée"]
    assert (sheet.encoding, sheet.replaced) == (parsing.MIXED, 0)


def test_what_neither_character_set_knows_is_counted():
    mixed = f"{HEADER}\n{named('Zoë')}".encode() + b"\x81\n"

    assert parsing.as_text(mixed).replaced == 1


def test_ten_million_lines_are_refused_at_once_in_constant_memory():
    data = f"{HEADER}\n".encode() + b"a;b\n" * 10_000_000
    tracemalloc.start()

    with pytest.raises(parsing.StructuralFault) as fault:
        parsing.as_text(data)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.value.code, fault.value.params) == ("too_many_rows", {"most": 1_000_000})
    assert peak < 1_000_000


def test_as_many_lines_as_may_be_are_read(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_ROWS", 3)

    assert len(list(parsing.read(f"{HEADER}\n{named('A')}{named('B', 2)}".encode()).rows)) == 2
    with pytest.raises(parsing.StructuralFault):
        parsing.read(f"{HEADER}\n{named('A')}{named('B', 2)}{named('C', 3)}".encode())


def test_a_full_file_that_is_half_a_file_ends_nobody_before_that_number_was_typed(board, client):
    applied(board, *[member(n) for n in range(1, 11)])
    half = full(board, *[member(n) for n in range(1, 6)])
    client.force_login(half.handed_in_by)
    chosen = {"digest": half.preview_digest, "choice": "all"}

    asked = client.post(half.get_absolute_url(), chosen).content.decode()

    half.refresh_from_db()
    assert (half.status, half.leaving) == ("checked", 5)
    assert 'href="#id_ends"' in asked
    client.post(half.get_absolute_url(), {**chosen, "ends": "5"})
    half.refresh_from_db()
    assert half.status == "approved"


FULL_DISK = """
create function no_room() returns trigger language plpgsql as $$
begin raise exception 'No space left on device' using errcode = '53100'; end $$;
create trigger no_room before insert on {} for each row execute function no_room()
"""


def fill_disk(table):
    """Let the database answer as it does when its disk is full."""
    with connection.cursor() as cursor:
        cursor.execute(FULL_DISK.format(table))


def test_the_people_of_another_board_show_nothing_of_what_that_board_said(board, client):
    other = BoardFactory()
    LocationFactory(school__brin="00CD", board=other)
    theirs = {"vestiging": "00CD00", "geslachtsnaam": "Geheim", "betrekkingsomvang": "0,3"}
    applied(other, member(1, **theirs) | {"personeelsnummer": "X-9"})

    delivery = checked(board, member(1, geslachtsnaam="Bakker"))

    client.force_login(officer_of(board))
    page = client.get(delivery.get_absolute_url(), {"show": "new"}).content.decode()
    assert (delivery.new, delivery.signals) == (1, 0)
    assert ("Bakker" in page, "Geheim" in page, "X-9" in page) == (True, False, False)


def test_an_upload_for_which_there_is_no_room_leaves_nothing_and_the_page_says_so(board, client):
    client.force_login(officer_of(board))
    client.raise_request_exception = False
    file = SimpleUploadedFile("personeel.csv", staff_file({}), content_type="text/csv")
    fill_disk("schools_deliveryfile")

    answer = client.post("/bestuur/leveringen/nieuw/", {"file": file, "kind": "changes"})

    assert answer.status_code == 500
    assert "Wat u verstuurde is niet opgeslagen" in answer.content.decode()
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("table", ["schools_appointmentbasis", "core_auditevent"])
def test_a_delivery_for_which_there_is_no_room_waits_whole(board, table):
    delivery = approved(board, member(1), member(2))
    message = OutboxMessage.objects.get(task="schools.schedule.apply_delivery")
    fill_disk(table)

    with pytest.raises(OperationalError), transaction.atomic():
        apply_delivery(delivery, actor=delivery.approved_by)

    delivery.refresh_from_db()
    assert (delivery.status, StaffRecord.objects.count()) == ("approved", 0)
    assert OutboxMessage.objects.filter(pk=message.pk, done_at=None).exists()
