"""The pages about the staff of a board in a real browser: within the window, clean for axe."""

from datetime import date

import pytest
import time_machine

from schools.models import LetterBundle
from tests.english import dutch_by_path
from tests.factories.accounts import MandateFactory, OfficeFactory, PersonFactory
from tests.factories.schools import (
    BasisFactory,
    BoardFactory,
    DisputeFactory,
    OverlapFactory,
    TakeoverFactory,
)
from tests.looks import faults_by_path

from .deliveries import ON, officer_of

STAFF, ENDING, QUESTIONS = "/bestuur/medewerkers/", "/bestuur/aflopend/", "/bestuur/vragen/"


def of_an_empty_board():
    return officer_of(BoardFactory()), [STAFF, ENDING, QUESTIONS, "/bestuur/uitnodigen/"]


def of_a_board():
    board = BoardFactory()
    leaving = BasisFactory(
        appointment__staff__board=board, code="VO-VERV", until=date(2026, 12, 13)
    )
    staff = leaving.appointment.staff
    asked = DisputeFactory(staff=staff)
    DisputeFactory(staff=staff, field="begin", status="escalated")
    officer = officer_of(board)
    many = [
        LetterBundle.objects.create(
            board=board,
            asked_by=officer,
            role=officer.current_roles[0],
            who="all",
            letters=1_200,
            **facts,
        ).get_absolute_url()
        for facts in ({}, {"status": "made", "sealed": b"x"}, {"status": "cleared"})
    ]
    return officer, [
        *("/bestuur/uitnodigen/", *many),
        *("/bestuur/", STAFF, f"{STAFF}?q=niemand", f"{STAFF}{staff.pk}/", ENDING),
        f"{STAFF}{staff.pk}/gronden/nieuw/?na={leaving.pk}",
        f"{STAFF}gronden/{leaving.pk}/einde/",
        *(QUESTIONS, f"{QUESTIONS}{asked.pk}/"),
    ]


def of_an_office():
    office = OfficeFactory()
    MandateFactory(office=office, board=BoardFactory())
    return PersonFactory(clerk=True, role__organisation=office), [
        *("/kantoor/", "/kantoor/?q=niets", "/kantoor/collegas/")
    ]


def of_a_mandating_board():
    mandate = MandateFactory(board=BoardFactory())
    return officer_of(mandate.board), ["/bestuur/machtigingen/"]


def of_the_register():
    late = DisputeFactory(status="escalated")
    going = BasisFactory().appointment.staff
    takeover, overlap = TakeoverFactory(source=going.board), OverlapFactory(person=going.person)
    return PersonFactory(administrator=True), [
        *("/beheer/", "/beheer/vragen/", f"/beheer/vragen/{late.pk}/"),
        *("/beheer/fusies/", f"/beheer/fusies/{takeover.pk}/"),
        *("/beheer/samenloop/", f"/beheer/samenloop/{overlap.pk}/"),
        *("/beheer/kantoren/", f"/beheer/organisaties/{late.staff.board_id}/"),
    ]


def everybody():
    """Return who sees which pages."""
    return [
        of_an_empty_board(),
        of_a_board(),
        of_an_office(),
        of_a_mandating_board(),
        of_the_register(),
    ]


@pytest.mark.django_db(transaction=True)
def test_every_page_is_accessible_and_no_wider_than_its_window(page, live_server):
    with time_machine.travel(ON, tick=True):
        assert faults_by_path(page, everybody(), url=live_server.url) == {}


@pytest.mark.django_db
def test_every_page_speaks_english_too(client):
    with time_machine.travel(ON, tick=True):
        assert dutch_by_path(client, everybody()) == {}
