import base64

import pytest

from core import rotation
from register.papers.scans import of_diploma, open_paper
from tests.factories.register import PAPER, DiplomaCheckFactory, DrawFactory


@pytest.mark.django_db
def test_a_diploma_can_be_read_with_the_new_key_alone(settings):
    check = DiplomaCheckFactory()
    new = f"new:{base64.b64encode(b'n' * 32).decode()}"
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

    done = rotation.rotate_all()

    settings.FIELD_KEYS = [new]
    check.file.refresh_from_db()
    assert done["diplomas"] == 1
    assert open_paper(check.file.sealed, place=of_diploma(check.pk)) == PAPER


@pytest.mark.django_db
def test_the_secret_of_a_draw_can_be_read_with_the_new_key_alone(settings):
    draw = DrawFactory()
    secret = draw.opened()
    new = f"new:{base64.b64encode(b'n' * 32).decode()}"
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]

    done = rotation.rotate_all()

    settings.FIELD_KEYS = [new]
    draw.refresh_from_db()
    assert done["secrets of draws"] == 1
    assert draw.opened() == secret
