"""Machines of an organisation: who lets them in, and the tokens with which they sign in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.choices import Scope
from accounts.models import ApiClient, ApiToken, KeptAnswer
from accounts.selectors.clients import token_of
from accounts.services import clients
from core.models import AuditEvent
from tests.accounts.signing_in import sign_in
from tests.factories.accounts import (
    ApiClientFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
)

ON = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


def officer_of(organisation):
    return PersonFactory(hr_officer=True, role__organisation=organisation)


def add(organisation, actor, **facts):
    return clients.add_client(
        organisation,
        actor=actor,
        **{
            "responsible": actor,
            "name": "AFAS",
            "purpose": "De levering van elke maand",
            "scopes": [Scope.WRITE_DELIVERIES],
            "since": ON,
            "until": None,
            **facts,
        },
    )


def acts():
    return list(
        AuditEvent.objects.filter(subject="accounts.apiclient").values_list("action", flat=True)
    )


def test_an_officer_lets_a_machine_of_the_own_board_in():
    officer = PersonFactory(hr_officer=True)
    [role] = officer.current_roles

    client = add(role.organisation, officer)

    assert (client.organisation, client.responsible) == (role.organisation, officer)
    assert acts() == ["apiclient.added"]


def test_an_officer_lets_no_machine_of_another_board_in():
    with pytest.raises(PermissionDenied):
        add(OrganisationFactory(), PersonFactory(hr_officer=True))


def test_an_administrator_lets_a_machine_in_for_who_works_there():
    board, administrator = OrganisationFactory(), PersonFactory(administrator=True)
    officer = officer_of(board)

    assert add(board, administrator, responsible=officer).responsible == officer

    with pytest.raises(PermissionDenied):
        add(board, administrator, name="Ander")


def test_an_organisation_gets_no_scope_that_is_not_for_its_kind():
    provider = OrganisationFactory(provider=True)
    editor = PersonFactory(provider=True, role__organisation=provider)

    with pytest.raises(ValidationError, match=r"Deze organisatie|This organisation"):
        add(provider, editor)


def test_a_name_is_given_once_in_an_organisation():
    board = OrganisationFactory()
    officer = officer_of(board)
    add(board, officer)

    with pytest.raises(ValidationError, match="met deze naam"):
        add(board, officer)


def test_a_replaced_token_works_for_seven_more_days():
    client = ApiClientFactory()
    old, words = clients.issue_token(client, actor=client.responsible)

    _new, other = clients.rotate_token(old, actor=client.responsible)

    old.refresh_from_db()
    assert old.expires_at - timezone.now() > timedelta(days=6, hours=23)
    assert {token_of(words).pk, token_of(other).pk} == set(
        ApiToken.objects.values_list("pk", flat=True)
    )


def test_replacing_a_token_never_makes_it_last_longer():
    client = ApiClientFactory()
    old, _words = clients.issue_token(client, actor=client.responsible)
    ApiToken.objects.filter(pk=old.pk).update(expires_at=timezone.now() + timedelta(days=1))

    clients.rotate_token(old, actor=client.responsible)

    old.refresh_from_db()
    assert old.expires_at - timezone.now() < timedelta(days=1)


def test_a_revoked_token_works_no_longer_and_is_revoked_once():
    client = ApiClientFactory()
    token, words = clients.issue_token(client, actor=client.responsible)

    clients.revoke_token(token, actor=client.responsible)
    clients.revoke_token(token, actor=client.responsible)

    assert token_of(words) is None
    assert sorted(acts()) == ["apiclient.token_issued", "apiclient.token_revoked"]


@pytest.mark.parametrize(
    "deed",
    [
        lambda client, actor: clients.issue_token(client, actor=actor),
        lambda client, actor: clients.revoke_token(client.tokens.get(), actor=actor),
        lambda client, actor: clients.rotate_token(client.tokens.get(), actor=actor),
        lambda client, actor: clients.take_over(client, actor=actor),
        lambda client, actor: clients.end_client(client, actor=actor, on=ON),
    ],
)
def test_what_happens_to_a_machine_is_for_its_own_people_only(deed):
    client = ApiClientFactory()
    clients.issue_token(client, actor=client.responsible)

    with pytest.raises(PermissionDenied):
        deed(client, PersonFactory(hr_officer=True))
    deed(client, officer_of(client.organisation))


def test_a_colleague_takes_a_machine_over():
    client = ApiClientFactory()
    colleague = officer_of(client.organisation)

    clients.take_over(client, actor=colleague)

    assert ApiClient.objects.get().responsible == colleague


def test_an_administrator_does_not_answer_for_the_machine_of_a_board():
    with pytest.raises(PermissionDenied):
        clients.take_over(ApiClientFactory(), actor=PersonFactory(administrator=True))


def test_a_machine_is_ended_once():
    client = ApiClientFactory()

    for _time in range(2):
        clients.end_client(client, actor=client.responsible, on=ON)

    assert not ApiClient.objects.on(ON).exists()
    assert acts() == ["apiclient.ended"]


def test_answers_are_kept_for_a_day():
    client = ApiClientFactory()
    for hours in (23, 25):
        kept = KeptAnswer.objects.create(client=client, key=f"sleutel-{hours}", fingerprint="x")
        KeptAnswer.objects.filter(pk=kept.pk).update(at=timezone.now() - timedelta(hours=hours))

    clients.forget_answers(now=timezone.now())

    assert [kept.key for kept in KeptAnswer.objects.all()] == ["sleutel-23"]


# The pages


@pytest.fixture
def signed_in(client):
    def as_(person):
        client.force_login(person)
        return client

    return as_


def test_an_officer_makes_a_connection_and_sees_its_token_once(signed_in):
    browser = signed_in(PersonFactory(hr_officer=True))
    form = {"name": "AFAS", "purpose": "Levering", "scopes": [Scope.READ_DELIVERIES.value]}

    made = browser.post(
        "/bestuur/koppelingen/nieuw/", {**form, "responsible": browser.session["_auth_user_id"]}
    )

    client = ApiClient.objects.get()
    assert made.url == f"/bestuur/koppelingen/{client.pk}/"
    shown = browser.post(f"/koppelingen/{client.pk}/token/")
    words = shown.context["words"]
    assert token_of(words).client == client
    assert "no-store" in shown["Cache-Control"]
    page = browser.get(made.url).content.decode()
    assert words[:12] in page
    assert words not in page


def test_a_form_that_is_not_filled_in_says_what_is_missing(signed_in):
    browser = signed_in(PersonFactory(hr_officer=True))

    errors = browser.post("/bestuur/koppelingen/nieuw/", {"until": "morgen"}).context["form"].errors

    assert set(errors) == {"name", "purpose", "scopes", "until", "responsible"}


@pytest.mark.parametrize(
    "path",
    [
        "/bestuur/koppelingen/{client}/",
        "/koppelingen/{client}/token/",
        "/koppelingen/{client}/overnemen/",
        "/koppelingen/{client}/beeindigen/",
        "/koppelingen/tokens/{token}/vervangen/",
        "/koppelingen/tokens/{token}/intrekken/",
    ],
)
def test_the_machine_of_another_board_is_not_there(signed_in, path):
    other = ApiClientFactory()
    token, _words = clients.issue_token(other, actor=other.responsible)
    browser = signed_in(PersonFactory(hr_officer=True))
    address = path.format(client=other.pk, token=token.pk)

    answer = browser.get(address) if "bestuur" in path else browser.post(address)

    assert answer.status_code == 404


def test_an_administrator_finds_every_machine_and_makes_one_for_a_board(signed_in):
    client, other = ApiClientFactory(name="AFAS"), ApiClientFactory(name="Visma")
    browser = signed_in(PersonFactory(administrator=True))

    assert list(browser.get("/beheer/koppelingen/?q=visma").context["page"]) == [other]
    assert browser.get(f"/beheer/koppelingen/{client.pk}/").status_code == 200
    form = {"name": "Youforce", "purpose": "Levering", "scopes": [Scope.READ_DELIVERIES.value]}
    browser.post(
        f"/beheer/organisaties/{client.organisation_id}/koppelingen/nieuw/",
        {**form, "responsible": client.responsible_id},
    )
    assert ApiClient.objects.get(name="Youforce").responsible == client.responsible


def test_a_token_is_revoked_on_its_page(signed_in):
    client = ApiClientFactory()
    token, words = clients.issue_token(client, actor=client.responsible)
    colleague = officer_of(client.organisation)
    page = f"/bestuur/koppelingen/{client.pk}/"

    answer = signed_in(colleague).post(f"/koppelingen/tokens/{token.pk}/intrekken/", {"back": page})

    assert answer.url == page
    assert token_of(words) is None


def test_the_list_asks_the_database_as_much_for_three_as_for_one(
    signed_in, django_assert_num_queries, django_assert_max_num_queries
):
    client = ApiClientFactory()
    browser = signed_in(client.responsible)
    with django_assert_max_num_queries(20) as one:
        browser.get("/bestuur/koppelingen/")
        asked = len(one)
    for _more in range(2):
        ApiClientFactory(organisation=client.organisation, responsible=client.responsible)

    with django_assert_num_queries(asked):
        browser.get("/bestuur/koppelingen/")


def test_only_its_kinds_of_people_see_these_pages(signed_in):
    teacher = signed_in(PersonFactory(teacher=True))

    assert teacher.get("/bestuur/koppelingen/").status_code == 404
    assert teacher.get("/beheer/koppelingen/").status_code == 404


def test_a_clerk_lets_a_machine_of_the_office_in():
    office = OfficeFactory()
    clerk = PersonFactory(clerk=True, role__organisation=office)

    assert add(office, clerk).organisation == office
    with pytest.raises(ValidationError):
        add(office, clerk, name="Controles", scopes=[Scope.CHECKS])


def test_a_clerk_makes_a_connection_and_its_token_on_the_pages_of_the_office(client):
    office = OfficeFactory()
    clerk = PersonFactory(clerk=True, role__organisation=office)
    sign_in(client, clerk)
    form = {"name": "Salarissysteem", "purpose": "Leveren", "responsible": clerk.pk}

    client.post("/kantoor/koppelingen/nieuw/", {**form, "scopes": [Scope.WRITE_DELIVERIES]})

    made = ApiClient.objects.get()
    assert "Salarissysteem" in client.get("/kantoor/koppelingen/").content.decode()
    assert client.get(f"/kantoor/koppelingen/{made.pk}/").status_code == 200
    shown = client.post(f"/koppelingen/{made.pk}/token/").content.decode()
    assert f"/kantoor/koppelingen/{made.pk}/" in shown


def test_the_connection_of_another_office_has_no_page(client):
    sign_in(client, PersonFactory(clerk=True))
    other = OfficeFactory()
    clerk = PersonFactory(clerk=True, role__organisation=other)
    made = ApiClientFactory(organisation=other, responsible=clerk)

    assert client.get(f"/kantoor/koppelingen/{made.pk}/").status_code == 404
    assert client.post(f"/koppelingen/{made.pk}/token/").status_code == 404
