from pathlib import Path

from django.conf import settings
from django.core.management import BaseCommand, call_command

from demo.environment import PROJECT
from demo.roles import make_role


class Command(BaseCommand):
    """One process for what comes before the demo, because each start of Django takes seconds."""

    help = "Brings the demo's database, static files and data up to date."

    def handle(self, **options) -> None:
        make_role(settings.PORTAL_ROLE)
        call_command("migrate", verbosity=0)
        if _static_files_changed(Path(settings.STATIC_ROOT)):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        call_command("demo_data", stdout=self.stdout)


def _static_files_changed(collected: Path) -> bool:
    manifest = collected / "staticfiles.json"
    if not manifest.exists():
        return True
    sources = [PROJECT / "requirements.txt", *(PROJECT / "static").rglob("*")]
    return max(source.stat().st_mtime for source in sources) > manifest.stat().st_mtime
