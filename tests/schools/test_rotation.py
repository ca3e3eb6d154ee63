import base64

import pytest

from accounts.identifiers import bsn_plain
from core import crypto, rotation
from schools.models import DeliveryFile, DeliveryRow
from schools.sealing import open_cells, open_file
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

from .deliveries import checked

pytestmark = pytest.mark.django_db
IMPOSSIBLE = {"personeelsnummer": "P-2", "bsn": "900000001"}


@pytest.fixture
def delivery():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return checked(board, {}, IMPOSSIBLE)


@pytest.fixture
def rotated(settings, delivery):
    """What there was to do, with a new key in front of which only itself is left afterwards."""
    new = f"new:{base64.b64encode(b'n' * 32).decode()}"
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    done = rotation.rotate_all()
    settings.FIELD_KEYS = [new]
    return done


def test_a_delivered_file_can_be_read_with_the_new_key_alone(rotated, delivery):
    file = DeliveryFile.objects.get()

    assert rotated["delivered files"] == 1
    assert open_file(file.sealed, delivery=delivery.pk) == staff_file({}, IMPOSSIBLE)


def test_the_cells_of_a_rejected_row_too(rotated, delivery):
    row = DeliveryRow.objects.exclude(cells=None).get()

    assert rotated["delivered rows"] == 1
    assert "P-2" in open_cells(row.cells, delivery=delivery.pk, row=row.number)


def test_the_number_of_an_accepted_row_too(rotated):
    row = DeliveryRow.objects.exclude(ciphertext=None).get()

    assert rotated["delivered citizen service numbers"] == 1
    assert bsn_plain(row.ciphertext, row.digest) == valid_bsn(1)


def test_a_second_time_there_is_nothing_to_do(rotated):
    assert set(rotation.rotate_all().values()) == {0}
    assert crypto.is_current(DeliveryFile.objects.get().sealed)
