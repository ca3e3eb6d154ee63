"""Reading the answer to a request."""

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def words(response: HttpResponse) -> str:
    """Return the source of a page on one line, however its template breaks it."""
    return " ".join(response.content.decode().split())


def read(client: Client, route: str, *args: object) -> str:
    """Open a page and return its ``words``."""
    return words(client.get(reverse(route, args=args)))
