import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/register/?q=%00", "/aanbod/?page=1%00", "/register/%00/"])
def test_an_address_with_a_null_character_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_a_percent_sign_before_two_noughts_is_no_null_character(client):
    assert client.get("/register/?q=100%2500").status_code == 200
