from django.core.management.base import BaseCommand, CommandParser

from core import clock
from register.choices.registrations import RegistrationStatus
from register.selectors.lists import numbers


class Command(BaseCommand):
    help = "Print registration numbers, one line for each registration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--status", choices=RegistrationStatus.values)
        parser.add_argument(
            "--renewed", action="store_true", help="only those with a certificate in force"
        )

    def handle(self, *, status: str | None, renewed: bool, **options) -> None:
        for number in numbers(status=status, renewed=renewed, on=clock.today()):
            self.stdout.write(number)
