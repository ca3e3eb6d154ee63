"""Lots and strata of the sample, and reassessing a request without some of its activities."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from core.errors import Refused
from cpd.selectors.evidence import hours_of, own_hours
from register import rules
from register.choices.samples import SampleStatus
from register.models import Cycle, Draw, Sample

from .assessment import Standing, counted_period, dutch_standing_of
from .rulesets import rules_of

FEWEST = 5  # fewer are not shown (domain.md §10.8)


@dataclass(frozen=True)
class Stratum:
    """A group of requests in a month; the number drawn is None if they are too few to show."""

    sector: str
    band: str
    asked: int | None
    drawn: int | None


@dataclass(frozen=True)
class Check:
    """What anybody can recompute of one cycle in one month."""

    draw: Draw
    cycle: int
    lot: str
    drawn: bool


def stratum_of(cycle: Cycle, standing: Standing, *, terms: rules.SampleTerms, on: date) -> str:
    period = counted_period(cycle.counted_since, cycle.until, on=on)
    own = own_hours(cycle.registration.person_id, period.since, period.until)
    total = sum(standing.facts.hours.values(), Decimal(0))
    return rules.stratum(terms, standing.facts.sectors, own=own, total=total)


def met_without(cycle: Cycle, keys: Collection[int], *, on: date) -> bool:
    """Tell whether a cycle has everything when these activities do not count."""
    less = {category: -hours for category, hours in hours_of(keys).items()}
    facts = rules.with_hours(dutch_standing_of(cycle, on=on).facts, [less])
    return rules.assess(rules_of(cycle.rule_set_id), facts).met


def questions_of(sample: Sample) -> list[rules.Question]:
    """Return the committee's questions; the teacher's next message answers all of them."""
    found: list[rules.Question] = []
    answered_on = None
    teacher = sample.cycle.registration.person_id
    for message in sample.messages.order_by("-pk"):
        if message.by_id == teacher:
            answered_on = message.said_on
        else:
            found.append(rules.Question(message.said_on, answered_on))
    return found


def waits_for_answer(sample: Sample) -> date | None:
    """Return the last day for the teacher's answer, if a question is open."""
    asked = [one for one in questions_of(sample) if one.answered_on is None]
    last = [rules.answer_before(one, terms=sample.draw.terms) for one in asked]
    return max(last, default=None)


def read_outcome(draw: Draw, numbers: str) -> str:
    """Normalise the result of the external draw; raise Refused if it cannot be one."""
    outcome = rules.plain_outcome(numbers, terms=draw.terms)
    if not outcome:
        raise Refused(
            _("Fill in seven different numbers of 1 to %(highest)s: six and the bonus number."),
            code="no_result",
            params={"highest": draw.terms.highest},
        )
    return outcome


def samples_to_judge(member: Person, *, on: date) -> QuerySet[Sample]:
    """Return the drawn requests that a member may still judge, oldest first."""
    waiting = Sample.objects.to_judge().for_member(member, on=on)
    return waiting.exclude(verdicts__member=member).with_people().order_by("due_on", "pk")


def strata_of(draw: Draw) -> list[Stratum]:
    """Return the counts of a draw per stratum; small numbers are left out."""
    asked: Counter[str] = Counter()
    drawn: Counter[str] = Counter()
    for stratum, status in draw.samples.values_list("stratum", "status"):
        asked[stratum] += 1
        drawn[stratum] += status != SampleStatus.NOT_DRAWN
    return [
        Stratum(sector, band, _shown(number), _shown(drawn[f"{sector}/{band}"]))
        for name, number in sorted(asked.items())
        for sector, __, band in [name.partition("/")]
    ]


def check_of(draw: Draw, cycle: int) -> Check:
    """Recompute the lot of a cycle; only for a draw of which the secret is public."""
    seed = rules.seed(draw.secret, draw.outcome)
    lot = rules.lot(seed, cycle)
    return Check(draw, cycle, f"{lot:.6f}", lot < draw.share)


def differences(draw: Draw) -> list[int]:
    """Return the cycles whose recorded lot does not follow from the secret and the outcome."""
    seed = draw.seed
    return [
        sample.cycle_id
        for sample in draw.samples.all()
        if rules.is_drawn(seed, sample.cycle_id, share=draw.share)
        != (sample.status != SampleStatus.NOT_DRAWN)
    ]


def _shown(number: int) -> int | None:
    return None if 0 < number < FEWEST else number
