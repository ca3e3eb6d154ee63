from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts import permissions
from accounts.choices import RoleKind
from accounts.models import Invitation, View
from accounts.services.sign_in import reset_second_factor
from core.models import AuditEvent
from tests.accounts.signing_in import sign_in
from tests.factories.accounts import (
    OrganisationFactory,
    PersonFactory,
    RegisterFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db
COLLEAGUES = "/bestuur/collegas/"


@pytest.fixture
def board():
    return OrganisationFactory()


@pytest.fixture
def officer(board, client):
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    client.force_login(officer)
    return officer


@pytest.fixture
def colleague(board):
    return PersonFactory(hr_officer=True, role__organisation=board)


@pytest.fixture
def chief(client):
    chief = PersonFactory(administrator=True)
    client.force_login(chief)
    return chief


# Who may reset a second factor


def test_a_colleague_resets_a_lost_second_factor(officer, colleague, post):
    reset_second_factor(colleague, actor=officer)

    assert not Authenticator.objects.filter(user=colleague).exists()
    assert AuditEvent.objects.get(action="person.second_factor_reset").actor == officer
    assert [mail.to for mail in post()] == [[colleague.email]]


def test_a_reset_signs_the_person_out_everywhere(officer, colleague):
    elsewhere = Client()
    sign_in(elsewhere, colleague)
    assert elsewhere.get(reverse("accounts:account")).status_code == 200

    reset_second_factor(colleague, actor=officer)

    assert elsewhere.get(reverse("accounts:account")).status_code == 302


def test_nobody_resets_their_own_second_factor(officer):
    with pytest.raises(PermissionDenied):
        reset_second_factor(officer, actor=officer)


def test_an_officer_of_another_board_may_not(colleague):
    assert not permissions.can_reset_second_factor(PersonFactory(hr_officer=True), colleague)


def test_an_officer_may_not_weaken_who_also_works_elsewhere(officer, colleague):
    RoleFactory(person=colleague, kind=RoleKind.ADMINISTRATOR)

    assert not permissions.can_reset_second_factor(officer, colleague)


def test_an_officer_may_not_touch_who_has_no_role(officer):
    assert not permissions.can_reset_second_factor(officer, PersonFactory(teacher=True))


def test_an_administrator_may_help_anybody():
    chief = PersonFactory(administrator=True)

    assert permissions.can_reset_second_factor(chief, PersonFactory(teacher=True))


# The page


def test_the_page_shows_the_people_and_the_invitations_of_this_board_only(
    client, officer, colleague
):
    stranger = PersonFactory(hr_officer=True)

    page = client.get(COLLEAGUES)

    people = {row.person for row in page.context["page"]}
    assert people == {officer, colleague}
    assert stranger.email not in page.text


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_many_questions_for_three_people_as_for_one(
    client, officer, board, django_assert_num_queries, people
):
    for _ in range(people):
        PersonFactory(hr_officer=True, role__organisation=board)

    with django_assert_num_queries(7):
        client.get(COLLEAGUES)


def test_an_officer_invites_a_colleague(client, officer, board):
    response = client.post(
        COLLEAGUES, {"email": "nieuw@example.nl", "kind": "hr_officer"}, follow=True
    )

    assert Invitation.objects.get().organisation == board
    assert "De uitnodiging is onderweg." in response.text


def test_a_second_invitation_is_refused_on_the_page(client, officer):
    for _ in range(2):
        response = client.post(COLLEAGUES, {"email": "nieuw@example.nl", "kind": "hr_officer"})

    assert "Deze persoon is al uitgenodigd." in response.text


def test_an_officer_cannot_invite_an_administrator(client, officer):
    response = client.post(COLLEAGUES, {"email": "a@example.nl", "kind": "administrator"})

    assert response.context["form"].errors
    assert not Invitation.objects.exists()


def press(client, name, *args, back=COLLEAGUES):
    return client.post(reverse(f"accounts:{name}", args=args), {"back": back})


def test_an_invitation_is_sent_again_and_withdrawn(client, officer, post):
    client.post(COLLEAGUES, {"email": "nieuw@example.nl", "kind": "hr_officer"})
    invitation = Invitation.objects.get()

    assert press(client, "resend", invitation.pk).url == COLLEAGUES
    assert len(post()) == 2
    press(client, "withdraw", invitation.pk)

    assert not Invitation.objects.open().exists()


def test_a_role_is_ended_on_the_page(client, officer, colleague):
    press(client, "revoke", colleague.roles.get().pk)

    assert not colleague.roles.filter(until=None).exists()


def test_who_left_is_no_colleague_to_give_a_role_but_is_invited_anew(
    client, officer, colleague, board
):
    press(client, "revoke", colleague.roles.get().pk)

    assert press(client, "grant", colleague.pk, board.pk, "hr_officer").status_code == 404


def test_an_administrator_gives_a_colleague_another_role_of_the_register(client, chief):
    validator = PersonFactory(validator=True)

    press(client, "grant", validator.pk, RegisterFactory().pk, "committee_member")

    assert validator.has_role(RoleKind.COMMITTEE_MEMBER)


def test_who_has_two_roles_gets_a_third(client, chief):
    person, register = PersonFactory(validator=True), RegisterFactory()

    for kind in (RoleKind.COMMITTEE_MEMBER, RoleKind.OBJECTION_MEMBER):
        press(client, "grant", person.pk, register.pk, kind)

    assert person.roles.count() == 3


def test_a_refusal_is_told_on_the_page(client, officer):
    response = client.post(
        reverse("accounts:revoke", args=[officer.roles.get().pk]),
        {"back": COLLEAGUES},
        follow=True,
    )

    assert "Dan is er niemand meer met deze rol." in response.text


def test_a_second_factor_is_reset_on_the_page(client, officer, colleague):
    press(client, "reset_second_factor", colleague.pk)

    assert not Authenticator.objects.filter(user=colleague).exists()


@pytest.mark.parametrize("name", ["revoke", "resend", "withdraw", "reset_second_factor"])
def test_what_belongs_to_another_board_does_not_exist_here(client, officer, name):
    stranger = PersonFactory(hr_officer=True)
    role = stranger.roles.get()
    invitation = Invitation.objects.create(
        email="a@example.nl",
        organisation=role.organisation,
        kind=RoleKind.HR_OFFICER,
        digest=b"x" * 32,
        ciphertext=b"",
        expires_at="2099-01-01T00:00:00Z",
    )
    pk = {"revoke": role.pk, "reset_second_factor": stranger.pk}.get(name, invitation.pk)

    assert press(client, name, pk).status_code == 404


def test_what_is_not_a_role_cannot_be_granted(client, officer, colleague, board):
    assert press(client, "grant", colleague.pk, board.pk, "king").status_code == 404


@pytest.mark.parametrize(
    "back",
    ["https://elders.example/", "//elders.example", "javascript:1", "{{7*7}}", "accounts:x", ""],
)
def test_a_button_leads_back_to_our_own_pages_only(client, officer, colleague, back):
    response = press(client, "reset_second_factor", colleague.pk, back=back)

    assert response.url == reverse("accounts:start")


@pytest.mark.parametrize("name", ["revoke", "resend", "withdraw", "reset_second_factor"])
def test_nothing_changes_by_following_a_link(client, officer, name):
    assert client.get(reverse(f"accounts:{name}", args=[1])).status_code == 405


def test_a_provider_has_a_page_of_its_own(client):
    editor = PersonFactory(provider=True)
    client.force_login(editor)

    response = client.get("/aanbieder/collegas/")

    assert response.context["organisation"] == editor.current_roles[0].organisation


# Administrators


@pytest.mark.parametrize("words", ["brug", "BRÜG 40123", "40123"])
def test_an_administrator_finds_a_board_by_name_or_number(client, chief, words):
    board = OrganisationFactory(name="Stichting De Brüg", search_key="stichting de brug 40123")
    OrganisationFactory(name="Stichting Het Veer", search_key="stichting het veer 40999")

    response = client.get("/beheer/uitnodigingen/", {"q": words})

    assert list(response.context["page"]) == [board]


def test_a_search_of_a_thousand_words_is_cut_off(client, chief):
    response = client.get("/beheer/uitnodigingen/", {"q": "a " * 1000})

    assert len(response.context["query"]) <= 100


def test_a_search_without_result_shows_no_other_rows(client, chief, officer, board):
    client.force_login(officer)
    client.post(COLLEAGUES, {"email": "nieuw@example.nl", "kind": "hr_officer"})
    client.force_login(chief)

    response = client.get("/beheer/uitnodigingen/", {"q": "onvindbaar"})

    assert list(response.context["page"]) == []


def test_an_administrator_invites_the_first_officer_of_a_board(client, chief, board):
    client.post(
        f"/beheer/organisaties/{board.pk}/", {"email": "hr@example.nl", "kind": "hr_officer"}
    )

    assert Invitation.objects.get().organisation == board


def test_an_officer_does_not_come_to_the_administrators_pages(client, officer, board):
    for page in ["uitnodigingen/", f"organisaties/{board.pk}/", "personen/", "personen/1/"]:
        assert client.get(f"/beheer/{page}").status_code == 404


@pytest.mark.parametrize("spaced", [False, True])
def test_an_administrator_finds_a_person_by_the_whole_number(client, chief, spaced):
    teacher = PersonFactory(teacher=True)
    number = f"{teacher.number[:2]} {teacher.number[2:]}" if spaced else teacher.number

    response = client.get("/beheer/personen/", {"q": number})

    assert response.url == f"/beheer/personen/{teacher.pk}/"


@pytest.mark.parametrize("query", ["persoon", "@example.nl", "", " "])
def test_a_part_of_an_address_finds_nobody(client, chief, query):
    PersonFactory(teacher=True)
    PersonFactory()

    assert client.get("/beheer/personen/", {"q": query}).status_code == 200


def test_opening_somebodys_file_is_written_down(client, chief):
    teacher = PersonFactory(teacher=True)

    client.get(f"/beheer/personen/{teacher.pk}/")

    view = View.objects.get(subject=teacher)
    assert (view.viewer, view.purpose) == (chief, "support")


def test_the_register_is_reached_from_the_invitations(client, chief):
    page = client.get("/beheer/uitnodigingen/").text

    assert f"/beheer/organisaties/{RegisterFactory().pk}/" in page


def test_a_role_counts_from_its_first_day(client):
    chief = PersonFactory(administrator=True, role__since=date(2026, 1, 1))

    assert chief.has_role(RoleKind.ADMINISTRATOR)
