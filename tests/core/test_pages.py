import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.template import engines
from django.utils import translation

from core.pages import NO_TOKEN, drawn_once
from tests.factories.accounts import PersonFactory

FORM = '<form method="post">{% csrf_token %}</form>{{ word }}'
TOKEN = re.compile(r'value="(\w+)"')


def visit(
    rf, word, *, path="/lijst/?q=rekenen", user=None, said="", version="1", status=200, method="get"
):
    """Open a page that shows a word and return what is seen."""
    request = getattr(rf, method)(path)
    request.user = user or AnonymousUser()
    request._messages = CookieStorage(request)
    if said:
        request._messages.add(20, said)

    def draw():
        shown = engines["django"].from_string(FORM).render({"word": word}, request)
        return HttpResponse(shown, status=status)

    return drawn_once(request, draw, version=version).content.decode()


def test_a_page_is_drawn_once_for_all_visitors(rf):
    first, second = visit(rf, "een"), visit(rf, "twee")

    assert first.endswith("een")
    assert second.endswith("een")


def test_each_visitor_gets_a_token_of_their_own(rf):
    tokens = [TOKEN.search(visit(rf, "een"))[1] for _ in range(3)]

    assert len(set(tokens)) == 3
    assert {len(token) for token in tokens} == {64}


def test_what_somebody_typed_never_becomes_the_token_of_a_visitor(rf):
    """Else it would stand in the links of the page, and so in the address of the next one."""
    typed = f'{NO_TOKEN.decode()} token-of-the-visitor name="csrfmiddlewaretoken" value="x"'
    visit(rf, typed)

    again = visit(rf, typed)

    assert again.count(TOKEN.search(again)[1]) == 1


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"path": "/lijst/?q=taal"}, id="another question"),
        pytest.param({"version": "2"}, id="something changed"),
        pytest.param({"said": "Bewaard."}, id="a message that waits"),
        pytest.param({"method": "post"}, id="something was sent"),
    ],
)
def test_what_is_kept_is_shown_only_where_it_is_right(rf, other):
    visit(rf, "een")

    assert visit(rf, "twee", **other).endswith("twee")


def test_who_is_signed_in_never_sees_what_was_kept_and_leaves_nothing_behind(rf):
    own = visit(rf, "van mij", user=PersonFactory.build())
    kept = visit(rf, "van iedereen")
    again = visit(rf, "weer van mij", user=PersonFactory.build())

    assert own.endswith("van mij")
    assert kept.endswith("van iedereen")
    assert again.endswith("weer van mij")


def test_a_page_is_kept_in_each_language(rf):
    with translation.override("nl"):
        visit(rf, "een")
    with translation.override("en"):
        assert visit(rf, "one").endswith("one")


def test_a_failure_is_not_kept(rf):
    visit(rf, "fout", status=400)

    assert visit(rf, "goed").endswith("goed")
