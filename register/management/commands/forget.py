import json
from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import clock
from core.arguments import day
from register.services.retention import forget, would_forget


class Command(BaseCommand):
    help = "Throw away what is kept no longer. Prints one JSON object: how much of each kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day, metavar="DATE", help="today, unless told otherwise")
        parser.add_argument("--dry-run", action="store_true", help="count only")

    def handle(self, *, on: date | None, dry_run: bool, **options) -> None:
        job = would_forget if dry_run else forget
        self.stdout.write(json.dumps(job(on=on or clock.today(), now=timezone.now())))
