"""How hours count, and what an offer must show. Pure: facts in, answers with reasons out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

MOST_HOURS = 2000  # more hours for one activity are a typing error
EARLIEST = date(1970, 1, 1)
QUARTER = Decimal("0.25")
ZERO = Decimal(0)
MINUTES = 60
CENT = Decimal("0.01")
_CLOCK = re.compile(r"([0-9]{1,4}):([0-5][0-9])")
VERY_SOON, SOON = 5, 14  # days

Hours = Mapping[str, Decimal]


@dataclass(frozen=True)
class Share:
    """How much of the hours of a kind of activity falls in a category, unless the teacher says so.

    Filled in by us as dated configuration, ``cpd/data/shares.csv`` (domain.md §5.3 has none).
    """

    in_force_from: date
    kind: str
    category: str
    percent: int


@dataclass(frozen=True)
class Terms:
    """Terms and versions in force from a day, as dated configuration (domain.md §5.4 and §10.4).

    For judging offers: the terms and the version of the criteria (four years of validity are ours).
    For admitting providers: the term and the version of the requirements.
    """

    in_force_from: date
    judging_weeks: int
    validity_years: int
    criteria: str
    admission_weeks: int
    requirements: str


@dataclass(frozen=True)
class Entry:
    """One activity as a teacher enters it; without a split the shares of its kind divide it."""

    kind: str
    done_on: date
    hours: Decimal
    title: str = ""
    split: Hours = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """Limits in force from a day, as dated configuration (``cpd/data/limits.csv``).

    They are the hours on one day from which a teacher is asked whether that is right, the days
    after which a draft is deleted, and how long evidence is kept: months after the decision
    (domain.md §10.4) and days after its activity was removed.
    """

    in_force_from: date
    hours_a_day: Decimal
    draft_days: int
    evidence_months: int
    removed_days: int


@dataclass(frozen=True)
class CountedPeriod:
    """Days ``[since, until)`` whose activities count in a cycle, decided or not (ADR 9)."""

    since: date
    until: date
    decided: bool


@dataclass(frozen=True)
class Proposal:
    """An offer as its provider describes it. A draft needs a title and kind only; ``missing_in``
    tells what else is needed to hand it in.
    """

    title: str
    kind: str
    summary: str = ""
    learns: str = ""
    design: str = ""
    sectors: tuple[str, ...] = ()
    contact_hours: Decimal = ZERO
    self_study_hours: Decimal = ZERO
    self_study_reason: str = ""
    ends_with_test: bool = False
    split: Hours = field(default_factory=dict)
    price: Decimal = ZERO
    url: str = ""
    language: str = "nl"
    target_group: str = ""
    subjects: tuple[str, ...] = ()
    setting: str = ""
    price_includes: str = ""
    accessibility: str = ""

    @property
    def hours(self) -> Decimal:
        return self.contact_hours + self.self_study_hours

    @property
    def kept(self) -> dict[str, str | bool | list[str] | dict[str, str]]:
        """Return this proposal as JSON-serializable values, to be stored."""
        found = asdict(self)
        split = {category: _short(hours) for category, hours in self.split.items() if hours}
        plain = {name: _short(v) if isinstance(v, Decimal) else v for name, v in found.items()}
        lists = {"sectors": list(self.sectors), "subjects": list(self.subjects)}
        return {**plain, **lists, "split": split}


@dataclass(frozen=True)
class Change:
    """Whether a change of one field of a validated offer means a new review (domain.md §10.3:
    material change). Which fields those are is ours, dated configuration: ``cpd/data/changes.csv``.
    """

    in_force_from: date
    field: str
    new_review: bool


T = TypeVar("T", Terms, Limits)


def terms_on(terms: Iterable[T], on: date) -> T:
    """Return the terms, or limits, in force on a day; before the first ones, the first."""
    ordered = sorted(terms, key=lambda one: one.in_force_from)
    return next((one for one in reversed(ordered) if one.in_force_from <= on), ordered[0])


def as_clock(text: str) -> Decimal | None:
    """Read hours and minutes such as 1:30; None for what is not written so."""
    if not (match := _CLOCK.fullmatch(text)):
        return None
    hours, minutes = map(int, match.groups())
    return (hours + Decimal(minutes) / MINUTES).quantize(CENT)


def split_hours(shares: Iterable[Share], *, kind: str, hours: Decimal, on: date) -> Hours:
    """Divide hours over categories by the shares in force, in quarters that add up."""
    mine = _in_force([share for share in shares if share.kind == kind], on)
    return divided(hours, {share.category: Decimal(share.percent) for share in mine})


def divided(hours: Decimal, weights: Hours) -> Hours:
    """Divide hours over categories in proportion to their weights, in quarters that add up.

    Quarters that do not divide go to the categories with the largest remainder, in that order.
    """
    quarters, total = int(hours / QUARTER), sum(weights.values())
    whole = {category: int(quarters * weight // total) for category, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda category: -(quarters * weights[category] % total))
    for category in by_remainder[: quarters - sum(whole.values())]:
        whole[category] += 1
    return {category: number * QUARTER for category, number in whole.items() if number}


def standing_in(periods: Iterable[CountedPeriod], *, done_on: date, from_catalogue: bool) -> str:
    """Return the code of how something that is in the file counts (domain.md §10.3).

    Who has no period has no hours to show: the anteroom and the support section (domain.md §2.1).
    """
    ordered = sorted(periods, key=lambda one: one.since)
    if not ordered:
        return "kept"
    if done_on < ordered[0].since:
        return "too_early"
    if done_on >= ordered[-1].until:
        return "later"
    if any(one.decided and one.since <= done_on < one.until for one in ordered):
        return "too_late"
    return "validated" if from_catalogue else "self_reported"


def wrong_in_entry(entry: Entry, *, on: date) -> list[str]:
    """Return codes for whatever is impossible in an entry; none means that it can be saved.

    Long is fine: a programme of 120 hours is one activity.
    """
    parts = entry.split.values()
    wrong = {
        "future": entry.done_on > on,
        "long_ago": entry.done_on < EARLIEST,
        "hours_impossible": not ZERO < entry.hours <= MOST_HOURS,
        "not_in_quarters": any(hours % QUARTER for hours in (entry.hours, *parts)),
        "hours_negative": any(hours < 0 for hours in parts),
        "split_differs": bool(entry.split) and sum(parts) != entry.hours,
    }
    return [code for code, true in wrong.items() if true]


def doubts_about(entry: Entry, *, others: Iterable[Entry], most: Decimal) -> list[str]:
    """Return codes for what may be a slip: the teacher is asked, and may confirm that it is right.

    ``others`` are the activities already in the file; ``most`` is the hours of a long day.
    Activities on one day overlap if together they exceed that.
    """
    same_day = [other for other in others if other.done_on == entry.done_on]
    doubts = {
        "doubled": any(
            (other.kind, other.title.casefold()) == (entry.kind, entry.title.casefold())
            for other in same_day
        ),
        "long_day": sum((other.hours for other in same_day), entry.hours) > most,
    }
    return [code for code, doubtful in doubts.items() if doubtful]


def wrong_in_proposal(proposal: Proposal) -> list[str]:
    """Return codes for whatever is impossible in an offer, even in a draft."""
    hours = (proposal.contact_hours, proposal.self_study_hours, *proposal.split.values())
    wrong = {
        "hours_impossible": not all(ZERO <= part <= MOST_HOURS for part in hours),
        "not_in_quarters": any(part % QUARTER for part in hours),
        "price_negative": proposal.price < 0,
    }
    return [code for code, true in wrong.items() if true]


def missing_in(proposal: Proposal) -> list[str]:
    """Return codes for what an offer still lacks before it can be handed in (domain.md §5.4).

    Self-study must be justified; what is mostly self-study must end with a test or assignment.
    """
    study, hours = proposal.self_study_hours, proposal.hours
    lacks = {
        "summary": not proposal.summary,
        "learns": not proposal.learns,
        "sectors": not proposal.sectors,
        "hours": not hours,
        "split_differs": bool(hours) and sum(proposal.split.values()) != hours,
        "self_study_reason": bool(study) and not proposal.self_study_reason,
        "test": study > proposal.contact_hours and not proposal.ends_with_test,
    }
    return [code for code, lacking in lacks.items() if lacking]


def changed_in(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """Return the fields that differ between two stored proposals."""
    return [name for name in new if name in old and old[name] != new[name]]


def material_in(changed: Iterable[str], changes: Iterable[Change], on: date) -> list[str]:
    """Return those of the changed fields that mean a new review on a day."""
    rules = [one for one in changes if one.in_force_from <= on]
    latest = {one.field: one.new_review for one in sorted(rules, key=lambda x: x.in_force_from)}
    return [name for name in changed if latest.get(name, True)]


def judged_by(submitted_on: date, terms: Terms) -> date:
    """Return the day by which an offer is to be judged."""
    return submitted_on + timedelta(weeks=terms.judging_weeks)


def urgency(due_on: date | None, on: date) -> str:
    """Return the tone of a deadline: bad within 5 days or past, warn within 14 days, else empty."""
    if due_on is None:
        return ""
    left = (due_on - on).days
    return "bad" if left <= VERY_SOON else "warn" if left <= SOON else ""


def valid_until(since: date, terms: Terms) -> date:
    """Return the first day on which a validation no longer holds; 29 February becomes 1 March."""
    year = since.year + terms.validity_years
    if (since.month, since.day) == (2, 29):
        return date(year, 3, 1)
    return since.replace(year=year)


def months_before(on: date, months: int) -> date:
    """Return the same day so many months ago, or the last day of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(on.day, last))


def _short(number: Decimal) -> str:
    """Format a number without needless zeros, so that equal numbers are equal texts."""
    return f"{number.normalize():f}"


def _in_force(shares: list[Share], on: date) -> list[Share]:
    """Return the shares of the last change before a day; before the first, the first."""
    dates = sorted({share.in_force_from for share in shares})
    current = next((day for day in reversed(dates) if day <= on), dates[0])
    return [share for share in shares if share.in_force_from == current]
