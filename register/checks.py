"""Deployment checks: what is missing shows before somebody waits for a letter or certificate."""

from ctypes.util import find_library
from datetime import UTC, datetime

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured

from .signing.keys import signing_key

DRAWS = ["pango-1.0", "pangoft2-1.0", "harfbuzz-subset"]


@register()
def letters_can_be_drawn(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    lacking = [name for name in DRAWS if find_library(name) is None]
    if not lacking:
        return []
    return [
        Warning(
            f"No letter or certificate can be drawn here: lib{', lib'.join(lacking)} is missing.",
            hint="apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="register.W001",
        )
    ]


@register(Tags.security, deploy=True)
def certificates_can_be_signed(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """The signing key must be readable, with a certificate that is valid now and not a demo's."""
    try:
        own = signing_key().own
    except (ImproperlyConfigured, OSError) as problem:
        return [Error(str(problem), hint="See docs/operations.md, “Keys”.", id="register.E001")]
    if not own.not_valid_before_utc <= datetime.now(UTC) < own.not_valid_after_utc:
        until = own.not_valid_after_utc.date()
        return [Error(f"The signing certificate is not valid, until {until}.", id="register.E002")]
    if "DEMO" in own.subject.rfc4514_string() and not settings.DEMO:
        return [Error("The signing key is a throw-away key of a demo.", id="register.E003")]
    return []
