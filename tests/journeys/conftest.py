from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.security.traces import never_to_be_left, traces_of_all

from .portal import window
from .signing_in import enter


@pytest.fixture(autouse=True)
def no_trace(db) -> Iterator[None]:
    """A story leaves nothing behind that nobody may find back.

    A claim code reaches its owner by mail, and opens nothing without the date of birth.
    """
    with traces_of_all() as traces:
        yield
        secret = never_to_be_left()
        assert traces.left["address"], "nothing was heard of this story"
        assert any(secret.values()), "there was nothing in this story to be left behind"
        left = {kind: traces.found(words) for kind, words in secret.items()}
        traces.take_mail()
        no_codes = (words for kind, words in secret.items() if kind != "claim code")
        left["mail"] = traces.found(word for words in no_codes for word in words)
    assert {kind: found for kind, found in left.items() if found} == {}


@pytest.fixture
def desk_of(browser, live_server):
    """Open a window in which somebody is signed in."""

    @contextmanager
    def open_window(person):
        with window(browser, live_server.url) as page:
            enter(page, person, live_server.url)
            yield page

    return open_window
