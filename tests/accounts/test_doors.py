from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import RoleKind
from tests.factories.accounts import (
    JOINED_ON,
    OrganisationFactory,
    PersonFactory,
    RoleFactory,
    TotpFactory,
)

pytestmark = pytest.mark.django_db
COLLEAGUES = "/bestuur/collegas/"


def two_boards():
    officer = PersonFactory(hr_officer=True)
    return officer, RoleFactory(person=officer, kind=RoleKind.HR_OFFICER)


def test_a_stranger_is_asked_to_sign_in_and_comes_back(client):
    assert client.get(COLLEAGUES).url == f"/inloggen/?next={COLLEAGUES}"


def test_who_has_another_role_sees_no_such_page(client):
    client.force_login(PersonFactory(provider=True))

    assert client.get(COLLEAGUES).status_code == 404


def test_a_role_that_ended_opens_nothing(client):
    officer = PersonFactory(hr_officer=True, role__until=date(2026, 2, 1))
    client.force_login(officer)

    assert client.get(COLLEAGUES).status_code == 404


def test_a_role_that_begins_later_opens_nothing(client):
    officer = PersonFactory(hr_officer=True, role__since=date(2099, 1, 1))
    client.force_login(officer)

    assert client.get(COLLEAGUES).status_code == 404


def test_without_a_second_factor_one_sets_it_up_first_and_then_goes_on(client):
    officer = RoleFactory(person=PersonFactory(signs_in=True)).person
    client.force_login(officer)

    assert client.get(COLLEAGUES).url == reverse("mfa_activate_totp")
    TotpFactory(user=officer)

    assert client.get(reverse("accounts:start")).url == COLLEAGUES
    assert client.get(COLLEAGUES).status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client):
    officer = RoleFactory(person=PersonFactory(signs_in=True)).person
    TotpFactory(user=officer, type="recovery_codes", data={})
    client.force_login(officer)

    assert client.get(COLLEAGUES).url == reverse("mfa_activate_totp")


def test_one_area_is_entered_at_once(client):
    officer = PersonFactory(hr_officer=True)
    client.force_login(officer)

    response = client.get(reverse("accounts:start"))

    assert response.url == f"/wissel/{officer.roles.get().pk}/"
    assert client.get(response.url).url == "/bestuur/"


def test_a_teacher_goes_to_the_own_file(client):
    client.force_login(PersonFactory(teacher=True))

    assert client.get(reverse("accounts:start")).url == "/mijn/"


def test_several_areas_are_a_choice(client):
    client.force_login(PersonFactory(teacher=True, validator=True))

    response = client.get(reverse("accounts:start"))

    assert [area.key for area in response.context["request"].areas] == ["mijn", "validatie"]
    assert response.status_code == 200


def test_who_never_had_an_area_may_ask_for_a_record(client):
    client.force_login(PersonFactory(signs_in=True))

    assert client.get(reverse("accounts:start"))["Location"] == "/aanmelden/"


def test_whose_only_role_ended_reads_what_to_do(client):
    officer = PersonFactory(hr_officer=True)
    officer.roles.update(until=JOINED_ON)
    client.force_login(officer)

    assert "Hier staat niets voor u klaar" in client.get(reverse("accounts:start")).text


def test_switching_to_another_board_is_remembered(client):
    officer, second = two_boards()
    client.force_login(officer)

    client.get(f"/wissel/{second.pk}/")

    assert client.get(COLLEAGUES).context["organisation"] == second.organisation


@pytest.mark.parametrize(
    ("comes_from", "switched"),
    [("same-origin", True), ("none", True), ("cross-site", False), ("same-site", False)],
)
def test_only_our_own_pages_can_switch(client, comes_from, switched):
    officer, second = two_boards()
    client.force_login(officer)

    client.get(f"/wissel/{second.pk}/", headers={"Sec-Fetch-Site": comes_from})

    assert (client.get(COLLEAGUES).context["organisation"] == second.organisation) is switched


def test_switching_one_kind_of_role_leaves_the_other_kinds(client):
    officer, second = two_boards()
    editor = RoleFactory(person=officer, kind=RoleKind.PROVIDER_EDITOR)
    client.force_login(officer)

    client.get(f"/wissel/{second.pk}/")
    client.get(f"/wissel/{editor.pk}/")

    assert client.get(COLLEAGUES).context["organisation"] == second.organisation


def test_the_area_of_the_present_page_is_marked(client):
    officer, second = two_boards()
    client.force_login(officer)
    client.get(f"/wissel/{second.pk}/")

    request = client.get(COLLEAGUES).context["request"]

    assert (request.area.role, request.area.detail) == (second, second.organisation.name)


@pytest.mark.parametrize("whose", ["somebody else", "ended", "nobody"])
def test_a_role_that_is_not_ones_own_cannot_be_taken(client, whose):
    officer = PersonFactory(hr_officer=True)
    role = {
        "somebody else": RoleFactory,
        "ended": lambda: RoleFactory(
            person=officer, organisation=OrganisationFactory(), until=date(2026, 2, 1)
        ),
        "nobody": lambda: RoleFactory.build(pk=0),
    }[whose]()
    client.force_login(officer)

    assert client.get(f"/wissel/{role.pk}/").status_code == 404


def test_the_account_page_shows_roles_with_their_last_day(client):
    officer = PersonFactory(hr_officer=True, role__until=date(2026, 2, 1))
    client.force_login(officer)

    page = client.get(reverse("accounts:account")).text

    assert "31 januari 2026" in page
