import pytest

from cpd.models import Offer
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import JudgementFactory, OfferFactory, ProviderFactory, SubmissionFactory

pytestmark = pytest.mark.django_db
FILLED = {
    "title": "Lezen en schrijven",
    "kind": "course",
    "summary": "Schrijf bij wat je leest.",
    "learns": "Een leesdossier maken.",
    "sectors": ["po", "vo"],
    "contact_hours": "7,5",
    "hours_subject_content": "5",
    "hours_pedagogy": "2.5",
    "price": "1.250,50",
    "url": "voorbeeld.example/lezen",
}


@pytest.fixture
def provider(client):
    provider = ProviderFactory(name="Stichting Taalklas")
    client.force_login(PersonFactory(provider=True, role__organisation=provider))
    return provider


def page(response):
    return response.content.decode()


def test_a_provider_describes_checks_and_hands_in(client, provider):
    checking = client.post("/aanbieder/aanbod/nieuw/", FILLED)
    offer = Offer.objects.get()
    handed_in = client.post(checking["Location"])

    offer.refresh_from_db()
    assert checking["Location"] == f"/aanbieder/aanbod/{offer.pk}/indienen/"
    assert handed_in["Location"] == f"/aanbieder/aanbod/{offer.pk}/"
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


def test_saving_for_later_keeps_the_draft(client, provider):
    response = client.post("/aanbieder/aanbod/nieuw/", {**FILLED, "later": "1"})

    offer = Offer.objects.get()
    assert offer.status == "draft"
    assert response["Location"] == f"/aanbieder/aanbod/{offer.pk}/"


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
    ("changes", "field"),
    [
        pytest.param({"title": ""}, "title", id="no title"),
        pytest.param({"title": "x" * 201}, "title", id="long title"),
        pytest.param({"summary": "x" * 301}, "summary", id="long summary"),
        pytest.param({"learns": "x" * 4001}, "learns", id="long text"),
        pytest.param({"title": "Le\x00zen"}, "title", id="hidden characters"),
        pytest.param({"price": "-1"}, "__all__", id="negative price"),
        pytest.param({"contact_hours": "-1"}, "__all__", id="negative hours"),
        pytest.param({"hours_pedagogy": "-1"}, "__all__", id="negative part"),
        pytest.param({"contact_hours": "2001"}, "__all__", id="too many hours"),
        pytest.param({"hours_pedagogy": "0,1"}, "__all__", id="no quarters"),
        pytest.param({"price": "veel"}, "price", id="no number"),
        pytest.param({"price": "NaN"}, "price", id="not a number"),
        pytest.param({"url": "javascript:alert(1)"}, "url", id="no web page"),
        pytest.param({"kind": "intervision"}, "kind", id="nothing that is offered"),
        pytest.param({"sectors": ["ho"]}, "sectors", id="unknown sector"),
    ],
)
def test_bad_input_is_explained_and_not_saved(client, provider, changes, field):
    response = client.post("/aanbieder/aanbod/nieuw/", {**FILLED, **changes})

    assert list(response.context["form"].errors) == [field]
    assert Offer.objects.count() == 0


def test_changing_shows_what_was_written(client, provider):
    offer = OfferFactory(provider=provider)
    where = f"/aanbieder/aanbod/{offer.pk}/wijzigen/"
    form = client.get(where).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}

    client.post(where, {**fields, "title": "Nieuwe titel", "later": "1"})

    changed = Offer.objects.get()
    assert (changed.title, changed.summary, changed.price, changed.total) == (
        "Nieuwe titel",
        offer.summary,
        240,
        16,
    )
    assert dict(changed.hours.values_list("category", "hours")) == {"subject_content": 16}


def test_the_second_of_two_colleagues_is_told(client, provider):
    offer = OfferFactory(provider=provider)
    where = f"/aanbieder/aanbod/{offer.pk}/wijzigen/"

    client.post(where, {**FILLED, "version": "1"})
    response = client.post(where, {**FILLED, "title": "Te laat", "version": "1"})

    assert response.context["form"].non_field_errors() == [
        "Dit aanbod is intussen in een ander venster gewijzigd. Open het opnieuw."
    ]


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


PAGES = ["", "wijzigen/", "indienen/", "intrekken/"]


@pytest.mark.parametrize("act", PAGES)
@pytest.mark.parametrize("trait", ["draft", "validated"])
def test_the_offer_of_another_provider_does_not_exist(client, provider, act, trait):
    offer = OfferFactory() if trait == "draft" else OfferFactory(**{trait: True})

    assert client.get(f"/aanbieder/aanbod/{offer.pk}/{act}").status_code == 404
    assert client.post(f"/aanbieder/aanbod/{offer.pk}/{act}", FILLED).status_code == 404


@pytest.mark.parametrize("who", ["teacher", "administrator", "validator"])
def test_only_providers_come_in(client, who):
    offer = OfferFactory()
    client.force_login(PersonFactory(**{who: True}))

    pages = ["/aanbieder/", "/aanbieder/aanbod/nieuw/"]
    pages += [f"/aanbieder/aanbod/{offer.pk}/{act}" for act in PAGES]
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
    with django_assert_num_queries(7):
        client.get("/aanbieder/")
    OfferFactory(provider=provider, validated=True)
    OfferFactory(provider=provider, submitted=True)
    with django_assert_num_queries(7):
        client.get("/aanbieder/")
