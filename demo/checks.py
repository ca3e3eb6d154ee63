"""A demo must never meet real people."""

from django.conf import settings
from django.core.checks import Error, Tags, register

from demo.folders import SOCKETS


@register(Tags.security)
def demo_runs_on_a_database_that_it_started(app_configs, **kwargs) -> list[Error]:
    if settings.DATABASES["default"]["HOST"].startswith(SOCKETS):
        return []
    return [
        Error(
            "The demo is switched on, but the database is not one that the demo started.",
            hint="Unset DEMO, or let `make demo` start its own database.",
            id="demo.E001",
        )
    ]
