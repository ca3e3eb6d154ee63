"""The frame of every page, the pages that anybody may read, and those of a fault."""

import re
from datetime import date
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override
from django.views import defaults
from playwright.sync_api import expect

from accounts.doors import Area
from config.api.pages import sections
from config.context import navigation
from config.places import AREAS
from tests.english import MEANT_TO_BE
from tests.factories.accounts import PersonFactory
from tests.looks import faults, faults_at_each_width

PAGES = {
    "/": ("Staat deze leraar in het register?", "Is this teacher in the register?"),
    "/procedures/": ("Procedures en termijnen", "Procedures and terms"),
    "/privacy/": ("Privacy en uw gegevens", "Privacy and your data"),
    "/toegankelijkheid/": ("Toegankelijkheid", "Accessibility"),
    "/hulp/": ("Hulp en contact", "Help and contact"),
    "/ontwikkelaars/": ("Voor ontwikkelaars", "For developers"),
    "/ontwikkelaars/leveringen/": ("leveringen", "leveringen"),
    "/stijl/": ("Stijl", "Style"),
}
BOTH = [
    pytest.param(path, language, heading, id=f"{path} {language}")
    for path, headings in PAGES.items()
    for language, heading in zip(("nl", "en"), headings, strict=True)
]


@pytest.fixture
def request_in_area(rf):
    """A request for a path by a teacher who is also an HR officer."""

    def make(path, *, area):
        request = rf.get(path)
        request.user = PersonFactory.build(given_names="Noor", family_name="Bakker")
        request.areas = [
            Area("mijn", "Leraar", "", "/mijn/", area == "mijn"),
            Area(
                "bestuur", "Personeelszaken", "Stichting De Brug", "/wissel/1/", area == "bestuur"
            ),
        ]
        request.area = next((each for each in request.areas if each.current), None)
        return request

    return make


def headings(html):
    return [
        re.sub(r"<[^>]+>", "", text) for text in re.findall(r"<h1[^>]*>(.+?)</h1>", html, re.DOTALL)
    ]


@pytest.mark.parametrize(("path", "language", "heading"), BOTH)
def test_a_page_answers_in_both_languages(client, path, language, heading):
    client.cookies["language"] = language

    html = client.get(path).content.decode()

    assert (headings(html), re.findall(r'<html lang="(\w+)">', html)) == ([heading], [language])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_needs_no_inline_style_or_script(client, path):
    html = client.get(path).content.decode()

    assert re.findall(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)", html) == []


def test_english_headings_among_dutch_explanation_are_read_as_english(client):
    client.cookies["language"] = "en"

    html = client.get("/ontwikkelaars/").text

    headings = re.findall(r"<h2[^>]*>(.+?)</h2>", MEANT_TO_BE.sub("", html))
    assert headings[:3] == ["What you can ask", "How to begin", "Once is once"]
    assert len(headings) == html.count("<h2")


