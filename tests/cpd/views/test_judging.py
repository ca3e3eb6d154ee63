from datetime import date

import pytest

from accounts.choices import RoleKind
from cpd.models import Advice, Judgement
from tests.factories.accounts import PersonFactory, RoleFactory
from tests.factories.cpd import (
    AdviceFactory,
    JudgementFactory,
    OfferFactory,
    ProviderFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db
CODES = ["goals", "content", "design", "hours", "quality"]
DECISION = {
    "outcome": "validate",
    "reasons": "De doelen zijn concreet.",
    **{f"met_{code}": "yes" for code in CODES},
}
UNMET = {"met_hours": "no", "why_hours": "De toets ontbreekt."}
ADVICE = {"positive": "no", "motivation": "De toets ontbreekt."}


@pytest.fixture
def administrator(client):
    person = PersonFactory(administrator=True)
    client.force_login(person)
    return person


@pytest.fixture
def validator(client):
    person = PersonFactory(validator=True)
    client.force_login(person)
    return person


def submitted(**kwargs):
    return SubmissionFactory(offer=OfferFactory(submitted=True, **kwargs)).offer


def page(response):
    return response.content.decode()


def titles(response):
    return [offer.title for offer in response.context["page"]]


def test_what_is_due_first_stands_on_top(client, administrator):
    submitted(title="Later", due_on=date(2026, 12, 18))
    submitted(title="Te laat", due_on=date(2026, 11, 20))
    submitted(title="Bijna", due_on=date(2026, 11, 26))

    response = client.get("/beheer/aanbod/")

    assert [(offer.title, tone) for offer, tone in response.context["offers"]] == [
        ("Te laat", "bad"),
        ("Bijna", "bad"),
        ("Later", ""),
    ]
    assert response.context["counts"]["late"] == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["Bronnen lezen", "Leraar zijn"], id="to be judged"),
        pytest.param("status=changes_asked", ["Vraag"], id="waiting for the provider"),
        pytest.param("status=refused", ["Nee"], id="refused"),
        pytest.param("q=bronen", ["Bronnen lezen"], id="words with a typing error"),
        pytest.param("kind=conference", ["Leraar zijn"], id="kind"),
    ],
)
def test_offers_are_found(client, administrator, query, expected):
    provider = ProviderFactory(name="Museum Pakhuis")
    submitted(title="Bronnen lezen", provider=provider)
    submitted(title="Leraar zijn", kind="conference", provider=provider)
    OfferFactory(title="Vraag", changes_asked=True)
    OfferFactory(title="Nee", refused=True)
    OfferFactory(title="Concept")

    assert titles(client.get(f"/beheer/aanbod/?{query}")) == expected


def test_the_queue_takes_as_many_queries_for_one_as_for_three(
    client, administrator, django_assert_num_queries
):
    submitted()
    with django_assert_num_queries(9):
        client.get("/beheer/aanbod/")
    submitted()
    submitted()
    with django_assert_num_queries(9):
        client.get("/beheer/aanbod/")


def test_an_offer_is_judged_beside_its_application(client, administrator):
    offer = submitted()

    client.post(f"/beheer/aanbod/{offer.pk}/", DECISION)

    judgement = Judgement.objects.get()
    offer.refresh_from_db()
    assert (judgement.judged_by, offer.status) == (administrator, "validated")
    assert judgement.reasons.startswith("De doelen zijn concreet.\n\nDoelen: voldoet.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_reasons_tell_of_each_criterion_whether_it_is_met(client, administrator, language):
    offer = submitted()
    decision = {**DECISION, **UNMET, "outcome": "refuse"}

    client.post(f"/beheer/aanbod/{offer.pk}/", decision, headers={"accept-language": language})

    said = Judgement.objects.get().reasons.split("\n\n")
    assert said == [
        "De doelen zijn concreet.",
        "Doelen: voldoet.",
        "Inhoud: voldoet.",
        "Opzet: voldoet.",
        "Uren: voldoet niet. De toets ontbreekt.",
        "Kwaliteit: voldoet.",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"met_hours": ""}, "met_hours"),
        ({"outcome": "refuse", "met_hours": "no"}, "why_hours"),
        ({"outcome": "refuse"}, "outcome"),
        (UNMET, "outcome"),
    ],
)
def test_a_decision_agrees_with_what_is_said_of_each_criterion(
    client, administrator, changes, field
):
    offer = submitted()

    response = client.post(f"/beheer/aanbod/{offer.pk}/", {**DECISION, **changes})

    assert set(response.context["form"].errors) == {field}
    assert not Judgement.objects.exists()


