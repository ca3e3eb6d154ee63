"""Filters that format numbers, dates and registration numbers in the language of the page."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.names import grouped_number
from cpd.prose import as_html
from register.letters.notifying import remedy_ends

register = template.Library()


@register.filter
def hours(value: Decimal | float) -> str:
    """Write a number of hours without needless zeros: 2,5 and 104 and 1.328."""
    exact = Decimal(str(value))
    shortest = int(exact) if exact == exact.to_integral_value() else exact.normalize()
    return number_format(shortest, force_grouping=True)


@register.filter
def prose(text: str) -> SafeString:
    """Write the text of a provider with its paragraphs, lists, bold and stress."""
    return as_html(text)


@register.filter
def coded(text: str) -> SafeString:
    """Write what is between backticks as code."""
    pieces = enumerate(text.split("`"))
    shapes = ("{}", '<code class="code">{}</code>')
    return SafeString("".join(format_html(shapes[n % 2], piece) for n, piece in pieces))


@register.filter
def amount(value: int) -> str:
    """Write a count with its thousands apart: 186.240."""
    return number_format(value, force_grouping=True)


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """Write a date in full: 31 juli 2027."""
    return date_format(value, "j F Y") if value else ""


@register.filter(expects_localtime=True)
def day_short(value: date | None) -> str:
    """Write a date for a table, never broken over lines: 31 jul 2027."""
    # Translators: a format of Django's date filter
    return _on_one_line(date_format(value, pgettext("short day", "j M Y"))) if value else ""


@register.filter
def remedy_until(notified_on: date | None) -> date | None:
    """Return the last day to object to what somebody was told of on a day."""
    return remedy_ends(notified_on)


@register.filter
def last_day(until: date | None) -> str:
    """Write the last day of a range ``[since, until)`` in full; nothing where it has no end."""
    return day(until - timedelta(days=1)) if until else ""


@register.filter
def moment(value: datetime) -> str:
    """Write a moment on the Dutch clock: 21 november 2026, 10.42 uur. Lines break at the comma."""
    # Translators: a format of Django's date filter, where letters after a backslash are letters
    shape = pgettext("day and time", "j F Y, H:i")
    written = date_format(timezone.localtime(value), shape)
    return ", ".join(_on_one_line(part) for part in written.split(", "))


def _on_one_line(words: str) -> str:
    return words.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def days_left(value: date, on: date) -> str:
    """Say how far a day is away: nog 252 dagen, vandaag, 3 dagen geleden."""
    days = (value - on).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": amount(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": amount(-days)}


@register.filter
def registration_number(value: str) -> str:
    """Write a registration number in groups: LR 615 793 021 4."""
    return grouped_number(value)


@register.filter
def bsn_mask(value: str) -> str:
    """Show only the last three digits of a citizen service number: ••••••213."""
    return f"••••••{value[-3:]}"