def test_every_resource_is_explained_on_a_page_that_the_first_leads_to(client):
    html = client.get("/ontwikkelaars/").text
    pages = [f"/ontwikkelaars/{section.name}/" for section in sections()]

    assert [page for page in pages if f'href="{page}"' not in html] == []
    assert [page for page in pages if client.get(page).status_code != HTTPStatus.OK] == []
    assert client.get("/ontwikkelaars/geen/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_accessible_and_never_wider_than_their_window(page, language):
    page.context.set_extra_http_headers({"Accept-Language": language})
    found = {}

    for path in PAGES:
        page.goto(path)
        found[path] = faults_at_each_width(page)

    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("width", [320, 1280])
def test_the_menus_of_somebody_who_signed_in_are_accessible(page, live_server, client, width):
    client.force_login(PersonFactory(teacher=True))
    session = {"name": "session", "value": client.cookies["session"].value}
    page.context.add_cookies([{**session, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/hulp/")
    page.locator("details.drop-menu > summary:visible").click()

    assert faults(page) == []

    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0


def test_a_button_that_is_pressed_twice_sends_its_form_once(page, live_server):
    page.goto("/controleren/")

    sent = page.get_by_role("button", name="Vergelijk het bestand").evaluate(
        """(button) => {
            const seen = [];
            addEventListener("submit", (event) => {
                seen.push(event.defaultPrevented);
                event.preventDefault();
            });
            button.click();
            button.click();
            return seen;
        }"""
    )

    assert sent == [False, True]


def test_the_home_page_of_somebody_who_signed_in_leads_to_their_work(request_in_area):
    request = request_in_area("/", area="")
    html = render_to_string("pages/home.html", {}, request)

    assert re.findall(r'<h3[^>]*><a[^>]* href="([^"]+)">([^<]+)</a>', html) == [
        ("/mijn/", "Leraar"),
        ("/wissel/1/", "Personeelszaken"),
    ]


# The frame


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/bestuur/", {"/bestuur/": "page"}),
        ("/bestuur/leveringen/", {"/bestuur/leveringen/": "page"}),
        ("/bestuur/leveringen/5/", {"/bestuur/leveringen/": "true"}),
        ("/bestuur/iets/", {}),
    ],
)
def test_the_navigation_is_that_of_the_area_and_says_where_one_is(request_in_area, path, current):
    side = navigation(request_in_area(path, area="bestuur")).side

    links = [link for group in side for link in group.links]
    assert [(group.label, [link.href for link in group.links]) for group in side] == [
        (group.label, [reverse(place.route) for place in group.places])
        for group in AREAS["bestuur"]
    ]
    assert {link.href: link.current for link in links if link.current} == current


def test_outside_an_area_there_is_no_side_navigation(request_in_area):
    assert navigation(request_in_area("/privacy/", area="")).side == []


def test_the_header_says_as_whom_one_works(request_in_area):
    html = render_to_string("404.html", {}, request_in_area("/bestuur/x/", area="bestuur"))
    summary = re.search(r"<summary>.*?<span>(.+?)</span></span>", html, re.DOTALL).group(1)

    assert re.sub(r"<[^>]+>", "|", summary) == "Noor Bakker||Personeelszaken, Stichting De Brug"


def test_a_visitor_chooses_a_language_and_comes_back(client):
    answer = client.post("/taal/", {"language": "en", "next": "/privacy/"})

    assert (answer.url, answer.cookies["language"].value) == ("/privacy/", "en")
    assert headings(client.get("/privacy/").content.decode()) == ["Privacy and your data"]


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example/"])
def test_the_language_switch_leads_nowhere_else(client, next_page):
    assert client.post("/taal/", {"language": "en", "next": next_page}).url == "/"


def test_who_finds_a_leak_reads_where_to_report_it(client, monkeypatch):
    monkeypatch.setattr("core.clock.today", lambda: date(2026, 11, 21))

    answer = client.get("/.well-known/security.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == (
        "Contact: http://testserver/hulp/#security\n"
        "Expires: 2027-05-20T00:00:00Z\n"
        "Preferred-Languages: nl, en\n"
        "Canonical: http://testserver/.well-known/security.txt\n"
    )


# Faults


def test_an_unknown_page_says_so_in_the_frame(client):
    answer = client.get("/bestaat-niet/")

    assert answer.status_code == 404
    assert headings(answer.content.decode()) == ["Deze pagina bestaat niet"]


def test_a_form_that_was_not_sent_from_here_is_refused_with_advice():
    answer = Client(enforce_csrf_checks=True).post("/taal/", {"language": "en"})

    assert answer.status_code == 403
    assert headings(answer.content.decode()) == ["Verstuur het nog een keer"]


@pytest.mark.parametrize(
    ("handler", "status", "heading"),
    [
        (
            lambda request: defaults.bad_request(request, None),
            400,
            "We kunnen deze aanvraag niet lezen",
        ),
        (
            lambda request: defaults.permission_denied(request, PermissionDenied()),
            403,
            "Dit mag u niet doen",
        ),
        (defaults.server_error, 500, "Er ging bij ons iets mis"),
    ],
)
def test_a_fault_before_anything_is_known_still_has_a_page(handler, status, heading):
    with override("nl"):
        answer = handler(RequestFactory().get("/"))

    assert (answer.status_code, headings(answer.content.decode())) == (status, [heading])


def test_a_refusal_gives_its_reason():
    with override("nl"):
        answer = defaults.permission_denied(
            RequestFactory().get("/"), PermissionDenied("Alleen de beoordelaar mag dit.")
        )

    assert "Alleen de beoordelaar mag dit." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_table_is_a_stop_of_the_tab_key_only_while_it_scrolls(page):
    page.goto("/stijl/")
    stops = page.locator(".scroll[tabindex]")
    expect(stops).to_have_count(0)

    page.locator(".scroll > table").first.evaluate("table => { table.style.inlineSize = '99rem' }")

    expect(stops).to_have_count(1)


@pytest.mark.django_db(transaction=True)
def test_a_long_word_in_a_summary_stays_within_a_narrow_screen(page):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/hulp/")

    page.evaluate(
        """() => {
            const word = "https://school.example/" + "a".repeat(80);
            const row = `<div><dt>Uw bericht</dt><dd>${word}</dd></div>`;
            const list = `<dl class="summary">${row}</dl>`;
            document.querySelector("main").insertAdjacentHTML("beforeend", list);
        }"""
    )

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.django_db
@pytest.mark.parametrize(("claimed", "shown"), [(False, True), (True, False)])
def test_who_has_a_file_is_not_asked_to_activate_it(client, claimed, shown):
    client.force_login(PersonFactory(teacher=claimed, signs_in=True))

    assert (reverse("accounts:claim") in client.get("/").text) == shown
