"""What every story needs: a clock, the mail, a second factor, a window for each person."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from tests.looks import faults

PERIOD = 30
PATIENCE = 30_000  # ms; CI has two cores for browser, server and database


class Clock:
    """The day that the whole portal believes it is; settings.CLOCK points at ``today``."""

    day = date(2026, 11, 21)


def today() -> date:
    return Clock.day


def code_of(secret: str, *, ahead: int = 0) -> str:
    """Return what an authenticator app shows; a code works once, so take the next one."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + ahead))


def link_in_mail(to: str, containing: str) -> str:
    """Return the link, without its host, in the last mail to an address."""
    for message in reversed(mail.outbox):
        if message.to == [to] and (found := re.search(rf"\S*({containing}\S*)", message.body)):
            return found[1]
    raise AssertionError(f"no mail to {to} with {containing}: {[m.to for m in mail.outbox]}")


@contextmanager
def window(browser: Browser, base_url: str) -> Iterator[Page]:
    """Open a browser window of one person, in Dutch, on a phone-sized screen."""
    context = browser.new_context(
        base_url=base_url, locale="nl-NL", viewport={"width": 360, "height": 800}
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def see(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, timeout=PATIENCE)


def is_accessible(page: Page) -> None:
    """Hold the page against axe and its window; every page of the story is."""
    assert faults(page) == []
