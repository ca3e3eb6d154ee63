"""What jobs at several boards come to together: found after a delivery, for administrators only."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Person, View
from accounts.services.doubles import merge, take_apart
from core.errors import InvalidMove
from core.models import OutboxMessage
from schools.models import Delivery, Overlap
from schools.rules import Basis
from schools.rules.together import BoardBasis, Job, chains_too_long, largest_total
from schools.schedule import look_across_boards, look_at_merged
from schools.services.overlaps import settle_overlap
from tests.factories.accounts import DoubleFactory, PersonFactory, valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory

from .codelists import CODES
from .deliveries import ON, applied, officer_of, taken_back

pytestmark = pytest.mark.django_db
SAME = {"bsn": valid_bsn(1), "geboortedatum": "1985-12-31"}


def job(board, since, until, fte):
    return Job(board, since, until, Decimal(fte))


def replacing(board, since, until, code="VO-VERV"):
    return BoardBasis(board, f"00A{board}00", 9, Basis(code, ("WIS",), since, until))


def test_the_largest_total_is_of_jobs_that_hold_at_once():
    jobs = [
        job(1, date(2026, 8, 1), None, "0.8"),
        job(2, date(2026, 8, 1), date(2027, 1, 1), "0.3"),
        job(2, date(2027, 1, 1), None, "0.6"),
    ]

    assert largest_total(jobs, on=ON) == (Decimal("1.4"), date(2027, 1, 1))
    assert largest_total([], on=ON) == (0, ON)


@pytest.mark.parametrize(
    ("second", "found"),
    [
        pytest.param((date(2026, 7, 1), date(2027, 1, 1)), ["VO-VERV"], id="follows"),
        pytest.param((date(2026, 10, 1), date(2027, 4, 1)), ["VO-VERV"], id="gap of three months"),
        pytest.param((date(2026, 10, 2), date(2027, 4, 2)), [], id="gap of more"),
        pytest.param((date(2026, 1, 1), date(2026, 6, 1)), [], id="at the same time"),
    ],
)
def test_replacements_at_two_boards_are_one_chain(second, found):
    held = [replacing(1, date(2025, 12, 1), date(2026, 7, 1)), replacing(2, *second)]

    assert list(chains_too_long(held, codes=CODES)) == found


def test_what_lasts_too_long_at_one_board_alone_is_for_that_board():
    alone = [
        replacing(1, date(2025, 1, 1), date(2025, 8, 1)),
        replacing(1, date(2025, 8, 1), date(2026, 3, 1)),
    ]

    assert chains_too_long(alone, codes=CODES) == {}
    assert chains_too_long([*alone, replacing(2, ON, date(2026, 12, 1))], codes=CODES) == {}


@pytest.fixture
def boards():
    first, second = BoardFactory(number="41234"), BoardFactory(number="41235")
    LocationFactory(school__brin="00AB", board=first)
    LocationFactory(school__brin="00AC", board=second)
    return first, second


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


def deliver(board, place, **cells):
    """Apply one row about the same person, and do what the outbox then does."""
    delivery = applied(board, SAME | {"vestiging": place} | cells)
    look_across_boards(delivery.pk)
    return delivery


def both(boards, size="0,7"):
    deliver(boards[0], "00AB00", betrekkingsomvang="0,8")
    return deliver(boards[1], "00AC00", betrekkingsomvang=size)


def test_jobs_that_are_too_large_together_wait_for_an_administrator(boards):
    both(boards)

    found = Overlap.objects.get()
    assert (found.kind, found.total, found.status) == ("size", Decimal("1.5"), "open")
    queued = OutboxMessage.objects.filter(task="schools.schedule.look_across_boards")
    assert queued.count() == 2


def test_jobs_of_1_2_together_are_fine(boards):
    both(boards, size="0,4")

    assert not Overlap.objects.exists()


@pytest.mark.usefixtures("fixed_day")
def test_a_replacement_at_the_next_board_makes_the_chain_too_long(boards):
    cells = {"grondslagcode": "VO-VERV", "onderwijsterreinen": "WIS", "betrekkingsomvang": "0,5"}
    first = {"begin": "2026-01-01", "einde": "2026-08-31"}
    deliver(boards[0], "00AB00", **cells, **first)
    deliver(boards[1], "00AC00", **cells, begin="2026-09-01", einde="2027-03-31")

    found = Overlap.objects.get()
    assert (found.kind, found.code, found.until) == ("chain", "VO-VERV", date(2027, 4, 1))


def test_neither_board_hears_of_the_other(boards, client):
    last = both(boards)

    client.force_login(officer_of(boards[1]))
    assert last.signals == 0
    assert client.get("/beheer/samenloop/").status_code == 404
    assert client.get(f"/beheer/samenloop/{Overlap.objects.get().pk}/").status_code == 404


def test_what_was_settled_asks_again_when_it_grows(boards, administrator):
    both(boards)
    settle_overlap(Overlap.objects.get(), actor=administrator, explanation="Tot de zomer.")

    smaller = {"betrekkingsomvang": "0,6", "mutatiesoort": "W"}
    deliver(boards[1], "00AC00", **smaller)
    assert Overlap.objects.get().status == "settled"
    deliver(boards[1], "00AC00", **smaller | {"betrekkingsomvang": "0,9"})
    grown = Overlap.objects.get()
    assert (grown.status, grown.total, grown.explanation) == ("open", Decimal("1.7"), "")


def test_two_records_that_become_one_are_looked_at_together_and_apart(boards, administrator):
    deliver(boards[0], "00AB00", betrekkingsomvang="0,8")
    deliver(boards[1], "00AC00", betrekkingsomvang="0,7", bsn=valid_bsn(2))
    first, second = Person.objects.filter(staff_records__isnull=False).order_by("pk")
    assert not Overlap.objects.exists()

    joined = merge(DoubleFactory(first=first, second=second), actor=administrator)
    look_again()
    assert Overlap.objects.get().status == "open"

    take_apart(joined, actor=administrator)
    look_again()
    assert Overlap.objects.get().status == "gone"


def look_again():
    """Do what the outbox was told last."""
    last = OutboxMessage.objects.filter(task="schools.schedule.look_at_merged").latest("pk")
    look_at_merged(**last.kwargs)


def test_what_is_no_longer_so_asks_for_nothing(boards):
    delivery = both(boards)

    back = taken_back(delivery, actor=delivery.approved_by)
    look_across_boards(back.pk)

    assert Overlap.objects.get().status == "gone"


def test_administrators_settle_it_once_and_never_their_own(boards, administrator):
    both(boards)
    found = Overlap.objects.get()

    with pytest.raises(PermissionDenied):
        settle_overlap(found, actor=officer_of(boards[0]), explanation="x")
    own = PersonFactory(administrator=True)
    Overlap.objects.update(person=own)
    with pytest.raises(PermissionDenied):
        settle_overlap(found, actor=own, explanation="x")
    settle_overlap(found, actor=administrator, explanation="x")
    with pytest.raises(InvalidMove):
        settle_overlap(found, actor=administrator, explanation="x")


def test_an_administrator_compares_what_boards_delivered_and_the_person_sees_that(
    boards, client, administrator
):
    both(boards)
    found = Overlap.objects.get()
    client.force_login(administrator)

    listed = client.get("/beheer/samenloop/").content.decode()
    page = client.get(f"/beheer/samenloop/{found.pk}/").content.decode()
    client.post(f"/beheer/samenloop/{found.pk}/", {"explanation": "Gebeld: 1 januari minder."})

    assert str(found.person) in listed
    assert boards[0].name in page and boards[1].name in page
    assert View.objects.get().subject == found.person
    assert Overlap.objects.get().explanation == "Gebeld: 1 januari minder."
    own = Overlap.objects.visible_to(found.person)
    assert not own.exists()


def test_the_look_asks_the_database_as_much_for_three_people_as_for_one(
    boards, django_assert_num_queries, django_assert_max_num_queries
):
    cells = [SAME | {"personeelsnummer": f"P-{n}", "bsn": valid_bsn(n)} for n in range(1, 4)]
    for board, place in zip(boards, ("00AB00", "00AC00"), strict=True):
        applied(board, *(row | {"vestiging": place, "betrekkingsomvang": "0,4"} for row in cells))
    one, all_of_them = Delivery.objects.order_by("pk")
    with django_assert_max_num_queries(12) as asked:
        look_across_boards(one.pk)
        before = len(asked)

    with django_assert_num_queries(before):
        look_across_boards(all_of_them.pk)
