"""The rule set of 2015 and teachers to hold against it."""

import json
from decimal import Decimal
from pathlib import Path

from register import rules
from register.rules import Facts, RuleSet, Source, Teaching, rule_set_from

DATA = Path(rules.__file__).parents[1] / "data" / "rule_sets.json"


def rules_of_2015() -> RuleSet:
    [configuration] = json.loads(DATA.read_text())
    return rule_set_from(configuration)


RULES = rules_of_2015()


def taught(hours: float, qualification: str = "Nederlands, tweede graad") -> Teaching:
    return Teaching(qualification, Decimal(str(hours)), Source.APPOINTMENT)


def facts(*, sector: str = "po", teaching: tuple[Teaching, ...] | None = None, **hours) -> Facts:
    """Return a teacher with these hours per category, who has taught enough unless said."""
    return Facts(
        duty=True,
        sectors=frozenset({sector}),
        hours={category: Decimal(str(done)) for category, done in hours.items()},
        teaching=(taught(2140),) if teaching is None else teaching,
    )


NOOR = facts(
    sector="vo",
    subject_content=24,
    subject_teaching=14,
    pedagogy=6,
    school_development=72,
    teaching=(taught(2140, "Nederlands, eerste graad"), taught(1402, "Geschiedenis")),
)
