"""With whom the register agreed on what they may check."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.choices import OrganisationKind, RoleKind
from accounts.models import Agreement, Invitation, Organisation
from accounts.services.agreements import admit_fund, agree, end_agreement
from core import clock
from tests.factories.accounts import AgreementFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 21)
FACTS = {
    "code": "lof",
    "purpose": "Aanvraag bij het LerarenOntwikkelFonds",
    "ground": "Subsidieregeling LOF",
    "with_reason": False,
    "a_day": 100,
    "since": ON,
    "until": None,
}


def test_an_administrator_admits_a_fund_and_invites_its_first_person():
    fund = admit_fund(actor=PersonFactory(administrator=True), name="LOF", email="lof@example.nl")

    assert fund.kind == OrganisationKind.FUND
    assert Invitation.objects.get(organisation=fund).kind == RoleKind.CHECKER


@pytest.mark.parametrize("who", ["checker", "hr_officer", "teacher"])
def test_nobody_else_makes_or_ends_agreements(who):
    agreement = AgreementFactory()
    actor = PersonFactory(**{who: True})

    with pytest.raises(PermissionDenied):
        admit_fund(actor=actor, name="LOF", email="lof@example.nl")
    with pytest.raises(PermissionDenied):
        agree(agreement.organisation, actor=actor, **FACTS)
    with pytest.raises(PermissionDenied):
        end_agreement(agreement, actor=actor, on=ON)


def test_an_administrator_makes_and_ends_an_agreement_on_the_pages(client):
    fund = OrganisationFactory(fund=True)
    client.force_login(PersonFactory(administrator=True))
    form = {name: value for name, value in FACTS.items() if name not in ("since", "until")}

    client.post(f"/beheer/organisaties/{fund.pk}/afspraken/nieuw/", form)
    agreement = Agreement.objects.get()
    assert list(client.get("/beheer/afspraken/?q=ontwikkelfonds").context["page"]) == [agreement]

    client.post(f"/beheer/afspraken/{agreement.pk}/beeindigen/")
    assert not Agreement.objects.on(clock.today()).exists()


def test_an_administrator_admits_a_fund_on_its_page(client):
    client.force_login(PersonFactory(administrator=True))

    answer = client.post("/beheer/afspraken/fonds/", {"name": "LOF", "email": "lof@example.nl"})

    fund = Organisation.objects.get(kind=OrganisationKind.FUND)
    assert answer.url == f"/beheer/organisaties/{fund.pk}/afspraken/nieuw/"


@pytest.mark.parametrize("path", ["/beheer/afspraken/", "/beheer/afspraken/fonds/"])
def test_these_pages_are_for_administrators_only(client, path):
    client.force_login(PersonFactory(checker=True))

    assert client.get(path).status_code == 404
