"""A procedure in words, from its table, for the public page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from register import rules
from register.choices.cases import CaseAct, CaseStatus, ClockCode, ProcedureCode

PARTIES: dict[str, Promise] = {
    rules.Party.TEACHER: _("You"),
    rules.Party.ADMINISTRATOR: _("An administrator of the register"),
    rules.Party.ADVISER: _("The objections committee"),
    rules.Party.DECIDER: _("Somebody who had no part in the first decision"),
    "register": _("The register"),
}


@dataclass(frozen=True)
class Line:
    """One act: who does it, and where it leads."""

    name: str
    who: str
    leads_to: str
    tells: bool
    decides: bool
    remedy: str


@dataclass(frozen=True)
class TermLine:
    name: str
    who: str
    weeks: int
    longer: int
    pauses: bool
    source: str


@dataclass(frozen=True)
class Description:
    table: rules.Procedure
    name: str
    lines: list[Line]
    terms: list[TermLine]

    @property
    def deciders(self) -> list[str]:
        return sorted({line.who for line in self.lines if line.decides})

    @property
    def appeals(self) -> bool:
        return any(line.remedy == rules.Remedy.APPEAL for line in self.lines)


def description_of(table: rules.Procedure) -> Description:
    shown = [act for act in table.acts if act.by is not rules.Party.SYSTEM]
    return Description(
        table=table,
        name=str(ProcedureCode(table.code).label),
        lines=[_line(act) for act in shown],
        terms=[_term(clock) for clock in table.clocks],
    )


def _line(act: rules.Act) -> Line:
    return Line(
        name=str(CaseAct(act.code).label),
        who=str(PARTIES[act.by]),
        leads_to=str(CaseStatus(act.target).label) if act.target else "",
        tells=act.told,
        decides=act.decides,
        remedy=act.remedy,
    )


def _term(clock: rules.Clock) -> TermLine:
    return TermLine(
        name=str(ClockCode(clock.code).label),
        who=str(PARTIES[clock.by]),
        weeks=clock.weeks,
        longer=sum(clock.extended_by.values()),
        pauses=bool(clock.paused),
        source=clock.source,
    )
