import json
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.errors import Refused
from cpd.forms.offer_files import KVK, Row, decoded, read_offers
from cpd.models import Provider
from cpd.services.importing import import_drafts

STRUCTURAL = 2


class Command(BaseCommand):
    help = (
        "Make drafts of the courses in a CSV file: the columns of the provider's page, and kvk for"
        " the number of the provider. Prints JSON. Rows that are right become drafts, the others"
        " are named; exit 2 when the file as a whole cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            rows = read_offers(decoded(file.read_bytes()))
        except OSError as fault:
            raise CommandError(str(fault), returncode=STRUCTURAL) from fault
        except Refused as refusal:
            raise CommandError(" ".join(refusal.messages), returncode=STRUCTURAL) from refusal
        providers = {one.kvk: one for one in Provider.objects.filter(kvk__in={r.kvk for r in rows})}
        good: dict[str, list[Row]] = defaultdict(list)
        rejected = []
        for row in rows:
            faults = list(row.faults)
            if row.kvk not in providers:
                faults.append((KVK, "There is no provider with this number."))
            rejected += [
                {"row": row.row, "column": column, "message": message} for column, message in faults
            ]
            if not faults:
                good[row.kvk].append(row)
        imported = sum(
            len(import_drafts(providers[kvk], [row.proposal for row in found], actor=None))
            for kvk, found in good.items()
        )
        report = {"rows": len(rows), "imported": imported, "rejected": rejected}
        self.stdout.write(json.dumps(report, ensure_ascii=False))
        self.stderr.write(f"{imported} of {len(rows)} courses became drafts.")
