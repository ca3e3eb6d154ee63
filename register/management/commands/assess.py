import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.arguments import day
from register import rules
from register.selectors.assessment import assess_cycle
from register.selectors.country import assess_country
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
        met = not_met = 0
        for _cycle, assessment in assess_country(on=on):
            met, not_met = met + assessment.met, not_met + (not assessment.met)
        self.stderr.write(f"{met + not_met} cycles, {met} have everything that is needed")
        return {"on": on.isoformat(), "cycles": met + not_met, "met": met, "not_met": not_met}
