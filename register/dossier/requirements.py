"""The requirements of an assessment as rows of a page: figures and texts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from register.rules import Assessment, Finding, NormCode, Portion, Reason, RuleSet
from register.words.reasons import (
    REQUIREMENTS,
    hours_text,
    reason_about,
    reason_text,
    requirement_name,
)

CAPPED = "_capped"
Telling = Callable[[Reason], str]


@dataclass(frozen=True)
class Row:
    """One requirement as the component ``requirement`` shows it."""

    name: str
    achieved: Decimal
    needed: Decimal
    met: bool
    why: str
    unit: str = "hours"
    planned: Decimal = Decimal(0)
    excess: Decimal = Decimal(0)
    at_most: bool = False


def rows(
    assessment: Assessment, rule_set: RuleSet, *, expected: Assessment, ahead: Assessment
) -> list[Row]:
    """Return all requirements, one row per qualification, and the maximum of other hours.

    ``expected`` is the assessment with everything that is planned, ``ahead`` the assessment at the
    end of the cycle as things go now.
    """
    later = zip(_development(assessment), _development(expected), strict=True)
    return [
        *(_with_plan(_row(finding), finding, planned) for finding, planned in later),
        _cap_row(assessment.other, rule_set, assessment.findings),
        *(_with_end(_row(finding), finding, end) for finding, end in _taught(assessment, ahead)),
    ]


def short_rows(assessment: Assessment, rule_set: RuleSet, *, ahead: Assessment) -> list[Row]:
    """Return the requirements with all teaching in one row."""
    return [
        *(_row(finding) for finding in _development(assessment)),
        _cap_row(assessment.other, rule_set, assessment.findings),
        _teaching(_taught(assessment, ahead)),
    ]


def facts(assessment: Assessment, rule_set: RuleSet) -> list[Row]:
    """Return all requirements as somebody else than the teacher reads them: without what comes."""
    return [
        *(_row(finding, reason_about) for finding in _development(assessment)),
        _cap_row(assessment.other, rule_set, assessment.findings, reason_about),
        *(_row(finding, reason_about) for finding in _experience(assessment)),
    ]


def _development(assessment: Assessment) -> list[Finding]:
    return [row for row in assessment.findings if row.code != NormCode.EXPERIENCE]


def _experience(assessment: Assessment) -> list[Finding]:
    return [row for row in assessment.findings if row.code == NormCode.EXPERIENCE]


def _taught(assessment: Assessment, ahead: Assessment) -> list[tuple[Finding, Finding]]:
    """Return what was taught for each qualification, beside what that comes to in the end."""
    return list(zip(_experience(assessment), _experience(ahead), strict=True))


def _row(finding: Finding, told: Telling = reason_text) -> Row:
    reasons = [reason for reason in finding.reasons if not reason.code.endswith(CAPPED)]
    return Row(
        name=requirement_name(finding),
        achieved=finding.counted,
        needed=finding.needed,
        met=finding.met,
        why=" ".join(told(reason) for reason in reasons),
    )


def _with_plan(row: Row, now: Finding, later: Finding) -> Row:
    """Add to a row what the plan contributes, and what is then still needed."""
    planned = later.counted - now.counted
    if not planned or now.met:
        return row
    if later.met:
        left = _("With your plan you reach it.")
    else:
        left = _("With your plan: %(hours)s hours to go.") % {"hours": hours_text(later.missing)}
    return replace(row, planned=planned, why=f"{row.why} {left}".strip())


def _with_end(row: Row, now: Finding, end: Finding) -> Row:
    """Say what the appointments come to in the end, for nobody is told that by a sum of today."""
    if now.met or not now.qualification:
        return row
    if end.met:
        why = _("With your present appointments you reach this in time.")
    else:
        hours = {"hours": hours_text(end.counted)}
        why = _("With your present appointments you have %(hours)s hours in the end.") % hours
    return replace(row, why=f"{row.why} {why}".strip())


def _teaching(taught: list[tuple[Finding, Finding]]) -> Row:
    findings = [now for now, _end in taught]
    short = [row for row in findings if not row.met]
    first = (short or findings)[0]
    if not first.qualification:
        why = " ".join(reason_text(reason) for reason in first.reasons)
    elif short:
        names = ", ".join(row.qualification for row in short)
        why = _("Not enough yet for: %(names)s.") % {"names": names}
        why = f"{why} {_in_the_end([end for _now, end in taught if not end.met])}"
    else:
        why = _("%(hours)s hours or more for each.") % {"hours": hours_text(first.needed)}
    return Row(
        name=str(REQUIREMENTS[NormCode.EXPERIENCE]),
        achieved=Decimal(len(findings) - len(short)),
        needed=Decimal(len(findings)),
        met=not short,
        why=why,
        unit="qualifications",
    )


def _in_the_end(short: list[Finding]) -> str:
    if not short:
        return _("With your present appointments you reach this in time.")
    names = {"names": ", ".join(row.qualification for row in short)}
    return _("With your present appointments it is not enough in the end for: %(names)s.") % names


def _cap_row(
    other: Portion, rule_set: RuleSet, findings: tuple[Finding, ...], told: Telling = reason_text
) -> Row:
    """Return the row of the maximum of other hours, with the hours above it."""
    capped = [
        told(reason)
        for finding in findings
        for reason in finding.reasons
        if reason.code.endswith(CAPPED)
    ]
    return Row(
        name=_("Other hours"),
        achieved=other.counted,
        needed=rule_set.cap.most,
        met=True,
        why=" ".join(capped),
        excess=other.done - other.counted,
        at_most=True,
    )
