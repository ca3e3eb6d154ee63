"""A provider changes a validated offer: at once, or by a next version."""

import pytest

from cpd.models import Offer
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, ProviderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(client):
    offer = OfferFactory(validated=True, provider=ProviderFactory())
    client.force_login(PersonFactory(provider=True, role__organisation=offer.provider))
    return offer


def test_it_is_said_beforehand_what_asks_for_a_review(client, offer):
    context = client.get(f"/aanbieder/aanbod/{offer.pk}/aanpassen/").context

    assert ("Prijs" in context["minor"], "Contacturen" in context["material"]) == (True, True)
    assert set(context["form"].fields) == {
        *("title", "summary", "target_group", "price", "price_includes"),
        *("setting", "accessibility", "url", "version"),
    }


def test_a_small_change_is_made_and_stands_among_the_versions(client, offer):
    changed = {"title": offer.title, "summary": "Nieuw.", "price": "260", "version": "1"}

    answer = client.post(f"/aanbieder/aanbod/{offer.pk}/aanpassen/", changed)

    page = client.get(answer["Location"]).content.decode()
    offer.refresh_from_db()
    assert (offer.price, offer.summary, offer.status) == (260, "Nieuw.", "validated")
    assert "Eerdere versies" in page


def test_a_next_version_is_begun_and_compared(client, offer):
    answer = client.post(f"/aanbieder/aanbod/{offer.pk}/nieuwe-versie/")
    revision = Offer.objects.get(replaces=offer)
    page = f"/aanbieder/aanbod/{revision.pk}/"
    client.post(f"{page}wijzigen/inhoud/", {"learns": "Iets anders.", "version": "1"})

    context = client.get(f"{page}indienen/").context

    assert answer["Location"] == f"{page}wijzigen/"
    assert [one.new for one in context["differences"]] == ["Iets anders."]
    second = client.post(f"/aanbieder/aanbod/{offer.pk}/nieuwe-versie/", follow=True)
    assert "wordt al een nieuwe versie gemaakt" in second.content.decode()


def test_the_offer_of_another_is_not_found(client, offer):
    other = OfferFactory(validated=True)

    for act in ("aanpassen", "nieuwe-versie"):
        assert client.post(f"/aanbieder/aanbod/{other.pk}/{act}/").status_code == 404
