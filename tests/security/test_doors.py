"""Who may see which address, one's own or another's: for every page in the URL table.

A page is somebody's own if the portal leads them to it. Anybody else who requests its address gets
a 404. A new page that nobody is led to fails here until it is linked or listed below.
"""

from collections import defaultdict
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import Client

from .conftest import STRANGER, Tour
from .hostile import attacks, filled
from .tour import SENT_TO, STAYS_SIGNED_IN, Visit, all_routes, get, route_of
from .traces import never_to_be_left

pytestmark = pytest.mark.django_db
FOUND, NO_SUCH_PAGE = {200, 301, 302, SENT_TO}, 404
SERVER_ERROR = 500
SCRIPT = b"<script>alert(1)"
LEADS_OUT = {"uitloggen/"}
MACHINES = ("api", ".well-known/")  # no page leads there (tests/config/api)

# These only show public data, or an empty form.
PUBLIC = {
    "afnemer/lijst.csv",
    "aanbod/<int:pk>/",
    "aanmelden/beginnen/",  # a button of an open page; who is registered gets a 403
    "controleren/<str:code>/",
    "mijn/plan/aanbod/<int:pk>/",
    "register/<str:number>/",
    "register/<str:number>/op-een-dag/",
}

# Administrators are led here to act on these people, who are themselves refused with an explanation
# (tests/accounts/test_colleagues.py).
ON_ONESELF = {
    (who, route)
    for who in ("hr", "aanbieder", "aanbieder2", "another board", "another provider")
    for route in (
        "collegas/<int:pk>/tweede-stap-wissen/",
        "collegas/rollen/<int:pk>/beeindigen/",
    )
}

_APPLYING = "by mail, with a secret (tests/cpd/views/test_applying.py)"
_SUSPENDED = "while a provider is suspended (tests/cpd/views/test_suspending.py)"
_FILE = "after a file was looked at (tests/cpd/views/test_importing.py)"
_ATTENDED = "with somebody on the list (tests/cpd/views/test_sessions.py)"
_TOLD = "with something that an officer told (tests/schools/test_views_readings.py)"
_BUNDLE = "after asking for more than 250 letters (tests/schools/test_bundles.py)"
_CASES = "in another step of a procedure (tests/register/views/test_case_pages.py)"
_REFUSED = "after a refusal (tests/register/views/test_case_pages.py)"
_CHECKED = "after a list was handed in (tests/register/views/test_checks.py)"
_SHIELDED = "when a shield was confirmed (tests/accounts/test_shields.py)"
_RECOVERY = "after confirming oneself (tests/accounts/test_second_factor.py)"
_ONCE_MORE = "before what matters (tests/accounts/test_step_up.py)"
_TALK = (
    "by mail, with a secret (tests/register/views/test_pages.py, tests/journeys/test_own_file.py)"
)

