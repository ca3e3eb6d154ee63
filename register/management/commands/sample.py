import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.arguments import day
from register import rules
from register.models import Draw
from register.selectors.samples import differences


class Command(BaseCommand):
    help = (
        "Recompute a month's sample from its secret and its outside source. Prints JSON; exit 1 "
        "when a lot, or the published hash, does not follow from them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("month", type=day, help="a day of the month, such as 2026-12-01")
        parser.add_argument("--cycle", type=int, help="the number of one cycle")

    def handle(self, *, month: date, cycle: int | None, **options: Any) -> None:
        draw = Draw.objects.filter(month=month.replace(day=1)).exclude(outcome="").first()
        if draw is None:
            raise CommandError(f"{month:%Y-%m} has no draw with a known outcome")
        honest = rules.commitment(draw.opened()) == draw.commitment
        wrong = differences(draw)
        answer: dict[str, Any] = {
            "month": f"{draw.month:%Y-%m}",
            "commitment_holds": honest,
            "requests": draw.samples.count(),
            "drawn": draw.samples.exclude(status="not_drawn").count(),
            "differences": wrong,
        }
        if cycle is not None:
            lot = rules.lot(draw.seed, cycle)
            answer |= {"cycle": cycle, "lot": f"{lot:.6f}", "is_drawn": lot < draw.share}
        self.stdout.write(json.dumps(answer))
        if wrong or not honest:
            raise CommandError("the draw does not follow from what was published")
