import pytest

from cpd.models import Offer
from cpd.selectors.offers import proposal_of
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import (
    JudgementFactory,
    OfferFactory,
    ProviderFactory,
    SessionFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
CHECKING = {"controleren": "1"}
FILLED = {
    "title": "Lezen en schrijven",
    "kind": "course",
    "summary": "Schrijf bij wat je leest.",
    "learns": "Een leesdossier maken.",
    "sectors": ["po", "vo"],
    "contact_hours": "7,5",
    "hours_subject_content": "5",
    "hours_pedagogy": "2.5",
    "target_group": "Starters",
    "language": "nl",
    "subjects": ["Engels"],
    "price": "1.250,50",
    "price_includes": "Lunch en een boek.",
    "setting": "both",
    "url": "voorbeeld.example/lezen",
}


@pytest.fixture
def provider(client):
    provider = ProviderFactory(name="Stichting Taalklas")
    client.force_login(PersonFactory(provider=True, role__organisation=provider))
    return provider


def page(response):
    return response.content.decode()


PAGES = {
    "wat": ["title", "kind", "summary"],
    "doelgroep": ["sectors", "target_group", "language"],
    "vakken": ["subjects"],
    "inhoud": ["learns", "design"],
    "uren": ["contact_hours", "hours_subject_content", "hours_pedagogy"],
    "praktisch": ["price", "price_includes", "setting", "accessibility", "url"],
}


def on_page(page, filled=FILLED):
    return {name: filled[name] for name in PAGES[page] if name in filled}


def test_a_provider_describes_checks_and_hands_in(client, provider):
    led_to = [client.post("/aanbieder/aanbod/nieuw/", on_page("wat"))["Location"]]
    for version, page in enumerate(list(PAGES)[1:], start=1):
        led_to.append(client.post(led_to[-1], {**on_page(page), "version": version})["Location"])
    offer = Offer.objects.get()
    handed_in = client.post(led_to[-1])

    offer.refresh_from_db()
    here = f"/aanbieder/aanbod/{offer.pk}/"
    assert led_to == [*(f"{here}wijzigen/{page}/" for page in list(PAGES)[1:]), f"{here}indienen/"]
    assert handed_in["Location"] == here
    assert (offer.provider, offer.status, offer.first_submitted_on) == (
        provider,
        "submitted",
        TODAY,
    )
    assert (offer.total, offer.price, offer.url) == (
        7.5,
        1250.5,
        "https://voorbeeld.example/lezen",
    )
    assert (offer.subjects, offer.setting, offer.price_includes) == (
        ["Engels"],
        "both",
        "Lunch en een boek.",
    )


def test_saving_for_later_keeps_the_draft(client, provider):
    response = client.post("/aanbieder/aanbod/nieuw/", {**on_page("wat"), "later": "1"})

    offer = Offer.objects.get()
    assert offer.status == "draft"
    assert response["Location"] == f"/aanbieder/aanbod/{offer.pk}/"


def test_a_second_press_without_a_script_makes_no_second_draft(client, provider):
    key = client.get("/aanbieder/aanbod/nieuw/").context["form"]["key"].value()
    pressed = [
        client.post("/aanbieder/aanbod/nieuw/", {**on_page("wat"), "title": title, "key": key})
        for title in ["Lezen", "Lezen", "Schrijven"]
    ]

    drafts = dict(Offer.objects.values_list("title", "pk"))
    assert [response["Location"].split("/")[3] for response in pressed] == [
        *[str(drafts["Lezen"])] * 2,
        str(drafts["Schrijven"]),
    ]


def test_what_is_missing_is_listed_before_handing_in(client, provider):
    client.post("/aanbieder/aanbod/nieuw/", {"title": "Lezen", "kind": "course"})
    where = f"/aanbieder/aanbod/{Offer.objects.get().pk}/indienen/"

    missing = [refusal.message for refusal in client.get(where).context["missing"]]
    refused = client.post(where).context["form"].non_field_errors()

    assert missing == refused
    assert missing == [
        "Schrijf in één of twee zinnen wat het is.",
        "Schrijf wat deelnemers leren.",
        "Kies voor welke sectoren het is.",
        "Vul in hoeveel uur het duurt.",
    ]


@pytest.mark.parametrize(
    ("page", "changes", "field"),
    [
        pytest.param("wat", {"title": ""}, "title", id="no title"),
        pytest.param("wat", {"title": "x" * 201}, "title", id="long title"),
        pytest.param("wat", {"title": "Le\x00zen"}, "title", id="hidden characters"),
        pytest.param("wat", {"title": "Le\u202ezen"}, "title", id="words turned around"),
        pytest.param("wat", {"summary": "x" * 301}, "summary", id="long summary"),
        pytest.param("wat", {"kind": "intervision"}, "kind", id="nothing that is offered"),
        pytest.param("doelgroep", {"sectors": ["ho"]}, "sectors", id="unknown sector"),
        pytest.param("doelgroep", {"target_group": "x" * 301}, "target_group", id="long group"),
        pytest.param("vakken", {"subjects": ["Tovenarij"]}, "subjects", id="unknown subject"),
        pytest.param("inhoud", {"learns": "x" * 4001}, "learns", id="long text"),
        pytest.param("uren", {"contact_hours": "-1"}, "__all__", id="negative hours"),
        pytest.param("uren", {"hours_pedagogy": "-1"}, "__all__", id="negative part"),
        pytest.param("uren", {"contact_hours": "2001"}, "__all__", id="too many hours"),
        pytest.param("uren", {"hours_pedagogy": "0,1"}, "__all__", id="no quarters"),
        pytest.param("praktisch", {"price": "-1"}, "price", id="negative price"),
        pytest.param("praktisch", {"price": "veel"}, "price", id="no number"),
        pytest.param("praktisch", {"price": "NaN"}, "price", id="not a number"),
        pytest.param("praktisch", {"setting": "maan"}, "setting", id="unknown place"),
        pytest.param("praktisch", {"url": "javascript:alert(1)"}, "url", id="no web page"),
        pytest.param("praktisch", {"url": f"https://x.example/{'x' * 200}"}, "url", id="long page"),
    ],
)
def test_bad_input_is_explained_and_not_saved(client, provider, page, changes, field):
    offer = OfferFactory(provider=provider)
    filled = {**on_page(page), **changes, "version": "1"}

    response = client.post(f"/aanbieder/aanbod/{offer.pk}/wijzigen/{page}/", filled)

    assert list(response.context["form"].errors) == [field]
    assert Offer.objects.get().version == 1


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_was_written_and_keeps_the_rest(client, provider, page):
    offer = OfferFactory(provider=provider)
    before = proposal_of(offer)
    where = f"/aanbieder/aanbod/{offer.pk}/wijzigen/{page}/"
    form = client.get(where).context["form"]
    fields = {name: form[name].value() for name in form.fields}

    answer = client.post(where, {k: v for k, v in fields.items() if v}, query_params=CHECKING)

    assert answer["Location"] == f"/aanbieder/aanbod/{offer.pk}/indienen/"
    assert proposal_of(Offer.objects.get()) == before


def test_the_second_of_two_colleagues_is_told(client, provider):
    offer = OfferFactory(provider=provider)
    where = f"/aanbieder/aanbod/{offer.pk}/wijzigen/wat/"

    client.post(where, {**on_page("wat"), "version": "1"})
    response = client.post(where, {**on_page("wat"), "title": "Te laat", "version": "1"})

    assert response.context["form"].non_field_errors() == [
        "Dit aanbod is intussen in een ander venster gewijzigd. Open het opnieuw."
    ]


def test_checking_leads_to_each_page(client, provider):
    offer = OfferFactory(provider=provider)
    here = f"/aanbieder/aanbod/{offer.pk}/"

    html = page(client.get(f"{here}indienen/"))

    links = [f'href="{here}wijzigen/{name}/?controleren=1"' for name in PAGES]
    assert [link for link in links if link not in html] == []


def test_a_preview_shows_marks_and_keeps_nothing(client, provider):
    offer = OfferFactory(provider=provider)
    marked = "**Vet**\n\n- een\n- twee\n\n<b>x</b> [link](https://kwaad.example)"

    response = client.post(
        f"/aanbieder/aanbod/{offer.pk}/wijzigen/inhoud/",
        {"learns": marked, "version": "1", "preview": "1"},
    )

    html = page(response)
    assert "<strong>Vet</strong>" in html
    assert "<li>een</li>" in html
    assert "<b>x</b>" not in html
    assert 'href="https://kwaad.example"' not in html
    assert Offer.objects.get().version == 1


def test_an_offer_is_copied_to_begin_with_once_until_the_copy_is_changed(client, provider):
    offer = OfferFactory(provider=provider, validated=True)

    for _twice in range(2):
        answer = client.post(f"/aanbieder/aanbod/{offer.pk}/kopie/")

    copied = Offer.objects.exclude(pk=offer.pk).get()
    assert answer["Location"] == f"/aanbieder/aanbod/{copied.pk}/wijzigen/"
    assert (copied.title, copied.status) == (f"Kopie van {offer.title}", "draft")
    assert (copied.total, copied.summary) == (offer.total, offer.summary)

    Offer.objects.filter(pk=copied.pk).update(summary="Nu voor het mbo.")
    client.post(f"/aanbieder/aanbod/{offer.pk}/kopie/")

    assert Offer.objects.filter(title=copied.title).count() == 2


def test_a_page_that_is_not_there_is_not_found(client, provider):
    offer = OfferFactory(provider=provider)

    assert client.get(f"/aanbieder/aanbod/{offer.pk}/wijzigen/niets/").status_code == 404


def test_what_was_asked_is_answered_beside_the_offer(client, provider):
    offer = OfferFactory(provider=provider, changes_asked=True)
    asked = SubmissionFactory(offer=offer)
    JudgementFactory(submission=asked, outcome="ask", reasons="Hoe toetst u dit?")
    where = f"/aanbieder/aanbod/{offer.pk}/"

    shown = [page(client.get(f"{where}{act}/")) for act in ("wijzigen", "indienen")]
    client.post(f"{where}indienen/", {"answer": "Met een opdracht."})

    text = page(client.get(where))
    assert ["Hoe toetst u dit?" in html for html in shown] == [True, True]
    assert text.index("Hoe toetst u dit?") < text.index("Met een opdracht.")


def test_withdrawing_is_asked_once_and_done(client, provider):
    offer = OfferFactory(provider=provider, validated=True)
    where = f"/aanbieder/aanbod/{offer.pk}/intrekken/"

    client.get(where)
    offer.refresh_from_db()
    before = offer.status
    client.post(where)

    offer.refresh_from_db()
    assert (before, offer.status) == ("validated", "withdrawn")


def test_who_withdraws_a_course_with_sessions_says_why(client, provider):
    offer = OfferFactory(provider=provider, validated=True)
    session = SessionFactory(offer=offer, to_come=True)
    where = f"/aanbieder/aanbod/{offer.pk}/intrekken/"

    without = client.post(where, {"reason": ""})
    client.post(where, {"reason": "Wij stoppen."})

    session.refresh_from_db()
    assert list(without.context["form"].errors) == ["reason"]
    assert "1 bijeenkomst die nog komt, gaat dan niet door." in page(without)
    assert (session.status, session.cancelled_because) == ("cancelled", "Wij stoppen.")


ACTS = ["", "wijzigen/", "indienen/", "intrekken/", "wijzigen/uren/", "kopie/"]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("trait", ["draft", "validated"])
def test_the_offer_of_another_provider_does_not_exist(client, provider, act, trait):
    offer = OfferFactory() if trait == "draft" else OfferFactory(**{trait: True})

    answer = client.get(f"/aanbieder/aanbod/{offer.pk}/{act}", follow=True)
    assert answer.status_code == 404 or answer.redirect_chain[-1][0] == "/aanbieder/"
    assert client.post(f"/aanbieder/aanbod/{offer.pk}/{act}", FILLED).status_code == 404


@pytest.mark.parametrize("who", ["teacher", "administrator", "validator"])
def test_only_providers_come_in(client, who):
    offer = OfferFactory()
    client.force_login(PersonFactory(**{who: True}))

    pages = ["/aanbieder/", "/aanbieder/aanbod/nieuw/"]
    pages += [f"/aanbieder/aanbod/{offer.pk}/{act}" for act in ACTS[:4]]
    assert {client.get(where).status_code for where in pages} == {404}


def test_the_list_shows_own_offers_only(client, provider):
    own = [OfferFactory(provider=provider), OfferFactory(provider=provider, submitted=True)]
    OfferFactory()

    assert set(client.get("/aanbieder/").context["page"]) == set(own)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("status=draft", ["Bronnen lezen"], id="status"),
        pytest.param("q=bronen", ["Bronnen lezen"], id="words"),
        pytest.param("kind=conference", ["Leraar zijn"], id="kind"),
    ],
)
def test_own_offers_are_found(client, provider, query, expected):
    OfferFactory(provider=provider, title="Bronnen lezen")
    OfferFactory(provider=provider, title="Leraar zijn", kind="conference", submitted=True)

    found = client.get(f"/aanbieder/?{query}").context["page"]

    assert [offer.title for offer in found] == expected


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client, provider, django_assert_num_queries
):
    OfferFactory(provider=provider)
    with django_assert_num_queries(8):
        client.get("/aanbieder/")
    OfferFactory(provider=provider, validated=True)
    OfferFactory(provider=provider, submitted=True)
    with django_assert_num_queries(8):
        client.get("/aanbieder/")
