import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from accounts.checks import leaked_passwords_can_be_read
from accounts.passwords import WORDS

LEAKED = ["vier paarden en een fiets", "aardbeien met slagroom", "de kat zit op de tafel"]


def codes(password):
    """Return why a password is refused."""
    try:
        validate_password(password)
    except ValidationError as refusal:
        return [one.code for one in refusal.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        *("Lerarenregister2026!", "lerarenregister", "L3rarenreg1ster!!", "Welkom-leraar-01"),
        *("mijn wachtwoord 1", "Juf Eva school 2026", "$chool$chool$chool", "Schóól Schóól 12"),
    ],
)
def test_a_password_is_not_made_of_words_of_this_field(password):
    assert codes(password) == ["password_of_field_words"]


@pytest.mark.parametrize(
    "password",
    [
        "mijn school heeft een rood dak",
        "vier paarden en een fiets",
        "x7!Kq9#vR2$mW5",
        "🐴🐴🐴🐴 en 🚲🚲🚲🚲",
    ],
)
def test_a_password_with_enough_of_its_own_is_good(password):
    assert codes(password) == []


def test_the_words_are_written_as_they_are_looked_for():
    words = [one for one in WORDS.read_text().splitlines() if one and not one.startswith("#")]

    assert len(words) == len(set(words)) > 80
    assert [
        word for word in words if not (word.isascii() and word.isalpha() and word.islower())
    ] == []


@pytest.fixture
def leaks(tmp_path, settings):
    """The file of an operator: sorted by hash, with counts of various lengths."""
    hashes = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in LEAKED)  # noqa: S324
    file = tmp_path / "leaked.txt"
    file.write_bytes(b"".join(f"{one}:{10**n}\r\n".encode() for n, one in enumerate(hashes)))
    settings.LEAKED_PASSWORDS_FILE = str(file)
    return file


def test_a_leaked_password_is_refused_wherever_it_stands_in_the_file(leaks):
    assert [codes(word) for word in LEAKED] == [["password_leaked"]] * 3
    assert codes("vijf paarden en een fiets") == []


def test_an_empty_file_of_leaks_refuses_nothing(leaks):
    leaks.write_bytes(b"")

    assert codes(LEAKED[0]) == []


def test_who_reads_dutch_is_told_in_dutch(leaks):
    with translation.override("nl"), pytest.raises(ValidationError) as refusal:
        validate_password(LEAKED[0])

    assert refusal.value.messages[0].startswith("Dit wachtwoord is gevonden in een datalek")


def test_a_file_of_leaks_that_is_not_there_is_told_before_anybody_needs_it(leaks):
    assert leaked_passwords_can_be_read(None) == []

    leaks.unlink()

    assert [problem.id for problem in leaked_passwords_can_be_read(None)] == ["accounts.E001"]
