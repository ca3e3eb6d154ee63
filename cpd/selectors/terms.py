"""The dated configuration of this app: ``cpd/data``."""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from accounts.names import plain
from cpd import admitting, reviewing, rules
from cpd.budgets import Agreement

DATA = Path(__file__).parent.parent / "data"


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


@cache
def shares() -> tuple[rules.Share, ...]:
    """Return the dated configuration of how hours fall over categories."""
    return tuple(
        rules.Share(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            kind=row["kind"],
            category=row["category"],
            percent=int(row["percent"]),
        )
        for row in _rows("shares.csv")
    )


def terms_on(on: date) -> rules.Terms:
    """Return the terms of judging offers that are in force on a day."""
    terms = [
        rules.Terms(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            judging_weeks=int(row["judging_weeks"]),
            validity_years=int(row["validity_years"]),
            criteria=row["criteria"],
            admission_weeks=int(row["admission_weeks"]),
            requirements=row["requirements"],
        )
        for row in _rows("terms.csv")
    ]
    return rules.terms_on(terms, on)


def limits_on(on: date) -> rules.Limits:
    """Return the limits of what is written down, in force on a day."""
    limits = [
        rules.Limits(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            hours_a_day=Decimal(row["hours_a_day"]),
            draft_days=int(row["draft_days"]),
            evidence_months=int(row["evidence_months"]),
            removed_days=int(row["removed_days"]),
        )
        for row in _rows("limits.csv")
    ]
    return rules.terms_on(limits, on)


@cache
def words(column: str) -> dict[str, str]:
    """Return the words for a kind or a category in an earlier portfolio, and our own codes."""
    rows = [row for row in _rows("words.csv") if row["column"] == column]
    codes = {row["value"]: row["value"] for row in rows}
    return codes | {plain(row["word"]): row["value"] for row in rows}


def way_of(kind: str, on: date) -> reviewing.Way:
    """Return how offers of a kind are judged on a day."""
    ways = [
        reviewing.Way(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            kind=row["kind"],
            way=row["way"],
            verdict_days=int(row["verdict_days"]),
            remind_days=int(row["remind_days"]),
        )
        for row in _rows("reviews.csv")
    ]
    return reviewing.way_of(ways, kind, on)


def changes() -> list[rules.Change]:
    """Return which changes of a validated offer mean a new review."""
    return [
        rules.Change(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            field=row["field"],
            new_review=row["new_review"] == "yes",
        )
        for row in _rows("changes.csv")
    ]


def criteria_of(version: str) -> list[reviewing.Criterion]:
    """Return the criteria of a version, in the language of the page."""
    return [criterion for criterion in all_criteria() if criterion.version == version]


def all_criteria() -> list[reviewing.Criterion]:
    """Return the criteria of every version, the latest version first."""
    dutch = (get_language() or "nl").startswith("nl")
    found = [
        reviewing.Criterion(
            version=row["version"],
            in_force_from=date.fromisoformat(row["in_force_from"]),
            code=row["code"],
            name=row["name" if dutch else "name_en"],
            text=row["text" if dutch else "text_en"],
        )
        for row in _rows("criteria.csv")
    ]
    return sorted(found, key=lambda one: one.in_force_from, reverse=True)


def requirements_of(version: str) -> list[admitting.Requirement]:
    """Return the requirements for providers, in the language of the page."""
    tail = "" if (get_language() or "nl").startswith("nl") else "_en"
    return [
        admitting.Requirement(
            version=row["version"],
            in_force_from=date.fromisoformat(row["in_force_from"]),
            code=row["code"],
            name=row[f"name{tail}"],
            question=row[f"question{tail}"],
            hint=row[f"hint{tail}"],
        )
        for row in _rows("requirements.csv")
        if row["version"] == version
    ]


@cache
def agreements() -> tuple[Agreement, ...]:
    """Return what the collective agreements give, as dated configuration."""
    return tuple(
        Agreement(
            in_force_from=date.fromisoformat(row["in_force_from"]),
            sector=row["sector"],
            hours=Decimal(row["hours"]),
            weeks=int(row["weeks"]),
            money=Decimal(row["money"]) if row["money"] else None,
            years=int(row["years"]),
        )
        for row in _rows("agreements.csv")
    )
