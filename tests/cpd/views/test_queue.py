"""Administrators divide the queue among themselves and find what is theirs, or too late."""

from datetime import date

import pytest

from core.models import AuditEvent
from cpd.services.assigning import assign_offers
from tests.factories.accounts import PersonFactory, RoleFactory
from tests.factories.cpd import OfferFactory

pytestmark = pytest.mark.django_db
LATE, SOON, LATER = date(2026, 11, 20), date(2026, 11, 26), date(2026, 12, 18)


@pytest.fixture
def administrator(client):
    person = PersonFactory(administrator=True)
    client.force_login(person)
    return person


def titles(response):
    return {offer.title for offer, _ in response.context["offers"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("who=mine", {"Van mij"}, id="mine"),
        pytest.param("who=nobody", {"Te laat", "Straks"}, id="nobody's"),
        pytest.param("due=late", {"Te laat"}, id="late"),
        pytest.param("due=soon", {"Te laat", "Van mij"}, id="soon"),
        pytest.param("who=nobody&due=late", {"Te laat"}, id="both"),
        pytest.param("who=x&due=y", {"Te laat", "Straks", "Van mij", "Ander"}, id="unknown"),
    ],
)
def test_the_queue_is_narrowed(client, administrator, query, expected):
    OfferFactory(title="Te laat", submitted=True, due_on=LATE)
    OfferFactory(title="Straks", submitted=True, due_on=LATER)
    OfferFactory(title="Van mij", submitted=True, due_on=SOON, assigned_to=administrator)
    colleague = PersonFactory(administrator=True)
    OfferFactory(title="Ander", submitted=True, due_on=LATER, assigned_to=colleague)

    assert titles(client.get(f"/beheer/aanbod/?{query}")) == expected


def test_several_are_assigned_at_once(client, administrator):
    offers = [OfferFactory(submitted=True), OfferFactory(changes_asked=True)]
    judged = OfferFactory(refused=True)
    colleague = PersonFactory(administrator=True)
    chosen = [offer.pk for offer in (*offers, judged)]

    client.post("/beheer/aanbod/toewijzen/", {"offer": [*chosen, "x"], "to": colleague.pk})

    for offer in (*offers, judged):
        offer.refresh_from_db()
    assert [offer.assigned_to for offer in (*offers, judged)] == [colleague, colleague, None]
    acts = AuditEvent.objects.filter(action="offer.assigned")
    assert {act.subject_pk for act in acts} == {offer.pk for offer in offers}


def test_nobody_looks_after_it_again(client, administrator):
    offer = OfferFactory(submitted=True, assigned_to=administrator)

    client.post("/beheer/aanbod/toewijzen/", {"offer": offer.pk, "to": ""})

    offer.refresh_from_db()
    assert offer.assigned_to is None


def test_all_or_none_where_somebody_may_not_judge_one(client, administrator):
    offers = [OfferFactory(submitted=True) for _ in range(2)]
    RoleFactory(person=administrator, organisation=offers[1].provider, kind="provider_editor")
    chosen = {"offer": [offer.pk for offer in offers], "to": administrator.pk}

    page = client.post("/beheer/aanbod/toewijzen/", chosen, follow=True)

    assert "kan “Middeleeuwse letterkunde in de klas” niet beoordelen." in page.content.decode()
    for offer in offers:
        offer.refresh_from_db()
        assert offer.assigned_to is None


def test_who_is_no_administrator_cannot_be_chosen(client, administrator):
    offer = OfferFactory(submitted=True)

    client.post(
        "/beheer/aanbod/toewijzen/", {"offer": offer.pk, "to": PersonFactory(validator=True).pk}
    )

    offer.refresh_from_db()
    assert offer.assigned_to is None


@pytest.mark.parametrize("who", ["provider", "validator", "teacher"])
def test_others_assign_nothing(client, who):
    client.force_login(PersonFactory(**{who: True}))

    assert client.post("/beheer/aanbod/toewijzen/").status_code == 404


def test_many_are_assigned_in_as_many_queries_as_one(administrator, django_assert_num_queries):
    few = [OfferFactory(submitted=True)]
    many = [OfferFactory(submitted=True) for _ in range(5)]
    assign_offers(few, actor=administrator, to=administrator)

    with django_assert_num_queries(5):
        assign_offers(many, actor=administrator, to=administrator)
