import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import Refused
from cpd.services.portfolio import import_activities

STRUCTURAL = 2


class Command(BaseCommand):
    help = (
        "Take over activities from an earlier portfolio: a CSV file with the columns"
        " registratienummer;datum;soort;categorie;uren;titel. Prints JSON. Rows that are right are"
        " taken over, the others are named; exit 2 when the file as a whole cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            found = import_activities(file.read_bytes(), actor=None, on=clock.today())
        except OSError as fault:
            raise CommandError(str(fault), returncode=STRUCTURAL) from fault
        except Refused as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=STRUCTURAL) from refusal
        rejected = [{**asdict(fault), "message": fault.message} for fault in found.rejected]
        report = {"rows": len(found.lines), "imported": len(found.good), "rejected": rejected}
        self.stdout.write(json.dumps(report, ensure_ascii=False))
        self.stderr.write(f"{report['imported']} of {report['rows']} activities were taken over.")
