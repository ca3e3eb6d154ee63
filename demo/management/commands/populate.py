import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core import clock
from demo.country import NotEmptyError, populate


class Command(BaseCommand):
    help = "Make up a country: boards, schools, people, appointments, registrations, activities."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--persons", type=int, required=True)
        parser.add_argument("--activities", type=int, default=20, help="of each teacher")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *, persons: int, activities: int, seed: int, **options: object) -> None:
        tell = sys.stderr.write
        try:
            populate(
                persons,
                activities=activities,
                seed=seed,
                on=clock.today(),
                tell=lambda line: tell(f"{line}\n"),
            )
        except NotEmptyError:
            raise CommandError("There is a made-up country in this database already.") from None
