"""What this machine lacks, told before somebody waits for a letter."""

from ctypes.util import find_library

from django.core.checks import CheckMessage, Warning, register

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
