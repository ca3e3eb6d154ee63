import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from register.selectors.public import certificate_in_force, plain_number


class Command(BaseCommand):
    help = "Write the certificate of a renewed registration to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")

    def handle(self, *, number: str, out: Path, **options) -> None:
        certificate = certificate_in_force(plain_number(number), on=clock.today())
        if certificate is None:
            raise CommandError(f"{number} has no certificate in force")
        if not certificate.sha256:
            raise CommandError("the certificate is being made; try again in a minute")
        with certificate.pdf.open() as made, out.open("wb") as file:
            shutil.copyfileobj(made, file)
        self.stderr.write(f"{certificate.grouped} is in {out}")
