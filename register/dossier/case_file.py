"""A case as its readers see it: what happened, which terms run, and what they can do now."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from register import permissions, rules
from register.choices.cases import CaseAct, ClockCode
from register.models import Case, CaseEvent


@dataclass(frozen=True)
class Step:
    """One line of the timeline of a case."""

    on: date
    name: str
    words: str
    event: CaseEvent | None = None
    paused: bool = False


@dataclass(frozen=True)
class Way:
    """An act that is open to somebody; ``waits_until`` is the last day of a term to wait for."""

    rule: rules.Act
    waits_until: date | None

    @property
    def name(self) -> str:
        return str(CaseAct(self.rule.code).label)


@dataclass(frozen=True)
class CaseFile:
    """A case with everything in it, on a day, for one reader."""

    case: Case
    events: list[CaseEvent]
    terms: list[rules.Term]
    ways: list[Way]
    on: date

    @property
    def running(self) -> list[tuple[str, rules.Term]]:
        """The terms that run, the first due in front."""
        running = [term for term in self.terms if term.running]
        return [
            (str(ClockCode(term.clock.code).label), term)
            for term in sorted(running, key=lambda term: term.due_on)
        ]

    @property
    def steps(self) -> list[Step]:
        """What happened, oldest first, then what is still due and by which day."""
        done = [Step(event.on, event.done, event.words, event) for event in self.events]
        if not self.case.is_open:
            return done
        return done + [
            Step(term.due_on, name, "", paused=term.paused) for name, term in self.running
        ]

    @property
    def decision(self) -> CaseEvent | None:
        """The last decision in the case, if any was taken."""
        return next((event for event in reversed(self.events) if event.rule.decides), None)

    @property
    def objection_open(self) -> bool:
        """Whether an objection to the last decision would be in time."""
        decision = self.decision
        if decision is None or decision.rule.remedy is not rules.Remedy.OBJECTION:
            return False
        return decision.remedy_until is None or decision.remedy_until >= self.on

    @property
    def waits_for_another(self) -> bool:
        """Whether the case is open and the step that ends it, or any, is not for this reader."""
        deciding = [act for act in self.case.table.acts_from(self.case.status) if act.decides]
        own = {way.rule.code for way in self.ways}
        return self.case.is_open and not (own & {act.code for act in deciding} if deciding else own)

    @property
    def open_ways(self) -> list[Way]:
        return [way for way in self.ways if way.waits_until is None]


def case_file(case: Case, *, reader: Person | None, on: date) -> CaseFile:
    events = list(case.events.select_related("by"))
    for event in events:
        event.case = case
    happened = [event.as_event for event in events]
    ways = [
        Way(rule, term.due_on if term else None)
        for rule in case.table.acts_from(case.status)
        if permissions.can_act(reader, case, rule)
        and not (rule.once and rule.code in {event.act for event in events})
        for term in [rules.still_waits_for(case.table, rule, happened, on=on)]
    ]
    return CaseFile(case, events, rules.terms(case.table, happened), ways, on)
