"""Tables that become blocks on a phone, with explicit ARIA roles; and their pagination."""

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_block_tag
def data_table(
    content: str,
    *,
    label: str = "",
    labelledby: str = "",
    stack: bool = True,
    numbered: bool = False,
) -> str:
    """Frame a table in a box that scrolls by keyboard; named by a label or by a heading's id.

    On a phone each row becomes a block (``stack``); ``numbered`` says the column's word before the
    row's own name there: “Row 37”.

    {% data_table labelledby="faults-title" %}{% columns %}…{% rows %}…{% enddata_table %}
    """
    return render_to_string(
        "components/data_table.html",
        {
            "content": content,
            "label": label,
            "labelledby": labelledby,
            "stack": stack,
            "numbered": numbered,
        },
    )


@register.simple_block_tag
def columns(content: str) -> str:
    """Hold the heads of the columns.

    {% columns %}{% column _("Row") sort="row" %}{% column _("What is wrong") %}{% endcolumns %}
    """
    return format_html('<thead role="rowgroup"><tr role="row">{}</tr></thead>', content)


@register.inclusion_tag("components/column.html", takes_context=True)
def column(context: Context, label: str, *, sort: str = "", numeric: bool = False) -> dict:
    """Head a column; with ``sort`` as a link that asks for ``?sort=`` that, or ``-`` that.

    {% column _("Ends") sort="until" %}
    """
    if not sort:
        return {"label": label, "numeric": numeric}
    query = context["request"].GET
    orders = {sort: "ascending", f"-{sort}": "descending"}
    order = orders.get(query.get("sort", ""), "none")
    wanted = f"-{sort}" if order == "ascending" else sort
    return {"label": label, "numeric": numeric, "order": order, "href": _query(query, sort=wanted)}


@register.simple_block_tag
def rows(content: str) -> str:
    """Hold the rows.

    {% rows %}{% for fault in page %}{% row tone="bad" %}…{% endrow %}{% endfor %}{% endrows %}
    """
    return SafeString(f'<tbody role="rowgroup">{content}</tbody>')


@register.simple_block_tag
def row(content: str, *, tone: str = "") -> str:
    """Hold the cells of a row; a bad or warn row has a bar at its left and says so in a badge.

    {% row tone="warn" %}{% cell label=_("Row") header=True %}37{% endcell %}{% endrow %}
    """
    mark = format_html(' class="is-{}"', tone) if tone else ""
    return SafeString(f'<tr role="row"{mark}>{content}</tr>')


@register.simple_block_tag
def cell(content: str, *, label: str, header: bool = False, numeric: bool = False) -> SafeString:
    """Give a value; a phone shows the column's label before it. One cell of a row is its header.

    {% cell label=_("Hours") %}{{ activity.hours|hours }}{% endcell %}
    """
    # Tables have hundreds of cells: so no template, and safe content is not escaped again.
    tag, role, scope = ("th", "rowheader", ' scope="row"') if header else ("td", "cell", "")
    numbers = ' class="numeric"' if numeric else ""
    return SafeString(
        f'<{tag}{scope} role="{role}" data-label="{conditional_escape(label)}"{numbers}>'
        f"<span>{content}</span></{tag}>"
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, *, label: str = "") -> dict:
    """Say which part of a list this is and lead to the others, keeping search and filters.

    {% pagination page %}
    """
    query = context["request"].GET
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "label": label or _("Pages"),
        "links": [
            (str(number), _query(query, page=number) if isinstance(number, int) else "")
            for number in numbers
        ],
        "current": str(page.number),
        "before": _query(query, page=page.number - 1) if page.has_previous() else "",
        "after": _query(query, page=page.number + 1) if page.has_next() else "",
    }


def _query(query: QueryDict, **changes: object) -> str:
    """Return the query with changes; another order begins at the first page."""
    changed = query.copy()
    changed.pop("page", None)
    for name, value in changes.items():
        changed[name] = str(value)
    return f"?{changed.urlencode()}"
