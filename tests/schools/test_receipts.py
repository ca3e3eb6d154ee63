from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse

from tests.factories.schools import BoardFactory, DeliveryFactory, LocationFactory

from .deliveries import applied, checked, officer_of
from .test_full_deliveries import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


def test_the_receipt_is_a_pdf_that_names_the_delivery(client, board):
    delivery = applied(board, member(1, voornamen="Zoë <b>&"))
    client.force_login(officer_of(board))

    response = client.get(reverse("schools:receipt_pdf", args=[delivery.pk]))

    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"Ontvangstbewijs {delivery.receipt}"
        assert str(pdf.Root["/Lang"]) == "nl"


def test_only_a_processed_delivery_of_the_own_board_has_a_receipt(client, board):
    client.force_login(officer_of(board))

    for delivery in (checked(board, member(1)), DeliveryFactory(applied=True)):
        address = reverse("schools:receipt_pdf", args=[delivery.pk])
        assert client.get(address).status_code == 404
