"""Retention terms in words, for the privacy page and for supervisors."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Clearing
from accounts.terms import kept_years
from cpd.selectors.terms import limits_on
from register.models.admission import FINISH_WITHIN
from register.models.check import KEPT_FOR
from schools.services.retention import KEPT

WHAT: dict[str, Promise] = {
    "delivery": _("The file that a board handed in, after it was handed in"),
    "admission": _("A request for a record that was not finished, after it was begun"),
    "application": _("The files with which a provider applied, after the decision"),
    "draft": _("A draft of an activity, after it was last changed"),
    "evidence": _("Evidence of an activity, after the decision"),
    "diploma": _("The scan of a diploma, after it was judged"),
    "leave": _("What a teacher sent to show leave, after the decision"),
    "check": _("The answer to a check of registrations, after it was given"),
    "view": _("Who looked in a file, after the look"),
    "message": _("What we told somebody, after we told it"),
    "closed_account": _("The activities of who deleted the account, after that"),
}


@dataclass(frozen=True)
class Kept:
    """How long one kind of record is kept, and when it was last deleted."""

    what: Promise
    how_long: str
    cleared: Clearing | None = None


def kept_terms(*, on: date) -> list[Kept]:
    """Return every term that is in force on a day (domain.md §2.7, §10.4)."""
    return [Kept(WHAT[code], words) for code, words in _terms(on)]


def kept_and_cleared(*, on: date) -> list[Kept]:
    """Return every term with its latest deletion."""
    latest = {one.code: one for one in Clearing.objects.order_by("code", "-on").distinct("code")}
    return [Kept(WHAT[code], words, latest.get(code)) for code, words in _terms(on)]


def _terms(on: date) -> Iterator[tuple[str, str]]:
    limits = limits_on(on)
    yield "delivery", _days(KEPT.days)
    yield "draft", _days(limits.draft_days)
    yield "admission", _days(FINISH_WITHIN.days)
    yield "application", _months(limits.evidence_months)
    yield "evidence", _months(limits.evidence_months)
    yield "diploma", _months(limits.evidence_months)
    yield "leave", _months(limits.evidence_months)
    yield "check", _days(KEPT_FOR.days)
    for code in ("view", "message", "closed_account"):
        yield code, _years(kept_years(code, on=on))


def _days(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}


def _months(number: int) -> str:
    return ngettext("%(n)s month", "%(n)s months", number) % {"n": number}


def _years(number: int) -> str:
    return ngettext("%(n)s year", "%(n)s years", number) % {"n": number}
