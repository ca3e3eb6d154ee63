import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core import clock
from schools.open_data import OpenDataFault, OpenFile, read
from schools.rules import Sector
from schools.services.schools import load_schools


class Command(BaseCommand):
    help = "Load DUO's open data of boards, schools and locations. Prints JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--full",
            type=Sector,
            metavar="SECTOR",
            help="the files are all there is of this sector (po, so, vo or mbo): end the rest",
        )

    def handle(self, *, files: list[Path], full: Sector | None, **options: object) -> None:
        loaded = load_schools(
            [self._read(path) for path in files], actor=None, on=clock.today(), full=full
        )
        self.stdout.write(json.dumps(asdict(loaded)))

    def _read(self, path: Path) -> OpenFile:
        try:
            file = read(path.name, path.read_bytes())
        except (OSError, OpenDataFault) as fault:
            raise CommandError(str(fault)) from fault
        if file.locations and file.sector is None:
            self.stderr.write(
                f"{path.name}: the name does not tell the sector (bo, so, vo or mbo); "
                "new locations are taken as po, or as the sector of --full."
            )
        return file
