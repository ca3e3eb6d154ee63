import json
from datetime import date

from django.core.management.base import BaseCommand, CommandParser

from core.arguments import day
from core.kpi import compute
from register.kpis.published import KPIS


class Command(BaseCommand):
    help = (
        "Work out a key figure again, as it was on a day and as far as is known now. Prints JSON."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=KPIS, metavar="NAME", help=", ".join(KPIS))
        parser.add_argument("--on", type=day, required=True, metavar="DATE")

    def handle(self, *, name: str, on: date, **options: object) -> None:
        kpi = KPIS[name]
        lines = [
            {
                "key": line.key,
                "label": line.label,
                "value": line.value,
                "published": line.published,
            }
            for line in compute(kpi, on=on)
        ]
        answer = {"name": name, "on": on.isoformat(), "unit": kpi.unit, "lines": lines}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        self.stderr.write(f"{kpi.definition}\n{kpi.sql.strip()}")
