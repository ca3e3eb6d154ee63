import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import caches

from cpd.models import Activity, Offer
from cpd.selectors.catalogue import draw_index
from cpd.services.offers import withdraw_offer
from cpd.services.reopening import reopen_offer
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    JudgementFactory,
    OfferFactory,
    ProviderFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db

TITLE = re.compile(r'<h3><a class="utrecht-link" href="/aanbod/\d+/">(.+?)</a></h3>')


def page(response):
    return response.content.decode()


def titles(response):
    return TITLE.findall(page(response))


def numbers(response):
    """Return the choices of the filters that give something, by name and value."""
    return {
        (facet.name, choice.value): choice.count
        for facet in response.context["facets"]
        for choice in facet.choices
        if choice.count
    }


@pytest.fixture
def offers():
    waag = ProviderFactory(name="Hogeschool De Waag")
    return [
        OfferFactory(validated=True, provider=waag, title="Grammatica opnieuw bekeken"),
        OfferFactory(
            validated=True,
            provider=ProviderFactory(name="Museum Pakhuis"),
            title="Bronnen lezen",
            kind="study_day",
            sectors=["po", "mbo"],
            price=0,
            categories=["pedagogy", "subject_content"],
            hours={"pedagogy": 8, "subject_content": 8},
        ),
        OfferFactory(
            validated=True,
            provider=waag,
            title="Café Wiskunde",
            price=Decimal(32),
            categories=["pedagogy"],
            hours={"pedagogy": 16},
        ),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "", ["Bronnen lezen", "Café Wiskunde", "Grammatica opnieuw bekeken"], id="all"
        ),
        pytest.param("q=cafe", ["Café Wiskunde"], id="without accents"),
        pytest.param("q=gramatica", ["Grammatica opnieuw bekeken"], id="a typing error"),
        pytest.param("q=pakhuis", ["Bronnen lezen"], id="the provider"),
        pytest.param("q=ridderverhalen+bronnen", ["Bronnen lezen"], id="each of the words"),
        pytest.param("q=zwemmen", [], id="nothing"),
        pytest.param(
            "q=%25+%5C%27",
            ["Bronnen lezen", "Café Wiskunde", "Grammatica opnieuw bekeken"],
            id="signs alone ask nothing",
        ),
        pytest.param("kind=study_day", ["Bronnen lezen"], id="kind"),
        pytest.param("category=pedagogy", ["Bronnen lezen", "Café Wiskunde"], id="category"),
        pytest.param("sector=mbo", ["Bronnen lezen"], id="sector"),
        pytest.param(
            "sector=mbo&sector=vo",
            ["Bronnen lezen", "Café Wiskunde", "Grammatica opnieuw bekeken"],
            id="two of one filter widen",
        ),
        pytest.param("category=pedagogy&kind=course", ["Café Wiskunde"], id="two filters narrow"),
        pytest.param("price=free", ["Bronnen lezen"], id="free"),
        pytest.param("price=100&price=free", ["Bronnen lezen", "Café Wiskunde"], id="prices"),
        pytest.param(
            "sort=cheapest",
            ["Bronnen lezen", "Café Wiskunde", "Grammatica opnieuw bekeken"],
            id="cheapest",
        ),
        pytest.param(
            "sector=nonsense",
            ["Bronnen lezen", "Café Wiskunde", "Grammatica opnieuw bekeken"],
            id="an unknown filter is none",
        ),
    ],
)
def test_offers_are_found(client, offers, query, expected):
    response = client.get(f"/aanbod/?{query}")

    assert titles(response) == expected
    assert response.context["total"] == len(expected)


def test_a_filter_shows_what_a_second_choice_would_add(client, offers):
    counted = numbers(client.get("/aanbod/?category=subject_content"))

    assert counted == {
        ("category", "subject_content"): 2,
        ("category", "pedagogy"): 2,
        ("kind", "course"): 1,
        ("kind", "study_day"): 1,
        ("sector", "po"): 1,
        ("sector", "vo"): 1,
        ("sector", "mbo"): 1,
        ("language", "nl"): 2,
        ("price", "free"): 1,
        ("price", "250"): 1,
    }


def test_only_what_is_valid_today_stands_in_the_catalogue(client):
    for trait in ["draft", "submitted", "changes_asked", "refused", "expired", "withdrawn"]:
        OfferFactory() if trait == "draft" else OfferFactory(**{trait: True})
    OfferFactory(validated=True, valid_until=TODAY)
    OfferFactory(validated=True, title="Geldig", valid_until=date(2026, 11, 22))

    assert titles(client.get("/aanbod/")) == ["Geldig"]


