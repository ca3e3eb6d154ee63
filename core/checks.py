"""Whether what goes to another machine can be read along the way, and who reads what comes in."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

HERE = ("", "localhost", "127.0.0.1", "::1")  # or a socket, which is a path
ADDRESSES = ("DEFAULT_FROM_EMAIL", "HELP_EMAIL", "ISSUER_EMAIL", "SECURITY_EMAIL")
MADE_UP = (".example", ".example>")
HINT = "See docs/operations.md, “Between the parts”."


@register(Tags.security, deploy=True)
def connections_are_encrypted(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    return in_the_open(settings.DATABASES["default"], [settings.REDIS_URL, settings.CACHE_URL])


@register(deploy=True)
def we_can_be_reached(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Warn where mail, letters or pages name an address of the demo."""
    made_up = [name for name in ADDRESSES if getattr(settings, name).endswith(MADE_UP)]
    if not made_up:
        return []
    text = f"Nobody can write to an address that is made up: {', '.join(made_up)}."
    return [Warning(text, hint="See .env.example, “Who we are”.", id="core.W003")]


def in_the_open(database: Mapping[str, Any], stores: Iterable[str]) -> list[CheckMessage]:
    """Warn where another machine is reached without TLS, or without checking that it is the one."""
    problems: list[CheckMessage] = []
    verified = database.get("OPTIONS", {}).get("sslmode") == "verify-full"
    if not (verified or _is_here(database["HOST"])):
        text = "The database is reached without sslmode=verify-full."
        problems.append(Warning(text, hint=HINT, id="core.W001"))
    if any(_is_plain(url) for url in stores):
        problems.append(Warning("Redis is reached without TLS.", hint=HINT, id="core.W002"))
    return problems


def _is_plain(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "redis" and not _is_here(parts.hostname or "")


def _is_here(host: str) -> bool:
    return host in HERE or host.startswith("/")
