"""Temporary grounds that end: which ask for something, and the three ways on."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.errors import Refused
from core.models import AuditEvent
from schools.models import AcceptedEnd
from schools.rules import Ground
from schools.rules.ending import is_continued, months_left
from schools.selectors.ending import ending_grounds
from schools.services.staff import accept_end
from tests.factories.schools import BasisFactory, BoardFactory, LocationFactory

from .codelists import CODES
from .deliveries import ON, officer_of

TEMPORARY = CODES.basis("VO-VERV", on=ON)
LASTING = CODES.basis("VO-GET", on=ON)


def ground(code=TEMPORARY, *, until=None, since=date(2026, 8, 1), areas=("WIS",)):
    return Ground(9, code, areas, since, until)


@pytest.mark.parametrize(
    ("until", "months"),
    [
        pytest.param(date(2026, 12, 21), 1, id="within a month"),
        pytest.param(date(2026, 12, 22), 3, id="a day later"),
        pytest.param(date(2027, 5, 21), 6, id="within six months"),
        pytest.param(date(2027, 5, 22), None, id="later"),
        pytest.param(ON, None, id="over"),
        pytest.param(None, None, id="without end"),
    ],
)
def test_a_temporary_ground_asks_for_attention_from_six_months_before_its_end(until, months):
    assert months_left(ground(until=until), on=ON) == months


def test_a_ground_that_is_not_temporary_asks_for_nothing():
    assert months_left(ground(LASTING, until=date(2026, 12, 1)), on=ON) is None


@pytest.mark.parametrize(
    ("by", "continued"),
    [
        pytest.param(ground(LASTING, areas=()), True, id="qualified for everything"),
        pytest.param(ground(since=date(2027, 2, 1)), True, id="the same, the day after"),
        pytest.param(ground(since=date(2027, 2, 2)), False, id="after a gap"),
        pytest.param(ground(areas=("NED",)), False, id="for another subject"),
        pytest.param(ground(until=date(2027, 2, 1)), False, id="that ends on the same day"),
    ],
)
def test_a_ground_is_continued_by_one_that_takes_over(by, continued):
    assert is_continued(ground(until=date(2027, 2, 1)), by) is continued


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def basis(board):
    return BasisFactory(
        appointment__staff__board=board,
        appointment__location__school__brin="00CD",
        code="VO-VERV",
        until=date(2026, 12, 13),
    )


@pytest.mark.django_db
def test_what_goes_on_in_another_ground_does_not_ask_for_attention(board, basis):
    assert [one.basis for one in ending_grounds(board.pk, on=ON)] == [basis.pk]

    BasisFactory(appointment=basis.appointment, since=date(2026, 12, 13))

    assert ending_grounds(board.pk, on=ON) == []


@pytest.mark.django_db
def test_an_accepted_end_holds_for_that_day_only(board, basis):
    officer = officer_of(board)
    for _ in range(2):
        accept_end(basis, actor=officer)

    assert ending_grounds(board.pk, on=ON) == []
    assert AcceptedEnd.objects.count() == 1
    assert AuditEvent.objects.filter(action="acceptedend.accept").count() == 1
    basis.until = date(2027, 1, 1)
    basis.save()
    assert len(ending_grounds(board.pk, on=ON)) == 1


@pytest.mark.django_db
def test_a_ground_without_a_last_day_cannot_be_let_end(board):
    lasting = BasisFactory(appointment__staff__board=board)

    with pytest.raises(Refused, match="laatste dag"):
        accept_end(lasting, actor=officer_of(board))


@pytest.mark.django_db
def test_only_officers_of_the_board_let_a_ground_end(basis):
    with pytest.raises(PermissionDenied):
        accept_end(basis, actor=officer_of(BoardFactory()))


@pytest.mark.django_db
def test_the_list_leads_to_the_form_of_each_way_on(client, board, basis):
    with time_machine.travel(ON):
        client.force_login(officer_of(board))

        html = client.get(reverse("schools:ending")).content.decode()
        after = reverse("schools:ground_add", args=[basis.appointment.staff_id])
        form = client.get(after, {"na": basis.pk}).context["form"]

        assert f"/bestuur/medewerkers/gronden/{basis.pk}/einde/" in html
        assert f"/bestuur/medewerkers/gronden/{basis.pk}/" in html
        assert f"{after}?na={basis.pk}" in html
        assert (form["begin"].value(), form["vestiging"].value()) == (basis.until, "00CD00")
        assert client.get(reverse("schools:ending"), {"maanden": "7"}).status_code == 404
        client.post(reverse("schools:end_accepted", args=[basis.pk]))
        assert "loopt niets af" in client.get(reverse("schools:ending")).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_three_as_for_one(
    client, board, count, django_assert_num_queries
):
    with time_machine.travel(ON):
        client.force_login(officer_of(board))
        for _ in range(count):
            BasisFactory(appointment__staff__board=board, code="VO-VERV", until=date(2027, 1, 1))

        with django_assert_num_queries(6):
            client.get(reverse("schools:ending"))
