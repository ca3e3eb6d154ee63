from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security)
def leaked_passwords_can_be_read(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Else nobody could choose a password."""
    if not settings.LEAKED_PASSWORDS_FILE or Path(settings.LEAKED_PASSWORDS_FILE).is_file():
        return []
    return [Error("LEAKED_PASSWORDS_FILE names no file.", id="accounts.E001")]
