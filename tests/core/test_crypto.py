import base64

import pytest
from cryptography.exceptions import InvalidTag

from core import crypto

OLD = base64.b64encode(b"o" * 32).decode()
NEW = base64.b64encode(b"n" * 32).decode()


@pytest.fixture
def keys(settings):
    def have(*entries):
        settings.FIELD_KEYS = list(entries)

    have(f"old:{OLD}")
    return have


def test_what_is_encrypted_can_be_read_again(keys):
    assert crypto.decrypt(crypto.encrypt(b"900000213", bound_to="x"), bound_to="x") == b"900000213"


def test_the_same_value_never_looks_the_same(keys):
    assert crypto.encrypt(b"same", bound_to="x") != crypto.encrypt(b"same", bound_to="x")


def test_a_value_that_was_moved_elsewhere_is_refused(keys):
    with pytest.raises(InvalidTag):
        crypto.decrypt(crypto.encrypt(b"value", bound_to="here"), bound_to="there")


@pytest.mark.parametrize("place", [4, 20, -1])
def test_a_value_that_was_touched_is_refused(keys, place):
    sealed = bytearray(crypto.encrypt(b"value", bound_to="x"))
    sealed[place] ^= 1

    with pytest.raises(InvalidTag):
        crypto.decrypt(bytes(sealed), bound_to="x")


def test_the_first_key_encrypts_and_the_others_still_decrypt(keys):
    old = crypto.encrypt(b"value", bound_to="x")

    keys(f"new:{NEW}", f"old:{OLD}")
    new = crypto.encrypt(b"value", bound_to="x")

    assert (crypto.is_current(old), crypto.is_current(new)) == (False, True)
    assert crypto.decrypt(old, bound_to="x") == crypto.decrypt(new, bound_to="x")


def test_what_was_encrypted_with_a_dropped_key_cannot_be_read(keys):
    old = crypto.encrypt(b"value", bound_to="x")
    keys(f"new:{NEW}")

    with pytest.raises(KeyError):
        crypto.decrypt(old, bound_to="x")


def test_a_digest_depends_on_the_value_the_purpose_and_the_key(settings):
    digests = {crypto.digest("1", purpose="bsn"), crypto.digest("2", purpose="bsn")}
    digests.add(crypto.digest("1", purpose="claim"))
    settings.DIGEST_KEY = NEW
    digests.add(crypto.digest("1", purpose="bsn"))

    assert len(digests) == 4


def test_a_digest_is_always_the_same():
    assert crypto.digest("1", purpose="bsn") == crypto.digest("1", purpose="bsn")


@pytest.mark.parametrize("text", ["", "c2hvcnQ=", "not base64!"])
def test_a_key_of_another_size_is_refused(text):
    with pytest.raises(ValueError, match=r"key|base64|padding|Only"):
        crypto.key_bytes(text)
