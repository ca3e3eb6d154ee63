from typing import Any

from django.core.management.base import BaseCommand

from core import rotation


class Command(BaseCommand):
    help = "Encrypt again with the first of FIELD_KEYS; afterwards the others can be dropped."

    def handle(self, **options: Any) -> None:
        for name, number in rotation.rotate_all().items():
            self.stdout.write(f"{name}: {number} encrypted again")
