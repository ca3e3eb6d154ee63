"""A running cycle as the teacher's own pages show it: all figures from the rules, on one day."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from register import rules
from register.choices.cycles import CycleStatus
from register.choices.samples import SampleStatus
from register.models import Cycle
from register.rules import Assessment, Finding, NormCode
from register.selectors.assessment import Standing, standing_of, standing_with
from register.selectors.dossier import Place
from register.selectors.rulesets import rules_of
from register.selectors.teaching import Work
from register.words.reasons import gap_about, gap_text, requirement_name
from schools.selectors import teaching_spells

from .requirements import Row, facts, rows, short_rows

FORESEEABLE = timedelta(days=90)


@dataclass(frozen=True)
class Overview:
    cycle: Cycle
    on: date
    standing: Standing

    @property
    def assessment(self) -> Assessment:
        return self.standing.assessment

    @cached_property
    def rules(self) -> rules.RuleSet:
        return rules_of(self.cycle.rule_set_id)

    @property
    def total(self) -> Finding:
        return _total(self.assessment)

    @property
    def gap(self) -> str:
        return gap_text(self.assessment)

    @property
    def lacks_hours(self) -> bool:
        """Whether activities would help; teaching hours come from the board alone."""
        missed = (row.code for row in self.assessment.findings if not row.met)
        return any(code != NormCode.EXPERIENCE for code in missed)

    @property
    def rows(self) -> list[Row]:
        return rows(self.assessment, self.rules, expected=self.assessment, ahead=self.ahead)

    @property
    def facts(self) -> list[Row]:
        """The requirements as somebody else reads them, such as the committee."""
        return facts(self.assessment, self.rules)

    @property
    def gap_for_others(self) -> str:
        return gap_about(self.assessment)

    @property
    def short_rows(self) -> list[Row]:
        return short_rows(self.assessment, self.rules, ahead=self.ahead)

    @property
    def uncounted(self) -> Decimal:
        """The other hours above the maximum."""
        return self.assessment.other.done - self.assessment.other.counted

    @property
    def ahead(self) -> Assessment:
        """Where the cycle leads at the present pace and with the appointments of today."""
        return self.standing.forecast.assessment

    @property
    def expected(self) -> Finding:
        """The total hours at the present pace."""
        return _total(self.ahead)

    @property
    def lacking(self) -> str:
        """What is not enough at the end, besides the total hours: the names of requirements."""
        short = [row for row in self.ahead.findings if not row.met and row.code != NormCode.TOTAL]
        return ", ".join(requirement_name(row) for row in short)

    @property
    def foreseeable(self) -> bool:
        """Whether enough of the period has passed for a forecast."""
        return self.on - self.cycle.counted_since >= FORESEEABLE

    @cached_property
    def drawn(self) -> bool:
        """Whether the request was drawn and people look at it."""
        return self.cycle.samples.filter(status=SampleStatus.DRAWN).exists()

    @property
    def begun(self) -> bool:
        return self.cycle.since <= self.on

    @property
    def days_left(self) -> int:
        return rules.days_left(self.cycle.until, on=self.on)

    @property
    def submit_from(self) -> date:
        return rules.submit_from(self.cycle.planned_until, rule_set=self.rules)

    @property
    def extra_until(self) -> date:
        """The end of the extra time for a teacher who does not have enough at the end.

        Once the extra time is granted this is what the decision says, longer if the register was
        late.
        """
        if self.cycle.status == CycleStatus.CONDITIONAL:
            return self.cycle.until
        return rules.conditional_until(self.cycle.planned_until, rule_set=self.rules)

    @property
    def may_submit(self) -> bool:
        """Whether a request is possible today; in the extra time only with everything complete."""
        if not self.submit_from <= self.on < self.cycle.until:
            return False
        if self.cycle.status == CycleStatus.CONDITIONAL:
            return self.assessment.met
        return self.cycle.status == CycleStatus.OPEN


def overview_of(cycle: Cycle, *, on: date) -> Overview:
    return Overview(cycle, on, standing_of(cycle, on=on))


def own_overview(cycle: Cycle, place: Place, *, on: date) -> Overview:
    """Return the overview of the running cycle, with a place that was read from the database."""
    work = Work(teaching_spells(cycle.registration.person_id), place.leave)
    return Overview(cycle, on, standing_with(place.confirmed, work, cycle=cycle, on=on))


def _total(assessment: Assessment) -> Finding:
    return next(row for row in assessment.findings if row.code == NormCode.TOTAL)
