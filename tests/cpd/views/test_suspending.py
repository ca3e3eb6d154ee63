"""An administrator suspends a provider, and everybody reads that it is so."""

import pytest

from cpd.models import Suspension
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, ProviderFactory, SuspensionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    client.force_login(PersonFactory(administrator=True))


def test_a_provider_is_suspended_today_and_let_go(client, administrator):
    provider = ProviderFactory()
    page = f"/beheer/aanbieders/{provider.pk}/"

    client.post(f"{page}schorsen/", {"since": "", "reason": "Geen hbo-niveau."})
    suspended = client.get(page).content.decode()
    suspension = Suspension.objects.get()
    path = f"/beheer/aanbieders/schorsing/{suspension.pk}/opheffen/"
    client.post(path, {"reason": "Het is opgelost."})

    assert "Sinds 21 november 2026." in suspended
    assert "Het is opgelost." in client.get(page).content.decode()
    assert client.get(path).status_code == 404


def test_the_list_of_providers_marks_who_is_suspended(client, administrator):
    SuspensionFactory(provider__name="Museum Pakhuis")
    SuspensionFactory(provider__name="De Waag", lifted=True)

    page = client.get("/beheer/aanbieders/").context["page"]

    assert {one.name: one.suspended for one in page} == {"Museum Pakhuis": True, "De Waag": False}


def test_the_public_page_says_so(client):
    offer = OfferFactory(validated=True)
    SuspensionFactory(provider=offer.provider)

    page = client.get(f"/aanbod/{offer.pk}/").content.decode()

    assert "is sinds 16 november 2026 geschorst als aanbieder." in page


def test_the_provider_reads_why(client):
    suspension = SuspensionFactory()
    client.force_login(PersonFactory(provider=True, role__organisation=suspension.provider))

    offer = OfferFactory(provider=suspension.provider, validated=True)
    page = client.get("/aanbieder/").content.decode()

    assert suspension.reason in page
    assert "uw cursussen staan niet in het aanbod" in page
    assert "Hieronder leest u waarom" in page
    assert "Aanvragen kost niets" not in page
    for path in ("/aanbieder/", f"/aanbieder/aanbod/{offer.pk}/"):
        said = client.get(path).content.decode()
        assert "Staat weer in het aanbod als uw schorsing voorbij is." in said
        assert "Leraren kunnen het volgen" not in said


@pytest.mark.parametrize("who", ["provider", "validator"])
def test_others_do_not_see_these_pages(client, who):
    client.force_login(PersonFactory(**{who: True}))
    suspension = SuspensionFactory()

    paths = [
        f"/beheer/aanbieders/{suspension.provider_id}/",
        f"/beheer/aanbieders/{suspension.provider_id}/schorsen/",
        f"/beheer/aanbieders/schorsing/{suspension.pk}/opheffen/",
    ]

    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


def test_a_suspended_provider_is_told_before_it_writes_a_course_or_plans(client):
    suspension = SuspensionFactory()
    provider = suspension.provider
    client.force_login(PersonFactory(provider=True, role__organisation=provider))
    draft = OfferFactory(provider=provider)
    valid = OfferFactory(provider=provider, validated=True)
    pages = [
        "/aanbieder/aanbod/nieuw/",
        f"/aanbieder/aanbod/{draft.pk}/",
        f"/aanbieder/aanbod/{draft.pk}/wijzigen/",
        f"/aanbieder/aanbod/{draft.pk}/indienen/",
        f"/aanbieder/aanbod/{valid.pk}/bijeenkomst/",
        "/aanbieder/bijeenkomsten/",
    ]

    shown = [client.get(page).content.decode() for page in pages]
    course = client.get(f"/aanbieder/aanbod/{valid.pk}/").content.decode()

    assert ["Uw organisatie is geschorst." in one for one in shown] == [True] * len(pages)
    assert "Plan een bijeenkomst" not in course
