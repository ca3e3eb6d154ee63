from typing import Any

from django.core.management.base import BaseCommand

from core import rotation


class Command(BaseCommand):
    help = "Re-encrypt everything with the first of FIELD_KEYS; the others can then be dropped."

    def handle(self, **options: Any) -> None:
        for name, number in rotation.rotate_all().items():
            self.stdout.write(f"{name}: {number} re-encrypted")
