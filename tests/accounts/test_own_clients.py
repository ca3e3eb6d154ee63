"""Programs that a teacher lets at the own file, and connections of funds and providers."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.choices import OWN_SCOPES, Scope
from accounts.models import ApiClient, ApiToken
from accounts.selectors.clients import token_of
from accounts.services import clients
from core import clock
from core.errors import Refused
from core.models import AuditEvent
from tests.factories.accounts import (
    AgreementFactory,
    ApiClientFactory,
    OrganisationFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def let_in(person, actor=None, **facts):
    return clients.add_own_client(
        person,
        actor=actor or person,
        **{
            "name": "Portfolio",
            "scopes": OWN_SCOPES,
            "since": clock.today(),
            "until": None,
            **facts,
        },
    )


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def browser(client, teacher):
    client.force_login(teacher)
    return client


def test_teachers_let_a_program_at_their_own_file(teacher):
    let_in(teacher)

    assert ApiClient.objects.own_of(teacher).get().organisation is None
    assert AuditEvent.objects.get(action="apiclient.added").actor == teacher


def test_nobody_lets_a_program_at_the_file_of_somebody_else(teacher):
    for actor in (PersonFactory(teacher=True), PersonFactory(administrator=True)):
        with pytest.raises(PermissionDenied):
            let_in(teacher, actor=actor)
    with pytest.raises(PermissionDenied):
        let_in(PersonFactory(administrator=True))


def test_a_program_gets_no_scope_that_is_not_about_the_own_file(teacher):
    with pytest.raises(Refused):
        let_in(teacher, scopes=[Scope.CHECKS])


def test_ten_programs_are_enough(teacher):
    ApiClientFactory.create_batch(10, own=True, responsible=teacher)

    with pytest.raises(Refused) as refusal:
        let_in(teacher)
    assert refusal.value.code == "too_many"


def test_a_name_is_given_once(teacher):
    let_in(teacher)

    with pytest.raises(ValidationError, match="met deze naam"):
        let_in(teacher)


def test_only_the_teacher_makes_and_revokes_tokens():
    program = ApiClientFactory(own=True)
    token, words = clients.issue_token(program, actor=program.responsible)
    for actor in (PersonFactory(teacher=True), PersonFactory(administrator=True)):
        with pytest.raises(PermissionDenied):
            clients.issue_token(program, actor=actor)
        with pytest.raises(PermissionDenied):
            clients.revoke_token(token, actor=actor)
        with pytest.raises(PermissionDenied):
            clients.take_over(program, actor=actor)

    clients.revoke_token(token, actor=program.responsible)

    assert token_of(words) is None


def test_the_pages_lead_from_a_program_to_its_token_and_back(browser, teacher):
    made = browser.post("/mijn/koppelingen/", {"name": "Portfolio", "scopes": OWN_SCOPES})
    shown = browser.post(f"{made.url}token/").content.decode()
    token = ApiToken.objects.get()

    assert token.prefix in shown
    assert shown.count("lrt_") == 2  # the token, and how to try it out
    page = browser.get(made.url).content.decode()
    assert token.prefix in page
    browser.post(f"/mijn/koppelingen/tokens/{token.pk}/intrekken/")
    browser.post(f"{made.url}beeindigen/")
    token.refresh_from_db()
    assert token.revoked_at
    assert not ApiClient.objects.on(clock.today()).exists()


def test_the_program_of_somebody_else_is_not_there(browser):
    other = ApiClientFactory(own=True)
    token, _words = clients.issue_token(other, actor=other.responsible)

    assert browser.get(f"/mijn/koppelingen/{other.pk}/").status_code == 404
    for path in (f"{other.pk}/token/", f"{other.pk}/beeindigen/", f"tokens/{token.pk}/intrekken/"):
        assert browser.post(f"/mijn/koppelingen/{path}").status_code == 404


def test_administrators_do_not_see_what_teachers_let_in(client):
    program = ApiClientFactory(own=True)
    client.force_login(PersonFactory(administrator=True))

    assert client.get("/beheer/koppelingen/").context["page"].paginator.count == 0
    assert client.get(f"/beheer/koppelingen/{program.pk}/").status_code == 404
    assert client.post(f"/koppelingen/{program.pk}/token/").status_code == 404


def test_a_fund_makes_sees_and_revokes_its_tokens_itself(client):
    agreement = AgreementFactory()
    checker = PersonFactory(checker=True, role__organisation=agreement.organisation)
    client.force_login(checker)
    form = {
        "name": "Aanvragen",
        "purpose": "Bij elke aanvraag",
        "scopes": [Scope.CHECKS],
        "responsible": checker.pk,
    }

    made = client.post("/afnemer/koppelingen/nieuw/", form)
    [own] = ApiClient.objects.all()
    shown = client.post(f"/koppelingen/{own.pk}/token/").content.decode()

    assert made.url == f"/afnemer/koppelingen/{own.pk}/"
    assert f'href="{made.url}"' in shown
    assert "nog niet" in client.get(made.url).content.decode()
    assert agreement.ground in client.get("/afnemer/koppelingen/").content.decode()
    client.post(f"/koppelingen/tokens/{ApiToken.objects.get().pk}/intrekken/", {"back": made.url})
    assert ApiToken.objects.get().revoked_at


@pytest.mark.parametrize("facts", [None, {"until": date(2026, 11, 1)}])
def test_a_fund_without_an_agreement_that_holds_lets_nothing_in(client, facts):
    fund = OrganisationFactory(fund=True)
    if facts:
        AgreementFactory(organisation=fund, **facts)
    checker = PersonFactory(checker=True, role__organisation=fund)
    client.force_login(checker)

    with pytest.raises(Refused) as refusal:
        clients.add_client(
            fund,
            actor=checker,
            responsible=checker,
            name="Aanvragen",
            purpose="Bij elke aanvraag",
            scopes=[Scope.CHECKS],
            since=clock.today(),
            until=None,
        )

    assert refusal.value.code == "no_agreement"
    assert "U heeft nog geen afspraak" in client.get("/afnemer/koppelingen/").content.decode()


def test_the_connection_of_another_fund_or_provider_is_not_there(client):
    other = ApiClientFactory()
    for trait, area in (("checker", "afnemer"), ("provider", "aanbieder")):
        client.force_login(PersonFactory(**{trait: True}))

        assert client.get(f"/{area}/koppelingen/{other.pk}/").status_code == 404
        assert client.get(f"/{area}/koppelingen/").status_code == 200
