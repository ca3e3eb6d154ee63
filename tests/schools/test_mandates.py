"""An administration office delivers for the boards that mandated it, and for no other."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import Mandate, View
from accounts.services.mandates import (
    admit_office,
    begin_acting,
    grant_mandate,
    revoke_mandate,
)
from accounts.services.roles import grant_role
from accounts.tasks import tell_of_mandate
from core.errors import Refused
from core.models import AuditEvent, OutboxMessage
from schools.models import Delivery, Dispute
from schools.services.disputes import answer_dispute
from tests.factories.accounts import MandateFactory, OfficeFactory, PersonFactory, valid_bsn
from tests.factories.schools import (
    CELLS,
    BoardFactory,
    DisputeFactory,
    LocationFactory,
    StaffRecordFactory,
)

from .deliveries import ON, approved, officer_of, received

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(ON, tick=True):
        yield


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def clerk(office):
    return PersonFactory(clerk=True, role__organisation=office)


@pytest.fixture
def mandate(board, office):
    return MandateFactory(board=board, office=office)


@pytest.fixture
def officer(board):
    return officer_of(board)


def test_an_office_delivers_with_a_mandate_and_the_receipt_says_so(board, office, clerk, mandate):
    delivery = approved(board, {}, actor=clerk)

    assert (delivery.handed_in_by, delivery.handed_in_for) == (clerk, office)
    assert received(board, {"voornamen": "Eva"}).handed_in_for is None


@pytest.mark.parametrize(
    "mandates",
    [
        pytest.param(None, id="without a mandate"),
        pytest.param({"until": ON}, id="when it is over"),
        pytest.param({"since": ON + timedelta(1)}, id="before it begins"),
        pytest.param({"board": "another"}, id="of another board"),
    ],
)
def test_an_office_does_not_deliver(board, office, clerk, mandates):
    if mandates is not None:
        other = {"board": BoardFactory()} if "board" in mandates else {"board": board, **mandates}
        MandateFactory(office=office, **other)

    with pytest.raises(PermissionDenied):
        received(board, {}, actor=clerk)


def test_an_administrator_delivers_on_a_boards_behalf_and_the_receipt_says_so(board):
    administrator = PersonFactory(administrator=True)

    delivery = received(board, {}, actor=administrator)

    assert delivery.handed_in_for.kind == "register"


def test_the_officers_of_a_board_grant_and_revoke(board, office, officer, clerk):
    given = {"office": office, "since": ON, "until": None, "on": ON}
    mandate = grant_mandate(board, actor=officer, **given)
    with pytest.raises(ValidationError, match="al een machtiging"):
        grant_mandate(board, actor=officer, **given)

    for _ in range(2):
        revoke_mandate(mandate, actor=officer, on=ON)

    assert not Mandate.objects.on(ON).exists()
    acts = AuditEvent.objects.about(mandate).order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["mandate.granted", "mandate.revoked"]


def test_an_office_hears_of_a_mandate_and_of_its_end(board, office, officer, clerk, mailoutbox):
    mandate = grant_mandate(board, actor=officer, office=office, since=ON, until=None, on=ON)
    asked = OutboxMessage.objects.get(task="accounts.tasks.tell_of_mandate")

    tell_of_mandate(**asked.kwargs)
    revoke_mandate(mandate, actor=officer, on=ON)
    tell_of_mandate(**asked.kwargs)

    given, ended = mailoutbox
    assert given.to == ended.to == [clerk.email]
    assert given.subject == f"{board.name} machtigt {office.name}"
    assert ended.subject == f"De machtiging van {board.name} is beëindigd"
    assert OutboxMessage.objects.filter(task="accounts.tasks.tell_of_mandate").count() == 2


def test_a_mandate_does_not_begin_in_the_past(board, office, officer):
    with pytest.raises(Refused, match="verleden"):
        grant_mandate(
            board, actor=officer, office=office, since=ON - timedelta(1), until=None, on=ON
        )


def test_nobody_else_grants_or_revokes(board, office, clerk, mandate):
    others = [clerk, PersonFactory(hr_officer=True), PersonFactory(administrator=True)]
    for actor in others:
        with pytest.raises(PermissionDenied):
            grant_mandate(board, actor=actor, office=office, since=ON, until=None, on=ON)
        with pytest.raises(PermissionDenied):
            revoke_mandate(mandate, actor=actor, on=ON)


def test_an_office_gives_nobody_a_role_at_the_board(board, clerk, mandate):
    with pytest.raises(PermissionDenied):
        grant_role(PersonFactory(), organisation=board, kind="hr_officer", on=ON, actor=clerk)


def test_an_office_answers_for_the_board_but_not_a_question_of_ones_own(board, clerk, mandate):
    asked = DisputeFactory(staff__board=board)
    own = DisputeFactory(staff__board=board, staff__person=clerk)

    answer_dispute(asked, actor=clerk, answer="Aangepast.")

    assert Dispute.objects.get(pk=asked.pk).answered_for.pk == board.pk
    with pytest.raises(PermissionDenied):
        answer_dispute(own, actor=clerk, answer="Nee.")


def test_only_administrators_admit_offices(clerk):
    administrator = PersonFactory(administrator=True)

    office = admit_office(actor=administrator, name="Kantoor Zuid")

    assert (office.kind, office.search_key) == ("office", "kantoor zuid")
    with pytest.raises(Refused):
        admit_office(actor=administrator, name="KANTOOR zuid")
    with pytest.raises(PermissionDenied):
        admit_office(actor=clerk, name="Kantoor Noord")


def test_nobody_begins_to_work_for_a_board_without_a_mandate(board, clerk, officer):
    for actor in (clerk, PersonFactory(hr_officer=True)):
        with pytest.raises(PermissionDenied):
            begin_acting(board, actor=actor)


class TestPages:
    def test_a_clerk_works_for_the_board_that_was_chosen_only(
        self, client, board, office, clerk, mandate
    ):
        other = MandateFactory(board=BoardFactory(), office=office).board
        theirs = StaffRecordFactory(board=other)
        staff = StaffRecordFactory(board=board)
        client.force_login(clerk)
        assert client.get(reverse("schools:staff")).status_code == 404

        client.post(reverse("accounts:act", args=[mandate.pk]))

        html = client.get(reverse("schools:staff")).text
        assert (str(staff) in html, str(theirs) in html) == (True, False)
        assert "Namens" in html
        assert client.get(reverse("schools:member", args=[theirs.pk])).status_code == 404
        client.get(reverse("schools:member", args=[staff.pk]))
        assert View.objects.get().role.organisation == office

    @pytest.mark.parametrize(
        "page", ["register:board_checks", "register:board_diplomas", "accounts:clients"]
    )
    def test_a_mandate_is_for_staff_data_and_for_nothing_else(self, client, clerk, mandate, page):
        client.force_login(clerk)
        client.post(reverse("accounts:act", args=[mandate.pk]))

        assert client.get(reverse("schools:staff")).status_code == 200
        assert client.get(reverse(page)).status_code == 404

    def test_who_works_at_the_board_and_who_may_is_not_for_the_office(
        self, client, board, clerk, mandate
    ):
        client.force_login(clerk)
        client.post(reverse("accounts:act", args=[mandate.pk]))

        for route in ("colleagues", "clients", "mandates"):
            assert client.get(reverse(f"accounts:{route}")).status_code == 404
        html = client.get(reverse("schools:board")).text
        assert reverse("accounts:colleagues") not in html
        assert client.get(reverse("accounts:organisation", args=[board.pk])).status_code == 404

    def test_the_work_stops_as_soon_as_the_mandate_is_revoked(
        self, client, clerk, officer, mandate
    ):
        client.force_login(clerk)
        client.post(reverse("accounts:act", args=[mandate.pk]))
        assert client.get(reverse("schools:board")).status_code == 200

        revoke_mandate(mandate, actor=officer, on=ON)

        assert client.get(reverse("schools:board")).status_code == 404
        assert client.post(reverse("schools:staff_add"), CELLS).status_code == 404
        assert client.post(reverse("accounts:act", args=[mandate.pk])).status_code == 404

    def test_a_mandate_of_another_office_is_not_there(self, client, clerk):
        other = MandateFactory(board=BoardFactory())
        client.force_login(clerk)

        assert client.post(reverse("accounts:act", args=[other.pk])).status_code == 404

    def test_a_board_revokes_its_own_mandates_only(self, client, officer):
        other = MandateFactory(board=BoardFactory())
        client.force_login(officer)

        answer = client.post(reverse("accounts:mandate_revoke", args=[other.pk]))

        assert answer.status_code == 404
        assert Mandate.objects.on(ON).exists()

    def test_an_administrator_works_on_behalf_of_a_board_and_is_named(self, client, board):
        administrator = PersonFactory(administrator=True)
        client.force_login(administrator)
        assert client.get(reverse("schools:board")).status_code == 404

        client.post(reverse("accounts:act_as_register", args=[board.pk]))
        client.post(
            reverse("schools:staff_add"),
            {name: cell for name, cell in CELLS.items() if name != "mutatiesoort"},
        )

        delivery = Delivery.objects.get()
        html = client.get(reverse("schools:delivery", args=[delivery.pk])).text
        assert (delivery.handed_in_by, delivery.handed_in_for.kind) == (administrator, "register")
        assert AuditEvent.objects.filter(action="organisation.acted_for").count() == 1
        assert valid_bsn(1) not in html

    def test_officers_do_not_work_on_behalf_of_others(self, client, officer):
        client.force_login(officer)
        other = BoardFactory()

        answer = client.post(reverse("accounts:act_as_register", args=[other.pk]))

        assert answer.status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_boards_of_an_office_cost_the_same_for_three_as_for_one(
        self, client, clerk, office, count, django_assert_num_queries
    ):
        for _ in range(count):
            MandateFactory(board=BoardFactory(), office=office, until=date(2027, 8, 1))
        client.force_login(clerk)

        with django_assert_num_queries(6):
            client.get(reverse("accounts:office"))
