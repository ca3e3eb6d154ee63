"""Passkeys, in a browser with an authenticator made of software, under the real content policy."""

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.factories.accounts import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def key(page):
    """A device that has a key and asks for a finger, which is always the right one."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@pytest.fixture
def refused(page):
    """What the content security policy refused, and what went wrong in a script."""
    faults = []

    def hear(line):
        if "Content Security Policy" in line.text:
            faults.append(line.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: faults.append(str(error)))
    return faults


def sign_in_with_password(page, person):
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(person.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Inloggen", exact=True).click()


def add_key(page, *, alone: bool):
    page.goto("/account/passkeys/nieuw/")
    page.get_by_label("Naam van deze sleutel").fill("mijn laptop")
    if alone:
        page.get_by_label("Inloggen met alleen deze sleutel").check()
    page.get_by_role("button", name="Voeg de sleutel toe").click()
    expect(page.get_by_role("heading", name="Uw herstelcodes")).to_be_visible()


def sign_out(page):
    page.goto("/uitloggen/")
    page.get_by_role("main").get_by_role("button").click()


def test_a_passkey_replaces_password_and_code(page, key, refused):
    teacher = PersonFactory(teacher=True)
    sign_in_with_password(page, teacher)
    add_key(page, alone=True)
    sign_out(page)

    page.goto("/inloggen/?next=/account/")
    page.get_by_role("button", name="Log in met een passkey").click()

    expect(page.get_by_role("heading", name="Mijn account")).to_be_visible()
    assert Authenticator.objects.get(user=teacher, type="webauthn").wrap().name == "mijn laptop"
    assert refused == []


def test_a_passkey_is_a_second_step_after_the_password(page, key, refused):
    teacher = PersonFactory(teacher=True)
    sign_in_with_password(page, teacher)
    add_key(page, alone=False)
    sign_out(page)

    sign_in_with_password(page, teacher)
    page.get_by_role("button", name="Gebruik uw passkey").click()
    page.wait_for_url("**/mijn/")

    assert refused == []


def test_without_a_passkey_the_page_says_that_it_did_not_work(page, key):
    page.goto("/inloggen/")
    words = page.get_by_text("Dat lukte niet.")
    expect(words).to_be_hidden()

    page.get_by_role("button", name="Log in met een passkey").click()

    expect(words).to_be_visible()


def test_without_scripts_no_passkey_is_offered(browser, live_server):
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{live_server.url}/inloggen/")

    expect(page.get_by_role("button", name="Log in met een passkey")).to_be_hidden()
    context.close()
