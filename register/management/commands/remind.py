import json
from datetime import date

from django.core.management.base import BaseCommand, CommandParser

from core.arguments import day
from register.services.reminders import send_reminders


class Command(BaseCommand):
    help = "Post the reminders that are due on a day, each once. Prints one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=day, required=True, metavar="DATE")

    def handle(self, *, on: date, **options) -> None:
        tally = send_reminders(on=on)
        counts = {"due": tally.due, "posted": tally.posted, "already": tally.already}
        self.stdout.write(json.dumps(counts))