def test_a_question_to_the_provider_needs_no_criteria(client, administrator):
    offer = submitted()

    client.post(f"/beheer/aanbod/{offer.pk}/", {"outcome": "ask", "reasons": "Welke toets?"})

    assert Judgement.objects.get().reasons == "Welke toets?"


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        pytest.param({"outcome": ""}, {"outcome": ["Kies wat u besluit."]}, id="no outcome"),
        pytest.param(
            {"reasons": " "}, {"reasons": ["Schrijf waarom u dit besluit."]}, id="no reasons"
        ),
    ],
)
@pytest.mark.parametrize("outcome", ["validate", "ask", "refuse"])
def test_a_decision_has_reasons(client, administrator, outcome, changes, errors):
    offer = submitted()

    response = client.post(
        f"/beheer/aanbod/{offer.pk}/", {**DECISION, "outcome": outcome, **changes}
    )

    assert response.context["form"].errors == errors
    assert Judgement.objects.count() == 0


def test_who_goes_on_gets_what_is_theirs_or_nobodys_and_due_soonest(client, administrator):
    first, later = submitted(), submitted(due_on=date(2027, 3, 1))
    submitted(assigned_to=PersonFactory())
    own = submitted()
    RoleFactory(person=administrator, organisation=own.provider, kind=RoleKind.PROVIDER_EDITOR)
    mine = submitted(assigned_to=administrator)
    sent = {**DECISION, "next": ""}

    gone_to = [client.post(f"/beheer/aanbod/{first.pk}/", sent).url]
    gone_to.append(client.post(f"/beheer/aanbod/{mine.pk}/", sent).url)
    gone_to.append(client.post(f"/beheer/aanbod/{later.pk}/", sent).url)

    assert gone_to == [
        f"/beheer/aanbod/{mine.pk}/#inhoud",
        f"/beheer/aanbod/{later.pk}/#inhoud",
        "/beheer/aanbod/",
    ]


def test_who_comes_second_is_told(client, administrator):
    offer = submitted()
    client.post(f"/beheer/aanbod/{offer.pk}/", {**DECISION, **UNMET, "outcome": "refuse"})

    response = client.post(f"/beheer/aanbod/{offer.pk}/", DECISION)

    [refusal] = response.context["form"].non_field_errors().as_data()
    assert refusal.code == "invalid_move"


def test_what_was_asked_answered_and_advised_stands_beside_the_offer(client, administrator):
    offer = submitted()
    JudgementFactory(submission=offer.submissions.get(), outcome="ask", reasons="Welke toets?")
    again = SubmissionFactory(offer=offer, answer="Een opdracht.")
    AdviceFactory(submission=again, motivation="Goed te doen.")

    text = page(client.get(f"/beheer/aanbod/{offer.pk}/"))

    places = [text.index(words) for words in ("Welke toets?", "Een opdracht.", "Goed te doen.")]
    assert places == sorted(places)


def test_nobody_judges_for_an_organisation_of_their_own(client, administrator):
    offer = submitted()
    RoleFactory(person=administrator, organisation=offer.provider, kind=RoleKind.PROVIDER_EDITOR)

    shown = page(client.get(f"/beheer/aanbod/{offer.pk}/"))
    response = client.post(f"/beheer/aanbod/{offer.pk}/", DECISION)

    assert "U heeft een rol bij deze aanbieder. Een collega beslist." in shown
    assert response.status_code == 403
    assert Judgement.objects.count() == 0


