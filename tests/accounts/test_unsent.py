"""Who was signed out while filling in a form does not lose what they wrote."""

import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.sessions import SEEN
from accounts.unsent import MOST, UNSENT
from cpd.models import Activity
from tests.accounts.signing_in import sign_in
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
NEW, ON = "/mijn/activiteiten/nieuw/", "/account/verder/"
WRITTEN = {
    "kind": "intervision",
    "when": "today",
    "amount": "2",
    "title": "Met de sectie over <lastige> gesprekken met ouders",
}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def away(client, teacher, settings):
    """A teacher who left the page open for too long."""
    sign_in(client, teacher)
    client.get("/mijn/")
    stay_away(client, settings)
    return client


def stay_away(client, settings):
    session = client.session
    session[SEEN] = time.time() - settings.SESSION_IDLE_SECONDS - 1
    session.save()


def test_what_was_sent_is_offered_once_more_and_then_saved(away, teacher):
    answer = away.post(NEW, WRITTEN)

    sign_in(away, teacher)
    page = away.get(ON).text
    assert not Activity.objects.exists()
    assert answer.url == f"/inloggen/?next={ON}"
    assert "over &lt;lastige&gt; gesprekken" in page
    form = page[page.index(f'action="{NEW}"') :]
    assert {name for name, _value in HIDDEN.findall(form[: form.index("</form>")])} == {
        *WRITTEN,
        "csrfmiddlewaretoken",
    }
    away.post(NEW, WRITTEN)
    assert Activity.objects.get().title == WRITTEN["title"]


def test_it_is_offered_once(away, teacher):
    away.post(NEW, WRITTEN)
    sign_in(away, teacher)
    away.get(ON)

    assert away.get(ON).url == reverse("accounts:start")


def test_somebody_else_does_not_see_it(away):
    away.post(NEW, WRITTEN)
    sign_in(away, PersonFactory(teacher=True))

    assert away.get(ON).url == reverse("accounts:start")
    assert UNSENT not in away.session


def test_the_session_does_not_show_what_it_is(away):
    away.post(NEW, WRITTEN)

    assert "gesprekken" not in str(dict(away.session))
    assert away.session.get_expiry_age() == 3600


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"bsn": "900000213"}, id="a citizen service number"),
        pytest.param({"password1": "geheim"}, id="a password"),
        pytest.param({"code": "123456"}, id="a code"),
        pytest.param({"words": "x" * MOST}, id="very much"),
    ],
)
def test_what_is_secret_or_very_long_is_not_kept(away, more):
    answer = away.post(NEW, {**WRITTEN, **more})

    assert answer.url == "/inloggen/?next="
    assert UNSENT not in away.session


def test_a_file_is_chosen_once_more(away, teacher):
    away.post(NEW, {**WRITTEN, "file": SimpleUploadedFile("a.pdf", b"%PDF-1.4")})
    sign_in(away, teacher)

    assert "u kiest het opnieuw" in away.get(ON).text


def test_each_value_goes_to_the_address_that_it_was_meant_for(away, teacher):
    away.post(f"{NEW}?van=plan", {"category": ["pedagogy", "other"], "title": "Kort"})
    sign_in(away, teacher)

    page = away.get(ON).text

    form = page[page.index(f'action="{NEW}?van=plan"') :]
    assert HIDDEN.findall(form[: form.index("</form>")])[1:] == [
        ("category", "pedagogy"),
        ("category", "other"),
        ("title", "Kort"),
    ]
    assert "Dit schreef u" not in page
    assert "u kiest het opnieuw" not in page


def test_what_another_site_had_the_browser_send_is_not_kept(teacher, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher)
    stay_away(client, settings)

    answer = client.post(NEW, WRITTEN)

    assert answer.url == "/inloggen/?next="
    assert UNSENT not in client.session


def test_what_was_sent_with_the_token_of_the_page_is_kept(teacher, settings):
    client = Client(enforce_csrf_checks=True)
    client.force_login(teacher)
    token = HIDDEN.search(client.get(NEW).text)[2]
    stay_away(client, settings)

    answer = client.post(NEW, {**WRITTEN, "csrfmiddlewaretoken": token})

    assert answer.url == f"/inloggen/?next={ON}"


def test_a_script_is_told_that_nothing_was_kept_and_what_follows_it_is(away, teacher):
    script = {"Sec-Fetch-Mode": "cors"}

    assert away.post("/mijn/activiteiten/concept/", WRITTEN, headers=script).status_code == 401
    assert away.post(NEW, WRITTEN).url == f"/inloggen/?next={ON}"


def test_an_address_that_takes_only_what_is_sent_leads_back(client, teacher):
    sign_in(client, teacher)

    answer = client.get("/mijn/activiteiten/1/verwijderen/", follow=True)

    assert answer.redirect_chain == [("/mijn/", 302)]
    assert "Druk hier nog een keer op de knop." in answer.text
