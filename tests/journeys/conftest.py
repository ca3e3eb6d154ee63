from collections.abc import Iterator

import pytest

from tests.security.traces import never_to_be_left, traces_of_all


@pytest.fixture(autouse=True)
def no_trace(db) -> Iterator[None]:
    """A story leaves nothing behind that nobody may find back.

    A claim code reaches its owner by mail, and opens nothing without the date of birth.
    """
    with traces_of_all() as traces:
        yield
        secret = never_to_be_left()
        left = {kind: traces.found(words) for kind, words in secret.items()}
        traces.take_mail()
        no_codes = (words for kind, words in secret.items() if kind != "claim code")
        left["mail"] = traces.found(word for words in no_codes for word in words)
    assert {kind: found for kind, found in left.items() if found} == {}
