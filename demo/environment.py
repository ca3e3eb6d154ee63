"""The settings of a demo, and production settings for checks and benchmarks."""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from demo import embedded
from demo.postgres import PORTAL, postgres_url
from demo.signing import throw_away_key

PROJECT = Path(__file__).resolve().parent.parent
LOCAL = PROJECT / ".local"
FILE = LOCAL / "demo.env"


def demo(port: int) -> dict[str, str]:
    """Return the settings of the demo on this port; the keys of an earlier demo are kept."""
    site = f"http://localhost:{port}"
    return {
        **new_keys(),
        "SIGNING_KEY": throw_away_key("DEMO Lerarenregister"),
        **_read(FILE),
        **embedded.environment(LOCAL / "demo"),
        "PORTAL_ROLE": PORTAL,
        "DEMO": "1",
        "SITE_URL": site,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(LOCAL / "mail"),
        "MEDIA_ROOT": str(LOCAL / "media"),
        "STATIC_ROOT": str(LOCAL / "static"),
        "CLOCK": "demo.clock.today",
        "CLOCK_FILE": str(LOCAL / "clock"),
    }


def as_portal(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the settings with which the demo's programs run: they own no table."""
    return {**settings, "DATABASE_URL": postgres_url(LOCAL / "demo", role=PORTAL)}


def production() -> dict[str, str]:
    """Return settings like those of a real server, with throw-away keys."""
    return {
        **new_keys(),
        "SIGNING_KEY": throw_away_key("Lerarenregister"),
        "DATABASE_URL": "postgresql://register@database.example/register?sslmode=verify-full",
        "REDIS_URL": "rediss://redis.example/0",
        "SITE_URL": "https://register.example",
        "ALLOWED_HOSTS": "register.example",
        "DEFAULT_FROM_EMAIL": "noreply@register.test",
        "HELP_EMAIL": "help@register.test",
        "ISSUER_EMAIL": "decisions@register.test",
        "SECURITY_EMAIL": "security@register.test",
    }


def new_keys() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FIELD_KEYS": f"demo:{_key()}",
        "DIGEST_KEY": _key(),
        "AUDIT_KEY": _key(),
    }


def write(values: dict[str, str]) -> None:
    """Save the demo's settings for its next start and for manage.py, readable by us only."""
    unfinished = FILE.with_suffix(".unfinished")
    with open(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    unfinished.replace(FILE)


def _read(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


if __name__ == "__main__":
    for name, value in production().items():
        print(f"{name}={value}")
