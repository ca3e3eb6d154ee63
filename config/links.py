"""Where a link goes: one kind of argument for every component."""

from django.db.models import Model
from django.shortcuts import resolve_url
from django.utils.functional import Promise

ADDRESS = ("/", "#", "?", "http://", "https://", "mailto:")


def address(to: str | Promise | Model) -> str:
    """Return the address of a route name, of an object with ``get_absolute_url`` or as it is.

    Nothing gives nothing. Raises NoReverseMatch for a route that does not exist.
    """
    if isinstance(to, Model):
        return resolve_url(to)
    text = str(to)
    return text if not text or text.startswith(ADDRESS) else resolve_url(text)
