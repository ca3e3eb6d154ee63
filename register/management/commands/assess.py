import json
import os
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.arguments import day
from register import rules
from register.selectors.assessment import assess_cycle
from register.selectors.country import count_met
from register.selectors.lists import registration_of
from register.selectors.public import plain_number


class Command(BaseCommand):
    help = "Hold cycles against their rules on a day: one registration, or all. Prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", type=day, required=True, metavar="DATE")
        parser.add_argument("--registration", metavar="NUMBER")

    def handle(self, *, on: date, registration: str | None, **options: Any) -> None:
        answer = self._one(plain_number(registration), on) if registration else self._all(on)
        self.stdout.write(json.dumps(answer))

    def _one(self, number: str, on: date) -> dict[str, Any]:
        registration = registration_of(number)
        if registration is None:
            raise CommandError(f"{number} is in no section of the register")
        cycle = registration.cycles.undecided().select_related("registration").first()
        assessment = assess_cycle(cycle, on) if cycle else rules.NO_DUTY
        record = rules.as_record(assessment)
        return {"registration": number, "section": registration.section, **record}

    def _all(self, on: date) -> dict[str, Any]:
        found = count_met(on=on, processes=os.cpu_count() or 1)
        self.stderr.write(f"{found.total()} cycles, {found[True]} have everything that is needed")
        return {
            "on": on.isoformat(),
            "cycles": found.total(),
            "met": found[True],
            "not_met": found[False],
        }
