"""What anybody may send to the open pages: whatever it is, it is never a fault of ours."""

import pytest

from tests.factories.register import RegistrationFactory
from tests.hostile import NAUGHTY

pytestmark = pytest.mark.django_db
QUERIES = [
    *("/register/?q={}", "/register/?q=jansen&place={}", "/cijfers/?peildatum={}"),
    *("/controleren/?code={}", "/aanbod/?q={}", "/aanbod/?page={}", "/aanbod/?category={}"),
    *("/aanbod/?sector={}", "/register/LR0000000014/op-een-dag/?day={}", "/?{}=1"),
]
PATHS = ["/register/{}/", "/controleren/{}/", "/cijfers/{}.csv", "/cijfers/{}.json", "/aanbod/{}/"]
BYTES = ["%00", "%ff%fe", "%c0%af", "a%0d%0aSet-Cookie:x=1"]


@pytest.fixture
def visitor(client, settings):
    settings.REGISTER_MISSES_AN_HOUR = settings.REGISTER_LOOKS_AN_HOUR = 10**6
    settings.REGISTER_LOOKS_AN_HOUR_BY_RANGE = 10**6
    client.raise_request_exception = False
    RegistrationFactory()
    return client


@pytest.mark.parametrize("path", [*QUERIES, *PATHS])
def test_naughty_words_in_an_address_never_break_an_open_page(visitor, path):
    tried = {word[:20]: visitor.get(path.format(word)) for word in [*NAUGHTY, *BYTES]}

    assert {word: one.status_code for word, one in tried.items() if one.status_code >= 500} == {}
    assert [word for word, one in tried.items() if "Set-Cookie" in one.headers] == []


@pytest.mark.parametrize("path", ["/controleren/", "/taal/", "/inloggen/", "/activeren/"])
def test_naughty_words_in_a_form_never_break_an_open_page(visitor, path):
    fields = ("code", "next", "language", "login", "password", "birth_date", "file")

    codes = {visitor.post(path, dict.fromkeys(fields, word)).status_code for word in NAUGHTY}

    assert {code for code in codes if code >= 500} == set()


ODD_HEADERS = [
    *(("Host", "elders.example"), ("Host", "testserver@elders.example"), ("Host", "")),
    *(("X-Forwarded-Host", "elders.example"), ("Forwarded", "host=elders.example")),
    *(("X-Forwarded-For", "::::"), ("X-Forwarded-Proto", "gopher"), ("X-Original-URL", "/beheer/")),
    *(("Cookie", "session=ÿ; csrf=%00; language=../../x"), ("Cookie", '=; ;;; language="\\000"')),
    *(("Accept-Language", "nl;q=ÿ," + "a-b," * 2000), ("Accept", "*/*;q=1e999")),
    *(("If-None-Match", '"a", W/"b'), ("If-Modified-Since", "Sun, 99 Foo 99999 99:99:99 GMT")),
    *(("Range", "bytes=-1,0-,5-2"), ("Content-Type", "x/y; charset=nope")),
]


@pytest.mark.parametrize(
    "path", ["/", "/register/?q=jansen", "/cijfers/uren.csv", "/api/v1/aanbod"]
)
def test_odd_headers_never_break_an_open_page_nor_lead_elsewhere(visitor, path):
    for name, value in ODD_HEADERS:
        answer = visitor.get(path, headers={name: value})

        assert answer.status_code < 500, (name, value)
        assert "elders.example" not in f"{answer.headers} {answer.content.decode()}", (name, value)
