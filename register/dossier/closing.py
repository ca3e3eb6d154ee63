"""How a teacher can close the gap in a cycle: the plan, offers, and activities without cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import Person
from cpd.choices.activities import INFORMAL, ActivityKind
from cpd.choices.catalogue import Fits
from cpd.selectors.plans import (
    NEEDS_A_DATE,
    Fitting,
    Planned,
    fitting_offers,
    informal_kinds,
    plan_of,
    split_of,
)
from register import rules
from register.rules import Assessment, Gap
from register.words.reasons import gap_text

from .overview import Overview
from .requirements import Row, rows

SHOWN = 3
Hours = Mapping[str, Decimal]


@dataclass(frozen=True)
class Help:
    """An offer that closes part of the gap."""

    fitting: Fitting
    closes: Gap

    @property
    def whole(self) -> bool:
        """Whether every hour of it is needed."""
        return self.closes.hours == self.fitting.hours

    @property
    def price(self) -> Decimal:
        """The price per needed hour."""
        return self.fitting.offer.price / self.closes.hours


@dataclass(frozen=True)
class Together:
    """An activity that colleagues do together, and the categories in which it counts."""

    kind: ActivityKind
    counts_as: str


@dataclass(frozen=True)
class Supposed:
    """The assessment of a cycle if something were done."""

    assessment: Assessment

    @property
    def words(self) -> str:
        return gap_text(self.assessment)


@dataclass(frozen=True)
class Closing:
    """A running cycle, with what its teacher plans and what would close the gap."""

    overview: Overview
    plan: list[Planned]
    helps: list[Help]
    order: Fits

    @property
    def orders(self) -> list[tuple[Fits, bool]]:
        """Every order with whether it is this one."""
        return [(one, one == self.order) for one in Fits]

    @property
    def dated(self) -> bool:
        """Whether this order leaves out courses without a session to come."""
        return self.order in NEEDS_A_DATE

    @property
    def provinces(self) -> str:
        """The provinces where the teacher works, in words."""
        return get_text_list(
            sorted(one.label for one in self.overview.standing.provinces), _("and")
        )

    @cached_property
    def expected(self) -> Assessment:
        """The assessment of the cycle with everything that is planned."""
        return self._with(planned.split for planned in self.plan)

    @property
    def planned_hours(self) -> Decimal:
        return sum((planned.hours for planned in self.plan), Decimal(0))

    @property
    def rows(self) -> list[Row]:
        overview = self.overview
        return rows(
            overview.assessment, overview.rules, expected=self.expected, ahead=overview.ahead
        )

    @property
    def together(self) -> list[Together]:
        """Activities that cost nothing and reduce the gap."""
        needed = rules.helpful_categories(self.overview.rules, self.overview.assessment.gap)
        return [
            Together(kind, get_text_list([str(one.label) for one in categories], _("and")))
            for kind, categories in informal_kinds(on=self.overview.on).items()
            if not needed.isdisjoint(categories)
        ]

    def what_if(self, chosen: Mapping[str, Any]) -> Supposed:
        """Assess the cycle with the choices in ``WhatIfForm``; nothing is saved."""
        mine = [planned.split for planned in self.plan if planned.item.pk in chosen["plan"]]
        offers = [
            one.fitting.split for one in self.helps if one.fitting.offer.pk in chosen["offer"]
        ]
        informal = [
            split_of(kind, hours, on=self.overview.on)
            for kind in INFORMAL
            if (hours := chosen[f"hours_{kind}"])
        ]
        return Supposed(self._with([*mine, *offers, *informal]))

    def _with(self, more: Iterable[Hours]) -> Assessment:
        facts = rules.with_hours(self.overview.standing.facts, more)
        return rules.assess(self.overview.rules, facts)


def closing_of(overview: Overview, person: Person, *, order: Fits) -> Closing:
    """Collect what would close the gap in a cycle, in at most two queries."""
    plan = plan_of(person, on=overview.on)
    return Closing(overview, plan, _helps(overview, person, order=order), order)


def _helps(overview: Overview, person: Person, *, order: Fits) -> list[Help]:
    """Return the offers that help most, each assessed by the rules as if it were followed."""
    facts = overview.standing.facts
    needed = rules.helpful_categories(overview.rules, overview.assessment.gap)
    if not needed:
        return []
    found = fitting_offers(
        person,
        categories=needed,
        sectors=facts.sectors,
        order=order,
        near=overview.standing.provinces,
        on=overview.on,
    )
    helps = [Help(one, rules.closed_by(overview.rules, facts, one.split)) for one in found]
    helping = [one for one in helps if one.closes.hours]
    return sorted(helping, key=_KEYS[order])[:SHOWN]


def _price(one: Help) -> tuple:
    return (one.price, *_closes(one))


def _closes(one: Help) -> tuple:
    return (-one.closes.hours, -one.closes.content, one.fitting.offer.price)


def _nearest(one: Help) -> tuple:
    return (one.fitting.nearness, *_price(one))


def _soonest(one: Help) -> tuple:
    return (one.fitting.first, *_closes(one))


_KEYS = {
    Fits.CHEAPEST: _price,
    Fits.NEAREST: _nearest,
    Fits.SOONEST: _soonest,
    Fits.MOST: _closes,
}
