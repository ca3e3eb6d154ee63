"""The building blocks of a page. Each one is a function, so a wrong argument is an error.

``docs/components.md`` lists them and ``/stijl/`` shows them. Frames, figures, tables, forms and the
way words are written have files of their own beside this one; all are template builtins.
"""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.db.models import Model
from django.forms import BaseForm
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from config.context import Link
from config.icons import ICONS
from config.links import address

register = template.Library()

DRAWN = {
    name: SafeString(f'<svg class="ico" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>')
    for name, shape in ICONS.items()
}
SIGNS = {"ok": "check", "warn": "warning", "bad": "cross", "info": "info", "idle": "dot"}
MESSAGE_TONES = {"success": "ok", "warning": "warn", "error": "bad"}
# What a status looks like, whichever record has it: tone and sign. One that is not here is grey.
STATUSES = {
    "accepted": ("ok", "check"),
    "answered": ("ok", "check"),
    "admitted": ("info", "clock"),
    "advised": ("warn", "clock"),
    "announced": ("warn", "clock"),
    "applied": ("ok", "check"),
    "applying": ("info", "clock"),
    "approved": ("info", "clock"),
    "asked": ("warn", "question"),
    "cancelled": ("bad", "cross"),
    "changes_asked": ("warn", "question"),
    "checked": ("warn", "clock"),
    "conditional": ("warn", "clock"),
    "confirmed": ("ok", "check"),
    "contested": ("warn", "question"),
    "counts": ("ok", "check"),
    "credited": ("ok", "check"),
    "delivered": ("warn", "clock"),
    "dismissed": ("bad", "cross"),
    "disputed": ("warn", "warning"),
    "escalated": ("warn", "warning"),
    "disregarded": ("bad", "cross"),
    "failed": ("bad", "cross"),
    "granted": ("ok", "check"),
    "shown": ("ok", "eye"),
    "hidden": ("idle", "cross"),
    "heard": ("info", "clock"),
    "hearing": ("info", "clock"),
    "inadmissible": ("bad", "cross"),
    "incomplete": ("warn", "question"),
    "given": ("ok", "check"),
    "in_review": ("info", "people"),
    "made": ("warn", "clock"),
    "posted": ("ok", "check"),
    "drawn": ("info", "people"),
    "decided": ("ok", "check"),
    "dropped": ("idle", "cross"),
    "lapsed": ("bad", "cross"),
    "open": ("info", "clock"),
    "planned": ("info", "clock"),
    "present": ("info", "person"),
    "published": ("ok", "check"),
    "received": ("info", "clock"),
    "refused": ("bad", "cross"),
    "registered": ("ok", "check"),
    "rejected": ("bad", "cross"),
    "renewed": ("ok", "check"),
    "repairing": ("warn", "question"),
    "reported": ("warn", "clock"),
    "restoration_asked": ("info", "clock"),
    "restored": ("ok", "check"),
    "revoked": ("bad", "cross"),
    "settled": ("ok", "check"),
    "struck_off": ("bad", "cross"),
    "submitted": ("info", "clock"),
    "uploaded": ("warn", "question"),
    "upheld": ("ok", "check"),
    "validated": ("ok", "check"),
    "viewed": ("warn", "clock"),
}


