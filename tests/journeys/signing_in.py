"""A story that begins with people who have signed in."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from accounts.models import Person


def enter(page: Page, person: Person, url: str) -> None:
    """Let somebody be signed in in a window."""
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}
    page.context.add_cookies([cookie])
