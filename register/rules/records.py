"""Assessments and facts as plain data, as decisions store them and programs read them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .assessment import Assessment, Facts, Finding, Gap, Portion, Reason, Source, Teaching

Record = dict[str, Any]


def as_record(assessment: Assessment) -> Record:
    """Return the assessment as data for JSON, including what can be computed from it."""
    return {
        "duty": assessment.duty,
        "met": assessment.met,
        "total": _number(assessment.total),
        "primary": _plain(assessment.primary._asdict()),
        "other": _plain(assessment.other._asdict()),
        "gap": _plain(assessment.gap._asdict()),
        "requirements": [_finding_as_record(finding) for finding in assessment.findings],
    }


def from_record(record: Mapping[str, Any]) -> Assessment:
    """Return the assessment from a record that ``as_record`` made."""
    return Assessment(
        duty=record["duty"],
        findings=tuple(_finding_from(row) for row in record["requirements"]),
        primary=Portion(**_figures(record["primary"])),
        other=Portion(**_figures(record["other"])),
        gap=Gap(**_figures(record["gap"])),
    )


def facts_as_record(facts: Facts) -> Record:
    return {
        "duty": facts.duty,
        "sectors": sorted(facts.sectors),
        "hours": _plain(dict(facts.hours)),
        "teaching": [_plain(row._asdict()) for row in facts.teaching],
    }


def facts_from_record(record: Mapping[str, Any]) -> Facts:
    return Facts(
        duty=record["duty"],
        sectors=frozenset(record["sectors"]),
        hours=_figures(record["hours"]),
        teaching=tuple(
            Teaching(
                row["qualification"],
                Decimal(str(row["hours"])),
                Source(row["source"]),
                # Decisions from before leave was subtracted do not have this figure.
                Decimal(str(row.get("leave", 0))),
            )
            for row in record["teaching"]
        ),
    )


def _finding_as_record(finding: Finding) -> Record:
    return {
        "code": finding.code,
        "qualification": finding.qualification,
        "needed": _number(finding.needed),
        "achieved": _number(finding.achieved),
        "counted": _number(finding.counted),
        "missing": _number(finding.missing),
        "met": finding.met,
        "reasons": [
            {"code": why.code, "params": _plain(dict(why.params))} for why in finding.reasons
        ],
    }


def _finding_from(row: Mapping[str, Any]) -> Finding:
    figures = _figures({name: row[name] for name in ("needed", "achieved", "counted")})
    return Finding(
        code=row["code"],
        qualification=row["qualification"],
        **figures,
        reasons=tuple(Reason(why["code"], _figures(why["params"])) for why in row["reasons"]),
    )


def _plain(values: Mapping[str, Any]) -> Record:
    return {
        name: _number(value) if isinstance(value, Decimal) else value
        for name, value in values.items()
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _figures(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, str) else Decimal(str(value))
        for name, value in values.items()
    }
