"""More letters than somebody waits for: made in the background as one PDF, kept for a week."""

import base64
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import ClaimCode, Person, View
from core import rotation
from core.errors import Refused
from core.models import AuditEvent, OutboxMessage
from schools.models import LetterBundle
from schools.schedule import clear_letters, make_letters
from schools.services import bundles
from schools.views import invitations
from tests.factories.schools import BoardFactory, StaffRecordFactory

from .deliveries import officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return BoardFactory()


@pytest.fixture
def officer(board):
    return officer_of(board)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr(invitations, "WAITED_FOR", 2)
    monkeypatch.setattr(bundles, "AT_A_TIME", 2)


@pytest.fixture
def asked(client, board, officer):
    """Three letters that an officer asked for on the page."""
    StaffRecordFactory.create_batch(3, at_work=True, board=board)
    client.force_login(officer)
    answer = client.post(reverse("schools:inviting"), {"who": "no_code", "location": ""})
    bundle = LetterBundle.objects.get()
    assert answer.url == bundle.get_absolute_url()
    return bundle


def test_many_letters_are_made_in_the_background_as_one_pdf(client, asked):
    waiting = client.get(asked.get_absolute_url())
    assert waiting["Refresh"]
    assert (asked.letters, ClaimCode.objects.count()) == (3, 0)
    assert client.get(reverse("schools:letters_pdf", args=[asked.pk])).status_code == 404

    make_letters(asked.pk)

    pdf = client.get(reverse("schools:letters_pdf", args=[asked.pk]))
    assert len(pikepdf.open(BytesIO(pdf.content)).pages) == 3
    assert (ClaimCode.objects.count(), View.objects.filter(purpose="letter").count()) == (3, 3)
    assert AuditEvent.objects.filter(action="letterbundle.fetched").count() == 1
    assert asked.get_absolute_url() in client.get(reverse("schools:inviting")).text
    assert "Refresh" not in client.get(asked.get_absolute_url())


def test_the_pdf_is_not_readable_where_it_is_kept(asked):
    make_letters(asked.pk)

    assert b"%PDF" not in bytes(LetterBundle.objects.get().sealed)


def test_they_can_be_fetched_after_the_keys_were_rotated(client, asked, settings):
    make_letters(asked.pk)
    new = f"new:{base64.b64encode(b'n' * 32).decode()}"
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

    done = rotation.rotate_all()

    settings.FIELD_KEYS = [new]
    pdf = client.get(reverse("schools:letters_pdf", args=[asked.pk]))
    assert done["letters that wait to be fetched"] == 1
    assert pdf.content.startswith(b"%PDF")


def test_they_are_made_once(asked):
    make_letters(asked.pk)
    sealed = bytes(LetterBundle.objects.get().sealed)

    make_letters(asked.pk)

    assert bytes(LetterBundle.objects.get().sealed) == sealed
    assert OutboxMessage.objects.filter(task="schools.schedule.make_letters").count() == 1


def test_where_nobody_is_left_to_write_to_there_is_nothing_to_fetch(asked, officer, board):
    Person.objects.filter(staff_records__board=board).update(claimed_at=timezone.now())

    make_letters(asked.pk)

    bundle = LetterBundle.objects.get()
    assert bundle.status == "cleared"
    with pytest.raises(Refused):
        bundles.fetch_letters(bundle, actor=officer)


def test_they_are_kept_for_a_week(client, asked):
    make_letters(asked.pk)
    clear_letters()
    assert LetterBundle.objects.get().status == "made"
    LetterBundle.objects.update(asked_at=timezone.now() - timedelta(days=8))

    clear_letters()

    cleared = LetterBundle.objects.get()
    assert (cleared.status, cleared.sealed) == ("cleared", None)
    assert client.get(asked.get_absolute_url()).status_code == 200
    assert client.get(reverse("schools:letters_pdf", args=[asked.pk])).status_code == 404


def test_another_board_neither_asks_nor_fetches(client, asked, board):
    make_letters(asked.pk)
    stranger = officer_of(BoardFactory())
    client.force_login(stranger)

    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(reverse("schools:letters_pdf", args=[asked.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        bundles.fetch_letters(LetterBundle.objects.get(), actor=stranger)
    [role] = stranger.current_roles
    with pytest.raises(PermissionDenied):
        bundles.ask_letters(board, actor=stranger, role=role, who="all", location="", count=3)


def test_too_many_even_for_that_are_told(board, officer):
    [role] = officer.current_roles

    with pytest.raises(Refused, match=r"5\.?001"):
        bundles.ask_letters(
            board, actor=officer, role=role, who="all", location="", count=bundles.MOST + 1
        )
