import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/register/?q=%00", "/aanbod/?page=1%00", "/register/%00/"])
def test_an_address_with_a_null_character_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_a_percent_sign_before_two_noughts_is_no_null_character(client):
    assert client.get("/register/?q=100%2500").status_code == 200


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "FOO"])
@pytest.mark.parametrize("address", ["/register/", "/cijfers/", "/aanmelden/", "/inloggen/"])
def test_a_page_is_asked_for_or_sent_something_and_nothing_else(client, method, address):
    answer = client.generic(method, address)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")


def test_a_machine_is_told_what_its_resource_knows(client):
    assert client.generic("PUT", "/api/v1/aanbod")["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/inloggen/", "/bestuur/leveringen/", "/api/v1/koppeling", "/x/"])
def test_who_sends_much_is_heard_out_before_the_answer(client, path):
    answer = client.generic("POST", path, b"x" * 6_000_000, content_type="text/plain")

    assert answer.wsgi_request.read() == b""