class HasStatus(Protocol):
    """A record with a field ``status`` that has choices."""

    status: str

    def get_status_display(self) -> str: ...


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a sign of ``config/icons.py``. Decoration: there is always a word beside it.

    {% icon "clock" %}
    """
    return DRAWN[name]


@register.inclusion_tag("components/badge.html")
def badge(label: str, *, tone: str = "idle", sign: str = "") -> dict:
    """Say a state with colour, sign and word together.

    {% badge _("Counts") tone="ok" %}
    """
    return {"label": label, "tone": tone, "sign": sign or SIGNS[tone]}


@register.inclusion_tag("components/badge.html")
def status(record: HasStatus) -> dict:
    """Show the status of a record.

    {% status cycle %}
    """
    tone, sign = STATUSES.get(record.status, ("idle", "dot"))
    return {"label": record.get_status_display(), "tone": tone, "sign": sign}


@register.inclusion_tag("components/diff.html")
def diff(old: object, new: object) -> dict:
    """Show a value that changes, with hidden “was” and “becomes”.

    {% diff change.old change.new %}
    """
    return {
        side: pgettext("value", "empty") if value in ("", None) else value
        for side, value in (("old", old), ("new", new))
    }


@register.inclusion_tag("components/flash.html")
def flash(message) -> dict:
    """Show a message of ``django.contrib.messages``; the frame does this for every page.

    ``extra_tags`` of a message is the path of what was made, to change or complete it.

    {% flash message %}
    """
    return {"message": message, "tone": MESSAGE_TONES.get(message.level_tag, "info")}


@register.simple_tag
def page_title(title: str, *, form: BaseForm | None = None) -> str:
    """Write the name of the page for the window, with “Error: ” in front when the form has one.

    {% page_title _("Add activity") form=form %}
    """
    if form is not None and form.errors:
        return _("Error: %(title)s") % {"title": title}
    return title


@register.inclusion_tag("components/go.html")
def go(label: str, *, href: str | Model) -> dict:
    """Lead on to where the subject goes further.

    {% go _("All requirements") href="register:requirements" %}
    """
    return {"label": label, "href": address(href)}


@register.inclusion_tag("components/back_link.html")
def back_link(*, href: str | Model, label: str = "") -> dict:
    """Lead back to the page above this one, where there is no breadcrumb.

    {% back_link href="cpd:activities" %}
    """
    return {"label": label or _("Back"), "href": address(href)}


@register.inclusion_tag("components/task.html")
def task(
    title: str,
    *,
    href: str | Model,
    icon: str,
    why: str = "",
    now: bool = False,
    label: str = "",
    tone: str = "idle",
    sign: str = "",
) -> dict:
    """Ask for one thing; the whole row is the link. ``label`` says how urgent it is.

    {% task _("Add evidence") href=activity icon="document" label=_("May wait") %}
    """
    return {
        "title": title,
        "href": address(href),
        "icon": icon,
        "why": why,
        "now": now,
        "label": label,
        "tone": tone,
        "sign": sign,
    }


@register.simple_block_tag
def steps(content: str, *, label: str = "") -> str:
    """Show where in a form of several pages somebody is.

    {% steps %}{% step _("File") state="done" %}{% step _("Check") state="now" %}{% endsteps %}
    """
    return format_html('<ol class="steps" aria-label="{}">{}</ol>', label or _("Steps"), content)


@register.inclusion_tag("components/step.html")
def step(label: str, *, state: str = "") -> dict:
    """Name one page of a form; ``state`` is done or now.

    {% step _("Check") state="now" %}
    """
    return {"label": label, "state": state}


@register.simple_block_tag
def breadcrumbs(content: str) -> str:
    """Show the way from the home page to here.

    {% breadcrumbs %}{% crumb _("Home") href="pages:home" %}{% crumb name %}{% endbreadcrumbs %}
    """
    return format_html(
        '<nav class="utrecht-breadcrumb-nav crumbs" aria-label="{}"><ol>{}</ol></nav>',
        _("Breadcrumb"),
        content,
    )


@register.simple_tag
def crumb(label: str, *, href: str | Model = "") -> SafeString:
    """Name one page on the way; without ``href`` the present one.

    {% crumb _("Deliveries") href="schools:deliveries" %}
    """
    if not href:
        return format_html('<li aria-current="page">{}</li>', label)
    return format_html('<li><a class="utrecht-link" href="{}">{}</a></li>', address(href), label)


@register.simple_tag
def nav_links(links: Iterable[Link], *, icons: bool = True, within: str = "") -> SafeString:
    """Draw links of the navigation, each ``within`` an element where that is asked for.

    {% nav_links navigation.about icons=False within="li" %}
    """
    # A page has up to fifty of them: hence no template.
    begin, end = (f"<{within}>", f"</{within}>") if within else ("", "")
    drawn = (_nav_link(link, DRAWN[link.icon] if icons else "") for link in links)
    return SafeString("".join(f"{begin}{one}{end}" for one in drawn))


def _nav_link(link: Link, sign: str) -> str:
    current = f' aria-current="{link.current}"' if link.current else ""
    return f'<a href="{link.href}"{current}>{sign}{conditional_escape(str(link.label))}</a>'
