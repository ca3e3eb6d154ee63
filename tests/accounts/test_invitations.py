import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.choices import RoleKind
from accounts.models import Invitation, Person
from accounts.selectors import invitations as selectors
from accounts.services import invitations
from core.errors import Refused
from core.models import AuditEvent, OutboxMessage
from tests.factories.accounts import PASSWORD, OrganisationFactory, PersonFactory, RegisterFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def board():
    return OrganisationFactory(name="Stichting De Brug")


@pytest.fixture
def officer(board):
    return PersonFactory(hr_officer=True, role__organisation=board)


@pytest.fixture
def invitation(board, officer):
    return invitations.invite(
        "Nieuw@example.nl", organisation=board, kind=RoleKind.HR_OFFICER, actor=officer
    )


def join(invitation):
    return invitations.join(
        invitation,
        given_names="Ilse",
        prefix="",
        family_name="Bos",
        password=PASSWORD,
        on=TODAY,
        actor=None,
    )


def link_in(mail) -> str:
    return re.search(r"http://localhost:8000(/uitnodiging/\S+)", mail.body)[1]


def test_an_invitation_is_mailed_with_a_link(invitation, post):
    [mail] = post()

    assert mail.to == ["nieuw@example.nl"]
    assert (
        mail.subject == "Uitnodiging voor het Lerarenregister: HR-medewerker bij Stichting De Brug"
    )
    assert link_in(mail) == f"/uitnodiging/{selectors.plain_token(invitation)}/"


def test_the_secret_of_the_link_stands_nowhere_in_the_clear(invitation):
    token = selectors.plain_token(invitation)

    assert token.encode() not in bytes(invitation.ciphertext) + bytes(invitation.digest)
    assert token not in str(list(AuditEvent.objects.values_list("data")))
    assert token not in str(list(OutboxMessage.objects.values_list("key", "kwargs")))


def test_the_trail_of_an_invitation_holds_no_address(invitation):
    assert "nieuw" not in str(list(AuditEvent.objects.values_list("data")))


@pytest.mark.parametrize(
    ("trait", "kind"),
    [("hr_officer", RoleKind.HR_OFFICER), ("provider", RoleKind.PROVIDER_EDITOR)],
)
def test_one_invites_for_ones_own_organisation(trait, kind):
    person = PersonFactory(**{trait: True})

    assert invitations.invite(
        "a@example.nl",
        organisation=person.current_roles[0].organisation,
        kind=kind,
        actor=person,
    )


@pytest.mark.parametrize("trait", ["hr_officer", "provider", "validator", "committee", "teacher"])
def test_one_does_not_invite_for_another_organisation(board, trait):
    with pytest.raises(PermissionDenied):
        invitations.invite(
            "a@example.nl",
            organisation=board,
            kind=RoleKind.HR_OFFICER,
            actor=PersonFactory(**{trait: True}),
        )


def test_a_validator_does_not_invite_for_the_register():
    with pytest.raises(PermissionDenied):
        invitations.invite(
            "a@example.nl",
            organisation=RegisterFactory(),
            kind=RoleKind.ADMINISTRATOR,
            actor=PersonFactory(validator=True),
        )


def test_an_administrator_invites_the_first_officer_of_a_board(board):
    assert invitations.invite(
        "a@example.nl",
        organisation=board,
        kind=RoleKind.HR_OFFICER,
        actor=PersonFactory(administrator=True),
    )


def test_a_board_has_no_administrators(board, officer):
    with pytest.raises(Refused) as refusal:
        invitations.invite(
            "a@example.nl", organisation=board, kind=RoleKind.ADMINISTRATOR, actor=officer
        )

    assert refusal.value.code == "role_unknown"


def test_an_address_has_one_open_invitation_to_a_role(invitation, board, officer):
    with pytest.raises(ValidationError, match="al uitgenodigd"):
        invitations.invite(
            "NIEUW@example.nl", organisation=board, kind=RoleKind.HR_OFFICER, actor=officer
        )


def test_somebody_new_takes_the_role_and_can_sign_in(invitation):
    person = join(invitation)

    assert person.has_role(RoleKind.HR_OFFICER, organisation=invitation.organisation_id)
    assert person.emailaddress_set.get().verified
    assert person.check_password(PASSWORD)
    invitation.refresh_from_db()
    assert invitation.accepted_by == person


def test_the_role_was_granted_by_who_invited(invitation, officer):
    join(invitation)

    assert AuditEvent.objects.get(action="role.granted").actor == officer


def test_an_invitation_by_somebody_who_left_does_not_work(invitation, officer):
    officer.roles.update(until=TODAY)

    with pytest.raises(Refused) as refusal:
        join(Invitation.objects.get())

    assert refusal.value.code == "inviter_left"
    assert not Person.objects.filter(email="nieuw@example.nl").exists()


def test_somebody_with_an_account_takes_the_role(invitation):
    person = PersonFactory(teacher=True)

    role = invitations.accept(invitation, on=TODAY, actor=person)

    assert (role.person, role.organisation) == (person, invitation.organisation)


