"""What a page with a list reads from its address: which part, and what to look for."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

ROWS_ON_A_PAGE = 25
LONGEST_SEARCH = 100


def paged(request: HttpRequest, rows: Any, *, size: int = ROWS_ON_A_PAGE) -> Page:
    """Return the part of a list that the visitor asks for, or the nearest one there is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def searched(request: HttpRequest) -> str:
    """Return what the visitor typed in the search field of a list."""
    return request.GET.get("q", "")[:LONGEST_SEARCH].strip()
