from django.core.management.base import BaseCommand, CommandError

from core import audit


class Command(BaseCommand):
    help = "Recompute the chain of audit seals; exit 1 at the first that does not match."

    def handle(self, **options: object) -> None:
        good, broken = audit.verify()
        if broken:
            raise CommandError(f"Broken: {broken} (seal {broken.pk}). {good} seals before it hold.")
        self.stdout.write(f"{good} seals hold.")