def test_an_invitation_works_once(invitation):
    join(invitation)

    with pytest.raises(Refused) as refusal:
        invitations.accept(invitation, on=TODAY, actor=PersonFactory(teacher=True))

    assert refusal.value.code == "not_open"


def test_a_withdrawn_invitation_does_not_work(invitation, officer):
    invitations.withdraw(invitation, actor=officer)

    with pytest.raises(Refused) as refusal:
        join(invitation)

    assert refusal.value.code == "not_open"
    assert not Person.objects.filter(family_name="Bos").exists()


def test_a_withdrawn_invitation_is_not_mailed(invitation, officer, post):
    invitations.withdraw(invitation, actor=officer)

    assert post() == []


def test_an_expired_invitation_does_not_work(invitation):
    with (
        time_machine.travel(timezone.now() + timedelta(days=14)),
        pytest.raises(Refused) as refusal,
    ):
        join(invitation)

    assert refusal.value.code == "expired"


def test_nobody_gives_themselves_a_role_by_an_invitation():
    chief = PersonFactory(administrator=True)
    own = invitations.invite(
        "anders@example.nl",
        organisation=RegisterFactory(),
        kind=RoleKind.VALIDATOR,
        actor=chief,
    )

    with pytest.raises(Refused) as refusal:
        invitations.accept(own, on=TODAY, actor=chief)

    assert refusal.value.code == "own_invitation"


def test_sending_again_makes_a_new_link_that_is_valid_anew(invitation, officer, post):
    post()
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        invitations.resend(invitation, actor=officer)
        first, second = post()

    assert link_in(first) != link_in(second)
    invitation.refresh_from_db()
    assert invitation.expires_at > timezone.now() + timedelta(days=20)


def test_whoever_sends_it_again_is_the_one_who_invites(invitation, board, officer):
    colleague = PersonFactory(hr_officer=True, role__organisation=board)
    officer.roles.update(until=TODAY)

    invitations.resend(invitation, actor=colleague)

    assert join(invitation).has_role(RoleKind.HR_OFFICER, organisation=board.pk)


def test_a_stranger_neither_sends_again_nor_withdraws(invitation):
    stranger = PersonFactory(hr_officer=True)

    with pytest.raises(PermissionDenied):
        invitations.resend(invitation, actor=stranger)
    with pytest.raises(PermissionDenied):
        invitations.withdraw(invitation, actor=stranger)


def test_the_first_administrator_is_invited_by_nobody_and_only_once(post):
    invitation = invitations.invite_first_administrator("chef@example.nl", actor=None)
    join(invitation)

    with pytest.raises(Refused) as refusal:
        invitations.invite_first_administrator("nog-een@example.nl", actor=None)

    assert refusal.value.code == "not_the_first"
    assert post()[0].to == ["chef@example.nl"]


# The pages


def follow(client, invitation):
    link = reverse("accounts:invitation_link", args=[selectors.plain_token(invitation)])
    return client.get(link, follow=True)


def test_following_the_link_takes_the_secret_out_of_the_address(client, invitation):
    response = follow(client, invitation)

    assert response.redirect_chain == [("/uitnodiging/", 302)]
    assert response.templates[0].name == "accounts/invitation_join.html"


def test_a_new_colleague_joins_and_is_led_to_the_second_step(client, invitation):
    follow(client, invitation)

    response = client.post(
        "/uitnodiging/",
        {"given_names": "Ilse", "family_name": "Bos", "password": PASSWORD},
        follow=True,
    )

    assert response.context["user"].full_name == "Ilse Bos"
    assert "invitation" not in client.session


def test_a_weak_password_is_refused_with_the_reason(client, invitation):
    follow(client, invitation)

    response = client.post(
        "/uitnodiging/", {"given_names": "Ilse", "family_name": "Bos", "password": "kort"}
    )

    assert "password" in response.context["form"].errors
    assert Invitation.objects.open().get() == invitation


def test_who_has_an_account_is_asked_to_sign_in(client, invitation):
    PersonFactory(teacher=True, email=invitation.email)

    assert "/inloggen/?next=/uitnodiging/" in follow(client, invitation).text


def test_who_is_signed_in_accepts_with_one_press(client, invitation):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    follow(client, invitation)

    response = client.post(reverse("accounts:invitation_accept"))

    assert response.url == "/bestuur/"
    assert person.roles.get().organisation == invitation.organisation


def test_a_refusal_is_told_on_the_page(client, invitation, officer):
    client.force_login(officer)
    follow(client, invitation)

    response = client.post(reverse("accounts:invitation_accept"), follow=True)

    assert "U kunt een uitnodiging van uzelf niet aannemen." in response.text


@pytest.mark.parametrize("token", ["onzin", "x" * 500])
def test_a_link_that_does_not_work_says_what_to_do(client, token):
    response = client.get(f"/uitnodiging/{token}/", follow=True)

    assert response.status_code == 410
    assert "Zoek een latere e-mail" in response.text


def test_accepting_without_a_link_leads_nowhere(client):
    client.force_login(PersonFactory(teacher=True))

    assert client.post(reverse("accounts:invitation_accept")).url == "/uitnodiging/"