def test_a_draft_is_not_the_administrators_business(client, administrator):
    offer = OfferFactory()

    assert client.get(f"/beheer/aanbod/{offer.pk}/").status_code == 404


def test_advice_is_asked_given_and_read(client, administrator):
    offer = submitted()
    client.post(f"/beheer/aanbod/{offer.pk}/advies/")
    validator = PersonFactory(validator=True)
    client.force_login(validator)

    waiting = titles(client.get("/validatie/"))
    client.post(f"/validatie/{offer.pk}/", ADVICE)

    advice = Advice.objects.get()
    assert waiting == [offer.title]
    assert (advice.given_by, advice.positive, advice.motivation) == (
        validator,
        False,
        "De toets ontbreekt.",
    )


def test_a_validator_reads_the_own_advice_only(client, validator):
    offer = submitted(advice_asked=True)
    submission = offer.submissions.get()
    AdviceFactory(submission=submission, motivation="Van een ander.")
    AdviceFactory(submission=submission, motivation="Van mij.", given_by=validator)

    text = page(client.get(f"/validatie/{offer.pk}/"))

    assert "Van mij." in text
    assert "Van een ander." not in text


def test_a_second_advice_is_refused(client, validator):
    offer = submitted(advice_asked=True)
    client.post(f"/validatie/{offer.pk}/", ADVICE)

    response = client.post(f"/validatie/{offer.pk}/", ADVICE)

    assert response.context["form"].non_field_errors() == ["U heeft uw advies al gegeven."]


def test_a_validator_does_not_see_offers_of_the_own_organisation(client, validator):
    offer = submitted(advice_asked=True)
    RoleFactory(person=validator, organisation=offer.provider, kind=RoleKind.PROVIDER_EDITOR)

    assert titles(client.get("/validatie/")) == []
    assert client.get(f"/validatie/{offer.pk}/").status_code == 404


def test_a_validator_sees_only_what_is_asked(client, validator):
    unasked = submitted()

    assert titles(client.get("/validatie/")) == []
    assert client.get(f"/validatie/{unasked.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("who", "open_pages"),
    [
        pytest.param("teacher", set(), id="teacher"),
        pytest.param("provider", set(), id="provider"),
        pytest.param("validator", {"/validatie/"}, id="validator"),
        pytest.param("administrator", {"/beheer/aanbod/"}, id="administrator"),
    ],
)
def test_everybody_has_their_own_pages(client, who, open_pages):
    offer = submitted(advice_asked=True)
    client.force_login(PersonFactory(**{who: True}))
    pages = ["/beheer/aanbod/", "/validatie/"]

    opened = {
        root
        for root in pages
        for where in (root, f"{root}{offer.pk}/")
        if client.get(where).status_code != 404
    }

    assert opened == open_pages


def test_an_administrator_admits_a_provider(client, administrator):
    client.post(
        "/beheer/aanbieders/nieuw/",
        {"name": "Museum Pakhuis", "kvk": "12.34 5678", "email": "info@pakhuis.example"},
    )

    [provider] = client.get("/beheer/aanbieders/?q=pakhuis").context["page"]
    assert (provider.name, provider.kvk) == ("Museum Pakhuis", "12345678")


def test_a_refused_number_stands_at_its_field(client, administrator):
    ProviderFactory(kvk="12345678")

    response = client.post(
        "/beheer/aanbieders/nieuw/",
        {"name": "Museum Pakhuis", "kvk": "12345678", "email": "info@pakhuis.example"},
    )

    assert response.context["form"].errors == {"kvk": ["Er is al een aanbieder met dit nummer."]}


def test_the_providers_take_as_many_queries_for_one_as_for_three(
    client, administrator, django_assert_num_queries
):
    OfferFactory(validated=True)
    with django_assert_num_queries(6):
        client.get("/beheer/aanbieders/")
    OfferFactory(validated=True)
    OfferFactory(validated=True)
    with django_assert_num_queries(6):
        client.get("/beheer/aanbieders/")