def test_what_ended_since_the_catalogue_was_drawn_is_not_shown(client):
    OfferFactory(validated=True, title="Gebleven")
    ended = OfferFactory(validated=True, title="Ingetrokken")
    draw_index(on=TODAY)
    Offer.objects.filter(pk=ended.pk).update(status="withdrawn")

    assert titles(client.get("/aanbod/")) == ["Gebleven"]


def test_the_catalogue_is_drawn_again_when_something_in_it_changes(
    client, django_capture_on_commit_callbacks
):
    provider = ProviderFactory()
    editor = PersonFactory(provider=True, role__organisation=provider)
    offer = OfferFactory(validated=True, provider=provider, title="Ingetrokken")
    OfferFactory(validated=True, title="Gebleven")
    assert titles(client.get("/aanbod/")) == ["Gebleven", "Ingetrokken"]

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_offer(offer, actor=editor, on=TODAY)
    caches["near"].clear()  # as it does after a second

    response = client.get("/aanbod/")
    assert titles(response) == ["Gebleven"]
    assert response.context["total"] == 1


def test_pages_stand_as_long_as_the_clock_finds_nothing_new():
    offer = OfferFactory(validated=True, title="Eerst")
    first = draw_index(on=TODAY)
    same = draw_index(on=TODAY)
    Offer.objects.filter(pk=offer.pk).update(language="en")
    found = draw_index(on=TODAY)

    assert first.stamp == same.stamp != found.stamp


def test_what_a_card_says_is_drawn_anew_when_it_changed(client):
    offer = OfferFactory(validated=True, summary="Eerst.")
    draw_index(on=TODAY)
    assert "Eerst." in page(client.get("/aanbod/"))

    Offer.objects.filter(pk=offer.pk).update(summary="Later.")
    draw_index(on=TODAY, changed=True)
    caches["near"].clear()  # as it does after a second

    assert "Later." in page(client.get("/aanbod/"))


def test_pages_follow_each_other(client):
    for n in range(25):
        OfferFactory(validated=True, title=f"Cursus {n:02}")

    assert titles(client.get("/aanbod/?page=2")) == [f"Cursus {n:02}" for n in range(20, 25)]
    assert titles(client.get("/aanbod/?page=99")) == [f"Cursus {n:02}" for n in range(20, 25)]


def test_the_very_words_come_before_what_resembles_them(client):
    OfferFactory(validated=True, title="Algemene rekenem")
    OfferFactory(validated=True, title="Rekenen")

    assert titles(client.get("/aanbod/?q=rekenen")) == ["Rekenen", "Algemene rekenem"]
    assert titles(client.get("/aanbod/?q=rekenen&sort=cheapest")) == ["Algemene rekenem", "Rekenen"]


def test_the_catalogue_takes_as_many_queries_for_one_as_for_three(
    client, django_assert_num_queries
):
    OfferFactory(validated=True)
    draw_index(on=TODAY)
    with django_assert_num_queries(2):
        client.get("/aanbod/")
    OfferFactory(validated=True)
    OfferFactory(validated=True)
    with django_assert_num_queries(3):
        client.get("/aanbod/?q=letterkunde&category=subject_content&sort=cheapest")


def test_the_public_reads_what_was_decided_and_why_but_no_names(client):
    offer = OfferFactory(refused=True)
    asked, refused = SubmissionFactory(offer=offer), SubmissionFactory(offer=offer)
    JudgementFactory(submission=asked, outcome="ask", reasons="Alleen voor de aanbieder.")
    judgement = JudgementFactory(submission=refused, reasons="De inhoud is niet onderbouwd.")

    text = page(client.get(f"/aanbod/{offer.pk}/"))

    assert "De inhoud is niet onderbouwd." in text
    assert "Alleen voor de aanbieder." not in text
    assert judgement.judged_by.family_name not in text
    assert "binnen zes weken" in text


@pytest.mark.parametrize(
    ("trait", "words"),
    [
        pytest.param("expired", "Deze validering is verlopen.", id="expired"),
        pytest.param("withdrawn", "De aanbieder heeft dit aanbod ingetrokken.", id="withdrawn"),
        pytest.param("refused", "Dit aanbod is niet gevalideerd.", id="refused"),
    ],
)
def test_the_page_of_what_is_over_stays_and_says_so(client, trait, words):
    offer = OfferFactory(**{trait: True})

    assert words in page(client.get(f"/aanbod/{offer.pk}/"))


def test_a_course_that_is_judged_anew_says_so_and_its_refusal_stands_no_more(client):
    offer = OfferFactory(refused=True)
    refused = JudgementFactory(submission__offer=offer, reasons="De inhoud is niet onderbouwd.")
    reopen_offer(refused.pk, actor=None, on=TODAY)

    text = page(client.get(f"/aanbod/{offer.pk}/"))

    assert "Dit aanbod wordt opnieuw beoordeeld." in text
    assert offer.learns in text
    assert "De inhoud is niet onderbouwd." not in text


