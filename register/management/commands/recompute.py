import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from register import rules
from register.models import Decision
from register.selectors.rulesets import rules_of


class Command(BaseCommand):
    help = "Judge a decision on re-registration again from its stored inputs. Prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("decision", type=int, help="the number at the end of HR-2026-000123")

    def handle(self, *, decision: int, **options: Any) -> None:
        found = Decision.objects.with_cycle().filter(pk=decision).first()
        if found is None:
            raise CommandError(f"there is no decision {decision}")
        rule_set = rules_of(found.cycle.rule_set_id)
        now = rules.as_record(rules.assess(rule_set, rules.facts_from_record(found.inputs)))
        answer = {
            "decision": decision,
            "outcome": found.outcome,
            "rules": f"{rule_set.code} {rule_set.version}",
            "met": now["met"],
            "same": now == found.findings,
        }
        self.stdout.write(json.dumps(answer))
        if not answer["same"]:
            raise CommandError("the stored findings do not follow from the stored inputs")