# No page of the demo leads here. Who can come here, and where that is tested:
BY_ANOTHER_WAY = {
    "uitloggen/": "the walk stays signed in",
    "favicon.ico": "asked for by programs; open",
    "healthz": "asked for by load balancers; open (tests/config/test_health.py)",
    "readyz": "asked for by load balancers; open (tests/config/test_health.py)",
    "stijl/": "for who makes pages; open (tests/config/test_pages.py)",
    "inloggen/code/": "between two steps of signing in (tests/accounts/test_second_factor.py)",
    "inloggen/gesloten/": "only for an account that was closed",
    "mijn/gegevens/adres/verwijderen/": "with an address (tests/accounts/test_postal.py)",
    "activeren/account/": "after a claim code (tests/accounts/test_claims.py)",
    "account/verder/": "after being signed out in between (tests/accounts/test_unsent.py)",
    "account/bevestigen/": _ONCE_MORE,
    "account/bevestigen/code/": _ONCE_MORE,
    "account/bevestigen/passkey/": "only with a passkey (tests/accounts/test_passkeys.py)",
    "account/passkeys/<int:pk>/": "only with a passkey (tests/accounts/test_passkeys.py)",
    "account/passkeys/<int:pk>/verwijderen/": "only with a passkey (same)",
    "e-mailadres-bevestigen/": "after asking for another address (same)",
    "e-mailadres-bevestigen/<str:key>/": "by mail, with a secret (same)",
    "uitnodiging/": "by mail, with a secret (tests/accounts/test_invitations.py)",
    "uitnodiging/<str:token>/": "by mail, with a secret (same)",
    "uitnodiging/aannemen/": "by mail, with a secret (same)",
    "account/wachtwoord/geen/": "for who has no password, which nobody of the walk is",
    r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "by mail, with a secret (same)",
    "wachtwoord-vergeten/klaar/": "after a new password; open",
    "wachtwoord-vergeten/verstuurd/": "after asking for a new password; open",
    "mijn/gegevens/bevestigen/": "before one is registered (tests/register/views)",
    "mijn/herregistratie/steekproef/": "after a request (tests/register/views/test_samples.py)",
    "mijn/herregistratie/aanvragen/": "in the last months of a cycle (tests/register/views)",
    "mijn/plan/<int:pk>/terugzetten/": "after taking an item off (tests/cpd/views)",
    "mijn/activiteiten/<int:pk>/terugzetten/": "after removing an activity (tests/cpd/views)",
    "aanbieder-worden/aanvraag/": _APPLYING,
    "aanbieder-worden/aanvraag/bestanden/<int:pk>/": _APPLYING,
    "aanbieder-worden/aanvraag/bestanden/<int:pk>/verwijderen/": _APPLYING,
    "aanbieder-worden/aanvraag/contact/": _APPLYING,
    "aanbieder-worden/aanvraag/controleren/": _APPLYING,
    "aanbieder-worden/aanvraag/eisen/<str:code>/": _APPLYING,
    "aanbieder-worden/aanvraag/opnieuw/": _APPLYING,
    "aanbieder-worden/aanvraag/organisatie/": _APPLYING,
    "aanbieder-worden/link/<str:token>/": _APPLYING,
    "aanbieder-worden/bezwaar/": _REFUSED,
    "aanbieder-worden/bezwaar/brieven/<int:pk>.pdf": _REFUSED,
    "aanmelden/bezwaar/": _REFUSED,
    "aanmelden/bezwaar/brieven/<int:pk>.pdf": _REFUSED,
    "aanbieder/bijeenkomsten/<int:pk>/bevestigd/": _ATTENDED,
    "aanbieder/bijeenkomsten/<int:pk>/lijst/": _ATTENDED,
    "aanbieder/bijeenkomsten/<int:pk>/lijst/intrekken/": _ATTENDED,
    "aanbieder/bijeenkomsten/<int:pk>/lijst/uren/": _ATTENDED,
    "aanbieder/deelname/<int:pk>/intrekken/": _ATTENDED,
    "aanbieder/deelname/<int:pk>/uren/": _ATTENDED,
    "aanbod/aanbieder/<int:pk>/agenda.ics": "for calendars (tests/cpd/views/test_presence.py)",
    "aanbod/agenda/<int:pk>/<str:secret>.ics": "with a secret (same)",
    "mijn/bijeenkomsten/<int:pk>/aanwezig/": "after the code on a screen (same)",
    "aanbod/criteria/": "from a course that was judged twice; public",
    "activeren/dat-was-ik-niet/<str:token>/": "by mail (tests/accounts/test_alarms.py)",
    "afnemer/<int:pk>/": _CHECKED,
    "afnemer/<int:pk>/<str:kind>/": _CHECKED,
    "bestuur/controles/<int:pk>/": _CHECKED,
    "bestuur/controles/<int:pk>/<str:kind>/": _CHECKED,
    "beheer/afschermingen/<int:pk>/opheffen/": _SHIELDED,
    "aanbieder/schorsing/<int:pk>/bezwaar/": _SUSPENDED,
    "beheer/aanbieders/schorsing/<int:pk>/opheffen/": _SUSPENDED,
    "aanbieder/aanbod/inlezen/maken/": _FILE,
    "beheer/aanbod/toewijzen/": "a second button of the queue (tests/cpd/views/test_queue.py)",
    "beheer/certificaten/<str:code>/": "from a file (tests/register/test_withdrawal.py)",
    "beheer/certificaten/<str:code>/opnieuw/": "from a file (tests/register/test_reissue.py)",
    "beheer/oordeel/<int:pk>/": "with a review on its way (tests/cpd/views/test_reviews.py)",
    "beheer/uitgaand/<str:kind>/opnieuw/": "with work given up (tests/register/test_outgoing.py)",
    "beheer/samenvoegingen/<int:pk>/terug/": "after a merge (tests/register/test_doubles.py)",
    "bestuur/leveringen/<int:pk>/kolommen/": "with a file of other columns (tests/schools)",
    "bestuur/leveringen/onthouden/kolom/<int:pk>/": _TOLD,
    "bestuur/leveringen/onthouden/waarde/<int:pk>/": _TOLD,
    "bestuur/uitnodigen/brieven/<int:pk>/": _BUNDLE,
    "bestuur/uitnodigen/brieven/<int:pk>.pdf": _BUNDLE,
    "bezwaar/<int:pk>/": _CASES,
    "mijn/procedures/brieven/<int:pk>.pdf": _CASES,
    "mijn/procedures/brieven/<int:pk>/bezwaar/": _CASES,
    "certificaten/ingetrokken/<int:number>": "asked for by programs; open",
    "gesprek/": _TALK,
    "gesprek/<str:token>/": _TALK,
    "gesprek/afspraken/<int:pk>/": _TALK,
    "koppelingen/<int:pk>/overnemen/": "when who answered left (tests/accounts/test_clients.py)",
    "mijn/activiteiten/concept/": "sent while typing (tests/cpd/views/test_drafts.py)",
    "mijn/activiteiten/voorstellen/": "sent while typing (tests/cpd/views/test_drafts.py)",
    "robots.txt": "asked for by programs; open",
    "account/herstelcodes/bestand/": _RECOVERY,
    "account/herstelcodes/nieuw/": _RECOVERY,
}


