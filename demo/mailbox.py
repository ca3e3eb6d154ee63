"""The mail that the demo has sent: files in a folder, read back to be shown."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings

_BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One mail; ``key`` identifies it in a URL. Django dates mail in UTC, without saying so."""

    key: str
    to: str
    subject: str
    sent_at: datetime
    text: str


def mails() -> list[Mail]:
    """Return the mails that were sent, the latest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
    found = sorted((mail for path in files for mail in _read(path)), key=lambda mail: mail.sent_at)
    return found[::-1]


def mail(key: str) -> Mail | None:
    return next((mail for mail in mails() if mail.key == key), None)


def _read(path: Path) -> list[Mail]:
    parts = [part for part in path.read_bytes().split(_BETWEEN) if part.strip()]
    return [_mail(f"{path.stem}-{n}", part) for n, part in enumerate(parts)]


def _mail(key: str, raw: bytes) -> Mail:
    message = message_from_bytes(raw, EmailMessage, policy=policy.default)
    body = message.get_body(("plain",))
    return Mail(
        key=key,
        to=str(message["to"]),
        subject=str(message["subject"]),
        sent_at=parsedate_to_datetime(str(message["date"])).replace(tzinfo=UTC),
        text=body.get_content() if body else "",
    )