def test_what_is_changed_before_it_is_judged_anew_is_not_public_yet(client):
    offer = OfferFactory(changes_asked=True, summary="Nog niet af.")
    JudgementFactory(submission__offer=offer)

    text = page(client.get(f"/aanbod/{offer.pk}/"))

    assert "Dit aanbod wordt opnieuw beoordeeld." in text
    assert "Nog niet af." not in text
    assert offer.learns not in text


@pytest.mark.parametrize("trait", ["draft", "submitted", "changes_asked", "never valid"])
def test_what_was_not_decided_is_not_public(client, trait):
    statuses = {"draft": {}, "never valid": {"status": "withdrawn"}}
    offer = OfferFactory(**statuses.get(trait, {trait: True}))

    assert client.get(f"/aanbod/{offer.pk}/").status_code == 404


def test_a_teacher_follows_an_offer_with_one_press(client):
    offer, teacher = OfferFactory(validated=True), PersonFactory(teacher=True)
    client.force_login(teacher)

    response = client.post(f"/aanbod/{offer.pk}/", {"when": "today"})

    activity = Activity.objects.get()
    assert (activity.person, activity.offer, activity.done_on) == (teacher, offer, TODAY)
    assert response["Location"] == "/mijn/"


def test_a_day_on_which_it_was_not_valid_is_explained(client):
    offer = OfferFactory(validated=True)
    client.force_login(PersonFactory(teacher=True))

    response = client.post(f"/aanbod/{offer.pk}/", {"when": "other", "day": "1-2-2026"})

    assert response.context["form"].non_field_errors() == [
        "Op die dag was dit aanbod niet gevalideerd. U kunt de activiteit zelf toevoegen, dan telt"
        " ze ook mee."
    ]


def test_of_what_is_no_longer_valid_the_day_is_asked(client):
    offer = OfferFactory(expired=True, valid_until=date(2026, 11, 1))
    client.force_login(PersonFactory(teacher=True))

    form = client.get(f"/aanbod/{offer.pk}/").context["form"]

    assert form["when"].value() == "other"


@pytest.mark.parametrize("who", ["nobody", "provider", "administrator"])
def test_who_has_no_file_cannot_follow(client, who):
    offer = OfferFactory(validated=True)
    if who != "nobody":
        client.force_login(PersonFactory(**{who: True}))

    response = client.post(f"/aanbod/{offer.pk}/", {"when": "today"})

    assert response.context["form"] is None
    assert Activity.objects.count() == 0


def test_a_refused_offer_cannot_be_followed(client):
    offer = OfferFactory(refused=True)
    client.force_login(PersonFactory(teacher=True))

    assert client.get(f"/aanbod/{offer.pk}/").context["form"] is None


def test_offers_are_found_by_where_and_when_and_in_which_language(client):
    OfferFactory(validated=True, title="Utrecht", places=["utrecht"], months=["2026-12"])
    OfferFactory(validated=True, title="Online", places=["online", "utrecht"], language="en")
    OfferFactory(validated=True, title="Elders")

    def found(query):
        response = client.get(f"/aanbod/?{query}")
        return titles(response)

    assert found("place=utrecht") == ["Online", "Utrecht"]
    assert found("place=online") == ["Online"]
    assert found("month=2026-12") == ["Utrecht"]
    assert found("language=en") == ["Online"]
    assert found("place=utrecht&language=nl") == ["Utrecht"]


def test_where_and_when_show_how_many_each_gives(client):
    OfferFactory(validated=True, places=["utrecht"], months=["2026-12"])
    OfferFactory(validated=True, places=["online", "utrecht"], language="en")

    facets = {facet.name: facet for facet in client.get("/aanbod/?language=en").context["facets"]}

    counts = {name: [(c.value, c.count) for c in facets[name].choices] for name in facets}
    assert counts["place"] == [("online", 1), ("utrecht", 1)]
    assert counts["language"] == [("nl", 1), ("en", 1)]
    assert counts["month"] == []


@pytest.mark.parametrize(
    ("who", "address"),
    [
        pytest.param(None, "/mijn/ik-zoek/", id="a visitor"),
        pytest.param({"teacher": True}, "/mijn/ik-zoek/", id="a teacher"),
        pytest.param({"hr_officer": True}, "/bestuur/ik-zoek/", id="a board"),
    ],
)
def test_nothing_found_leads_to_saying_what_one_looks_for(client, who, address):
    if who:
        client.force_login(PersonFactory(**who))

    html = page(client.get("/aanbod/", {"q": "xyzzyx"}))

    assert re.findall(r'href="(/\w+/ik-zoek/)"', html.partition("Niets gevonden")[2]) == [address]