def test_nobody_is_led_to_a_page_that_fails(tour: Tour):
    wrong = {
        (who, visit.address): visit.status
        for who, reached in tour.reached.items()
        for visit in reached.values()
        if visit.status not in FOUND
    }

    assert wrong == {}


def test_every_page_has_an_answer(tour: Tour):
    reached = {route_of(path) for paths in tour.reached.values() for path in paths}

    pages = {route for route in all_routes() if not route.startswith(MACHINES)}
    assert pages - reached - BY_ANOTHER_WAY.keys() == set()


@pytest.fixture
def refused_in_a_word(monkeypatch):
    """Render no 404 page: that would happen thousands of times, and only the status matters.

    The page itself is tested in tests/config/test_pages.py.
    """

    def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponseNotFound()

    monkeypatch.setattr("config.urls.handler404", refuse, raising=False)


@pytest.mark.usefixtures("refused_in_a_word")
def test_what_is_somebody_elses_cannot_be_found(tour: Tour):
    let_in = {
        (who, path)
        for who, client in tour.clients.items()
        for path in some_of_each(tour) - tour.reached[who].keys()
        if is_closed_to(who, path, tour)
        and not is_refused(client, path, tour)
        and (who, route_of(path)) not in ON_ONESELF
    }

    assert let_in == set()


@pytest.mark.parametrize("kind", ["citizen service number", "date of birth", "claim code"])
def test_the_walk_leaves_nothing_that_nobody_may_find_back(tour: Tour, kind: str):
    """In addresses, log lines, HTML comments, headers, error pages and mail."""
    secret = never_to_be_left()[kind]

    assert secret
    assert tour.traces.found(secret) == {}


def test_the_walk_was_listened_to(tour: Tour):
    places = {place for place, texts in tour.traces.left.items() if texts}

    assert {"address", "error page", "header", "log", "mail"} <= places


def test_whatever_is_sent_to_any_page_is_no_fault_of_ours(tour: Tour, settings):
    settings.MEDIA_ROOT = tour.media
    faults = defaultdict(set)
    ways = led_to(tour)
    for turn, route in enumerate(sorted(all_routes() - LEADS_OUT)):
        who, visit = ways.get(route, ("beheer", Visit(filled(route, "1"), NO_SUCH_PAGE)))
        for attack in attacks(route, visit.address, names=sorted(visit.fields), turn=turn):
            answer = attack.by(tour.clients[who])
            if answer.status_code >= SERVER_ERROR or is_obeyed(answer):
                faults[route, who].add(attack.how)

    assert faults == {}


def led_to(tour: Tour) -> dict[str, tuple[str, Visit]]:
    """Return for each route a visitor who was led there, preferably one who saw the page."""
    ways = [(who, visit) for who, reached in tour.reached.items() for visit in reached.values()]
    seen_last = sorted(ways, key=lambda way: way[1].status == HTTPStatus.OK)
    return {route_of(urlsplit(visit.address).path): (who, visit) for who, visit in seen_last}


def is_obeyed(answer: HttpResponse) -> bool:
    """Tell whether the input ended up as markup or as a header."""
    return "x" in answer.cookies or (not answer.streaming and SCRIPT in answer.content)


def is_closed_to(who: str, path: str, tour: Tour) -> bool:
    """Tell whether a page to which this visitor was not led is one that they must not see.

    In an area to which the visitor was led, pages without a key are the visitor's own as well.
    """
    if path in tour.reached[STRANGER] or route_of(path) in PUBLIC or path in STAYS_SIGNED_IN:
        return False
    area = f"/{path.split('/')[1]}/"
    return "<" in route_of(path) or area not in tour.reached[who]


def some_of_each(tour: Tour) -> set[str]:
    """Return the first address of each route that each visitor was led to."""
    some = set()
    for reached in tour.reached.values():
        first_of_page: dict[str, str] = {}
        for path in reached:
            first_of_page.setdefault(route_of(path), path)
        some |= set(first_of_page.values())
    return some


def is_refused(client: Client, path: str, tour: Tour) -> bool:
    """Request a page as its owner was led to it; post an empty form where only forms are sent."""
    visits = [reached[path] for reached in tour.reached.values() if path in reached]
    seen = next((visit for visit in visits if visit.status != SENT_TO), None)
    answer = get(client, seen.address) if seen else client.post(path)
    sent_to_sign_in = answer.get("Location", "").startswith("/inloggen/")
    return answer.status_code == NO_SUCH_PAGE or sent_to_sign_in
