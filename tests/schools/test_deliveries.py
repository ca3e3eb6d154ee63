"""Handing in, approving and discarding: who may, what is refused, what is left behind."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from schools.models import Delivery
from schools.sealing import open_cells, open_file
from schools.services.checks import check_delivery
from schools.services.deliveries import approve, discard, hand_in
from schools.services.readings import repair
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

from .deliveries import applied, checked, officer_of, received

pytestmark = pytest.mark.django_db

IMPOSSIBLE = {"personeelsnummer": "P-2", "bsn": "900000001"}


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


def test_handing_in_keeps_the_file_encrypted_and_has_it_checked(board):
    delivery = received(board, {})

    assert (delivery.status, delivery.file_name, delivery.rows) == ("received", "personeel.csv", 0)
    sealed = bytes(delivery.file.sealed)
    assert valid_bsn(1).encode() not in sealed
    assert open_file(sealed, delivery=delivery.pk) == staff_file({})
    assert OutboxMessage.objects.get().task == "schools.schedule.check_delivery"
    event = AuditEvent.objects.get(action="delivery.hand_in")
    assert (event.actor, event.data) == (delivery.handed_in_by, {"sha256": delivery.sha256})


@pytest.mark.parametrize(
    "who",
    [
        pytest.param({"hr_officer": True}, id="of another board"),
        pytest.param({"committee": True}, id="a member of the committee"),
        pytest.param({"teacher": True}, id="a teacher"),
    ],
)
def test_only_an_hr_officer_of_the_board_hands_in_approves_and_discards(board, who):
    stranger = PersonFactory(**who)
    delivery = checked(board, {})

    with pytest.raises(PermissionDenied):
        received(board, {"voornamen": "Eva"}, actor=stranger)
    with pytest.raises(PermissionDenied):
        approve(delivery, actor=stranger, digest=delivery.preview_digest, choice="all")
    with pytest.raises(PermissionDenied):
        discard(delivery, actor=stranger)


def test_an_officer_whose_role_has_ended_hands_in_nothing(board):
    officer = officer_of(board)
    officer.roles.update(until=date(2026, 3, 1))

    with pytest.raises(PermissionDenied):
        received(board, {}, actor=officer)


def test_a_colleague_may_approve_what_another_officer_handed_in(board):
    delivery = checked(board, {})
    colleague = officer_of(board)

    delivery = approve(delivery, actor=colleague, digest=delivery.preview_digest, choice="all")

    assert (delivery.status, delivery.approved_by) == ("approved", colleague)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(staff_file(), "header_only", id="header only"),
        pytest.param(b"%PDF-1.7 x", "not_csv", id="PDF named .csv"),
        pytest.param(staff_file({"voornamen": "No\0or"}), "nul_bytes", id="NUL bytes"),
        pytest.param(
            staff_file({}, {"voornamen": "x" * 10_000_000}), "cell_too_long", id="cell of 10 MB"
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_leaves_nothing(board, data, code):
    with pytest.raises(Refused) as refusal:
        hand_in(
            board,
            actor=officer_of(board),
            file_name="personeel.csv",
            data=data,
            kind="changes",
            on=date(2026, 11, 21),
        )

    assert refusal.value.code == code
    assert len(refusal.value.messages[0]) > 20
    assert not Delivery.objects.exists()
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "Robert'); DROP TABLE--",
        "\\.",
        'a"b\nc',
        "Zoë\u202e",
        "",
        "=cmd|' /C calc'!A0",
        "Ťĥéóđóŕ",
        "李",
    ],
)
def test_a_naughty_name_is_a_name_or_a_fault_and_never_half_of_one(board, name):
    delivery = checked(board, {"voornamen": name})

    assert (delivery.new, delivery.rejected) in {(1, 0), (0, 1)}
    new = delivery.delivery_rows.filter(outcome="new")
    assert [row.given_names for row in new] in ([" ".join(name.split())], [])


def test_the_cells_of_a_row_with_a_fault_can_be_shown_again(board):
    delivery = checked(board, {}, IMPOSSIBLE)

    row = delivery.delivery_rows.get(outcome="rejected")
    cells = open_cells(row.cells, delivery=delivery.pk, row=row.number)
    assert (row.number, row.staff_number, cells.bsn) == (3, "P-2", "900000001")
    assert [problem["column"] for problem in row.problems] == ["bsn"]
    assert delivery.delivery_rows.get(outcome="new").cells is None


def test_rows_that_only_the_whole_file_shows_to_be_wrong_are_rejected(board):
    delivery = checked(
        board,
        {},
        {"personeelsnummer": "P-2", "bsn": valid_bsn(2)},
        {"grondslagcode": "VO-EG", "betrekkingsomvang": "0,5"},
    )

    assert (delivery.rows, delivery.new, delivery.rejected) == (3, 1, 2)
    assert list(delivery.delivery_rows.values_list("number", "outcome")) == [
        (2, "rejected"),
        (3, "new"),
        (4, "rejected"),
    ]


def test_all_rows_cannot_be_approved_while_one_is_rejected(board):
    delivery = checked(board, {}, IMPOSSIBLE)

    with pytest.raises(Refused) as refusal:
        approve(
            delivery,
            actor=delivery.handed_in_by,
            digest=delivery.preview_digest,
            choice="all",
        )

    assert refusal.value.code == "rows_rejected"


@pytest.mark.parametrize("choice", ["all", "good"])
def test_a_delivery_without_a_good_row_cannot_be_approved(board, choice):
    delivery = checked(board, IMPOSSIBLE)

    with pytest.raises(Refused) as refusal:
        approve(
            delivery,
            actor=delivery.handed_in_by,
            digest=delivery.preview_digest,
            choice=choice,
        )

    assert refusal.value.code == "nothing_to_apply"


def test_what_was_not_seen_is_not_approved(board):
    delivery = checked(board, {})

    with pytest.raises(Refused) as refusal:
        approve(delivery, actor=delivery.handed_in_by, digest="0" * 64, choice="all")

    assert refusal.value.code == "preview_changed"


def test_what_a_colleague_repaired_meanwhile_is_not_approved_unseen(board):
    delivery = checked(board, {"betrekkingsomvang": "0,8"})
    officer, seen = delivery.handed_in_by, delivery.preview_digest
    repair(delivery, actor=officer_of(board), cells={(2, "betrekkingsomvang"): "0,9"})
    delivery = check_delivery(delivery, actor=None)
    assert list(delivery.delivery_rows.values_list("outcome", "problems")) == [("new", [])]

    with pytest.raises(Refused) as refusal:
        approve(delivery, actor=officer, digest=seen, choice="all")

    assert refusal.value.code == "preview_changed"


def test_a_delivery_is_approved_once(board):
    delivery = checked(board, {})
    digest, officer = delivery.preview_digest, delivery.handed_in_by
    approve(delivery, actor=officer, digest=digest, choice="all")

    with pytest.raises(InvalidMove):
        approve(delivery, actor=officer, digest=digest, choice="all")


def test_a_discarded_delivery_stays_away(board):
    delivery = checked(board, {})

    discard(delivery, actor=delivery.handed_in_by)

    delivery.refresh_from_db()
    assert delivery.status == "discarded"
    with pytest.raises(InvalidMove):
        approve(delivery, actor=delivery.handed_in_by, digest=delivery.preview_digest, choice="all")


def test_the_same_file_again_is_the_earlier_delivery(board):
    first = applied(board, {})

    assert received(board, {}, on=date(2026, 12, 1)) == first


def test_the_same_file_after_another_delivery_is_looked_at_anew(board):
    first = applied(board, {})
    applied(board, {"betrekkingsomvang": "1", "mutatiesoort": "W"})

    again = received(board, {})

    assert again != first


def test_the_same_file_after_rejected_rows_is_looked_at_anew(board):
    first = applied(board, {}, IMPOSSIBLE, choice="good")

    assert received(board, {}, IMPOSSIBLE) != first


def test_the_same_file_after_it_was_discarded_is_looked_at_anew(board):
    first = checked(board, {})
    discard(first, actor=first.handed_in_by)

    assert received(board, {}) != first


def test_a_file_of_windows_with_a_sign_that_no_database_keeps_is_a_fault_and_not_a_crash(board):
    data = staff_file({"voornamen": "No\0or"}).decode().encode("utf-16")

    delivery = check_delivery(
        hand_in(
            board,
            actor=officer_of(board),
            file_name="personeel.csv",
            data=data,
            kind="changes",
            on=date(2026, 11, 21),
        ),
        actor=None,
    )

    assert (delivery.rows, delivery.rejected) == (1, 1)
