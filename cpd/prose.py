"""Texts of providers: a safe part of Markdown, without links, pictures or HTML of their own."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em"}
_reader = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "newline", "escape"]
)


def as_html(text: str) -> SafeString:
    """Write paragraphs, lists, **bold** and *stress* as HTML; anything else stays as typed."""
    html = nh3.clean(_reader.render(text), tags=TAGS, attributes={})
    return SafeString(html)
