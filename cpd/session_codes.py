"""The code on the screen of a session: another one each minute, of which nothing is stored."""

from datetime import datetime
from hmac import compare_digest

from core.crypto import digest

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"  # without vowels, so that no code is a word
LENGTH = 6
SECONDS = 60  # for which a code is on the screen
STILL_GOOD = 2  # turns: the present one and the one before it, for who was just typing


def code_of(session: int, at: datetime) -> str:
    """Return the code of a session at a moment."""
    return _code(session, _turn(at))


def is_code_of(session: int, text: str, at: datetime) -> bool:
    """Tell whether this is what is on the screen of a session, or was there just now."""
    codes = (_code(session, _turn(at) - ago) for ago in range(STILL_GOOD))
    return any(compare_digest(text.encode(), code.encode()) for code in codes)


def seconds_left(at: datetime) -> int:
    """Return after how many seconds the screen shows the next code."""
    return SECONDS - int(at.timestamp()) % SECONDS


def written(text: str) -> str:
    """Return a code as we write it: people type small letters and spaces."""
    return "".join(text.split()).replace("-", "").upper()


def _turn(at: datetime) -> int:
    return int(at.timestamp()) // SECONDS


def _code(session: int, turn: int) -> str:
    number = int.from_bytes(digest(f"{session}:{turn}", purpose="session code"))
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
