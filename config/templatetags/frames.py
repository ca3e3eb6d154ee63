"""Block components, which frame content; simple components are in ``ui``."""

from datetime import date

from django import template
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.text import slugify

from config.links import address

from .ui import SIGNS
from .words import day

register = template.Library()


@register.simple_block_tag
def board(
    content: str, *, title: str, eyebrow: str = "", slim: bool = False, sign: str = ""
) -> str:
    """Carry the one answer of the page; ``<em>`` in the title is the number that matters.

    {% board title=answer eyebrow=period %}<p class="board__say">…</p>{% endboard %}
    """
    return render_to_string(
        "components/board.html",
        {"content": content, "title": title, "eyebrow": eyebrow, "slim": slim, "sign": sign},
    )


@register.simple_block_tag
def panel(
    content: str,
    *,
    title: str,
    id: str = "",
    level: int = 2,
    aside: str = "",
    link: str = "",
    href: str | Model = "",
) -> str:
    """Frame a section of the page under a heading, with a count or a link at its right.

    {% panel title=_("Your hours") link=_("All rules") href="pages:procedures" %}…{% endpanel %}
    """
    return render_to_string(
        "components/panel.html",
        {
            "content": content,
            "title": title,
            "id": id or slugify(title),
            "level": level,
            "aside": aside,
            "link": link,
            "href": address(href),
        },
    )


@register.simple_block_tag
def card(
    content: str,
    *,
    title: str = "",
    id: str = "",
    level: int = 2,
    flat: bool = False,
    flush: bool = False,
) -> str:
    """Put things that belong together in a box; ``flush`` where the content has its own edges.

    {% card title=_("Your next step") flat=True %}…{% endcard %}
    """
    return render_to_string(
        "components/card.html",
        {
            "content": content,
            "title": title,
            "id": id or slugify(title),
            "level": level,
            "flat": flat,
            "flush": flush,
        },
    )


@register.simple_block_tag
def tile(content: str, *, title: str, href: str | Model, icon: str, level: int = 3) -> str:
    """Offer a way in as a large block that is one link.

    {% tile title=_("Teacher") href="account_login" icon="person" %}…{% endtile %}
    """
    return render_to_string(
        "components/tile.html",
        {"content": content, "title": title, "href": address(href), "icon": icon, "level": level},
    )


@register.simple_block_tag
def note(content: str, *, tone: str = "info", icon: str = "") -> str:
    """Explain or warn, above what it is about; green after a deed, orange before a consequence.

    {% note tone="warn" %}<p><b>…</b> …</p>{% endnote %}
    """
    return render_to_string(
        "components/note.html", {"content": content, "tone": tone, "icon": icon or SIGNS[tone]}
    )


@register.simple_block_tag
def empty(content: str, *, title: str, icon: str = "list", level: int = 3) -> str:
    """Stand where a list will be: what comes here, and one button to begin.

    {% empty title=_("No activities yet") %}<p>…</p>{% action … %}{% endempty %}
    """
    return render_to_string(
        "components/empty.html", {"content": content, "title": title, "icon": icon, "level": level}
    )


@register.simple_block_tag
def more(content: str, *, summary: str, card: bool = False) -> str:
    """Hide details until somebody asks for them; works without a script.

    {% more summary=_("Why does this not count?") %}…{% endmore %}
    """
    return render_to_string(
        "components/more.html", {"content": content, "summary": summary, "card": card}
    )


@register.simple_block_tag
def summary_list(content: str) -> str:
    """List facts with their names, to read or to check before sending.

    {% summary_list %}{% summary_row … %}…{% endsummary_row %}{% endsummary_list %}
    """
    return format_html('<dl class="summary">{}</dl>', content)


@register.simple_block_tag
def summary_row(content: str, *, label: str, change: str | Model = "", about: str = "") -> str:
    """Give one fact; ``change`` leads to where it is changed, ``about`` tells a listener what.

    {% summary_row label=_("Date") change=url about=_("the date") %}{{ on|day }}{% endsummary_row %}
    """
    return render_to_string(
        "components/summary_row.html",
        {"content": content, "label": label, "change": address(change), "about": about or label},
    )


@register.simple_block_tag
def task_list(content: str) -> str:
    """List what is asked of somebody, most urgent first, in a flush card.

    {% card flush=True %}{% task_list %}{% task … %}{% endtask_list %}{% endcard %}
    """
    return format_html('<ul class="tasks">{}</ul>', content)


@register.simple_block_tag
def timeline(content: str) -> str:
    """Show a procedure in time.

    {% timeline %}{% event on=day state="done" %}…{% endevent %}{% endtimeline %}
    """
    return format_html('<ol class="timeline">{}</ol>', content)


@register.simple_block_tag
def event(content: str, *, on: date | None = None, when: str = "", state: str = "") -> str:
    """Give one moment of a timeline: a date, or words instead; ``state`` is done or now.

    {% event when=_("Today") state="now" %}…{% endevent %}
    """
    return render_to_string(
        "components/event.html",
        {"content": content, "on": on, "when": when or day(on), "state": state},
    )
