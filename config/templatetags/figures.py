"""Figures: what is needed and what was achieved, as text and as a bar; never as a bar alone."""

from collections.abc import Callable
from decimal import Decimal

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from config.links import address

from .words import amount, hours

register = template.Library()

Number = Decimal | int
UNITS: dict[str, Callable[[int], str]] = {
    "criteria": lambda n: ngettext("criterion", "criteria", n),
    "hours": lambda n: ngettext("hour", "hours", n),
    "people": lambda n: ngettext("person", "people", n),
    "qualifications": lambda n: ngettext("qualification", "qualifications", n),
    "rows": lambda n: ngettext("row", "rows", n),
}
WIDTH = 1000  # of the bar: whole numbers are fine enough, and need no localised decimal point


@register.inclusion_tag("components/bar.html")
def bar(
    *,
    achieved: Number,
    needed: Number,
    planned: Number = 0,
    excess: Number = 0,
    met: bool = False,
) -> dict:
    """Draw how much of something there is. Decoration: the same figures are beside it as text.

    ``excess`` is what comes on top and does not count.

    {% bar achieved=104 needed=160 planned=12 %}
    """
    total = max(needed, achieved) + excess
    ends = [achieved, achieved + (excess or min(planned, total - achieved))]
    fill, end = (round(WIDTH * point / total) if total else WIDTH for point in ends)
    return {
        "fill": str(fill),
        "extra": str(end - fill) if end > fill else "",
        "extra_kind": "excess" if excess else "plan",
        "met": met,
    }


@register.simple_block_tag
def requirements(content: str) -> str:
    """List requirements in a card.

    {% card %}{% requirements %}{% requirement … %}{% endrequirements %}{% endcard %}
    """
    return format_html('<div class="reqs">{}</div>', content)


@register.inclusion_tag("components/requirement.html")
def requirement(
    name: str,
    *,
    achieved: Number,
    needed: Number,
    met: bool,
    unit: str = "hours",
    why: str = "",
    planned: Number = 0,
    excess: Number = 0,
    at_most: bool = False,
    level: int = 3,
) -> dict:
    """Show one requirement: name, figures, bar, state and reason.

    With ``at_most``, ``needed`` is the most that counts and ``excess`` what does not count.

    {% requirement _("Hours in all") achieved=104 needed=160 met=False why=_("44 + 60 hours.") %}
    """
    label, tone, sign = (
        _room(achieved, needed, unit) if at_most else _gap(achieved, needed, unit, met)
    )
    return {
        "name": name,
        "achieved": achieved,
        "achieved_text": hours(achieved),
        "needed": needed,
        "needed_text": f"{hours(needed)} {_units(unit, needed)}",
        "met": met and not at_most,
        "why": why,
        "planned": planned,
        "excess": excess,
        "at_most": at_most,
        "level": level,
        "label": label,
        "tone": tone,
        "sign": sign,
    }


def _units(unit: str, number: Number) -> str:
    return UNITS[unit](1 if number == 1 else 2)


def _gap(achieved: Number, needed: Number, unit: str, met: bool) -> tuple[str, str, str]:
    missing = needed - achieved
    if met:
        return pgettext("requirement", "Met"), "ok", "check"
    if missing <= 0:
        return _("Not met yet"), "warn", "clock"
    if not achieved:
        return _("Not started yet"), "idle", "dot"
    gap = {"number": hours(missing), "unit": _units(unit, missing)}
    return _("%(number)s %(unit)s to go") % gap, "warn", "clock"


def _room(achieved: Number, most: Number, unit: str) -> tuple[str, str, str]:
    if achieved >= most:
        return pgettext("requirement", "Full"), "ok", "check"
    room = {"number": hours(most - achieved), "unit": _units(unit, most - achieved)}
    return _("Room for %(number)s %(unit)s") % room, "idle", "dot"


@register.simple_block_tag
def stats(content: str, *, label: str = "") -> str:
    """Set figures side by side. With a label they are links that filter the list below.

    {% stats label=_("Rows by outcome") %}{% stat 9 _("New") href="?outcome=new" %}{% endstats %}
    """
    return render_to_string("components/stats.html", {"content": content, "label": label})


@register.inclusion_tag("components/stat.html")
def stat(
    value: int | str,
    label: str,
    *,
    href: str | Model = "",
    note: str = "",
    tone: str = "",
    current: bool = False,
) -> dict:
    """Give one figure and what it counts.

    {% stat 276 _("Unchanged") note=_("since 14 October") %}
    """
    return {
        "value": amount(value) if isinstance(value, int) else value,
        "label": label,
        "href": address(href),
        "note": note,
        "tone": tone,
        "current": current,
    }
