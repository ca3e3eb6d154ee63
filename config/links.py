"""The target of a link, given in the same way to every component."""

from django.db.models import Model
from django.shortcuts import resolve_url
from django.utils.functional import Promise

ADDRESS = ("/", "#", "?", "http://", "https://", "mailto:")


def address(to: str | Promise | Model) -> str:
    """Return the URL of a route name or of an object with ``get_absolute_url``; a URL stays as is.

    An empty text stays empty. Raises NoReverseMatch for a route that does not exist.
    """
    if isinstance(to, Model):
        return resolve_url(to)
    text = str(to)
    return text if not text or text.startswith(ADDRESS) else resolve_url(text)
