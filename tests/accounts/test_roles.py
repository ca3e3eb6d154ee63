from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.choices import RoleKind
from accounts.models import Role
from accounts.services.roles import grant_role, revoke_role
from core.errors import Refused
from core.models import AuditEvent
from tests.factories.accounts import (
    OrganisationFactory,
    PersonFactory,
    RegisterFactory,
    RoleFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def officer_at(organisation):
    return PersonFactory(hr_officer=True, role__organisation=organisation)


def administrator():
    return PersonFactory(administrator=True)


def grant(person, organisation, actor, kind=RoleKind.HR_OFFICER):
    return grant_role(person, organisation=organisation, kind=kind, on=TODAY, actor=actor)


def test_an_officer_makes_a_colleague_an_officer(post):
    board, person = OrganisationFactory(), PersonFactory(signs_in=True)
    officer = officer_at(board)

    role = grant(person, board, officer)

    assert (role.person, role.since, role.until) == (person, TODAY, None)
    event = AuditEvent.objects.about(role).get()
    assert (event.action, event.actor, event.data) == (
        "role.granted",
        officer,
        {"kind": "hr_officer"},
    )
    assert [mail.to for mail in post()] == [[person.email]]


def test_an_administrator_grants_a_role_anywhere():
    assert grant(PersonFactory(), OrganisationFactory(), administrator())


@pytest.mark.parametrize("trait", ["hr_officer", "provider", "validator", "committee", "teacher"])
def test_a_stranger_grants_nothing(trait):
    with pytest.raises(PermissionDenied):
        grant(PersonFactory(), OrganisationFactory(), PersonFactory(**{trait: True}))


def test_nobody_grants_themselves():
    board = OrganisationFactory()
    chief = administrator()

    with pytest.raises(PermissionDenied):
        grant(chief, board, chief)


def test_a_role_that_the_organisation_does_not_have_is_refused():
    with pytest.raises(Refused) as refusal:
        grant(PersonFactory(), OrganisationFactory(), administrator(), RoleKind.ADMINISTRATOR)

    assert refusal.value.code == "role_unknown"


def test_a_role_is_held_once_at_a_time():
    board = OrganisationFactory()

    with pytest.raises(ValidationError, match="heeft deze rol al"):
        grant(officer_at(board), board, administrator())


def test_a_revoked_role_ends_at_once_and_can_be_given_again(post):
    board = OrganisationFactory()
    officer, colleague = officer_at(board), officer_at(board)
    role = colleague.roles.get()

    revoke_role(role, on=TODAY, actor=officer)

    assert not Role.objects.on(TODAY).filter(person=colleague).exists()
    assert AuditEvent.objects.filter(action="role.revoked", actor=officer).count() == 1
    assert [mail.to for mail in post()] == [[colleague.email]]
    assert grant(colleague, board, officer)


def test_revoking_twice_is_revoking_once():
    board = OrganisationFactory()
    officer, role = officer_at(board), RoleFactory(organisation=board)

    revoke_role(role, on=TODAY, actor=officer)
    revoke_role(role, on=TODAY, actor=officer)

    assert AuditEvent.objects.filter(action="role.revoked").count() == 1


def test_an_officer_of_another_board_revokes_nothing():
    with pytest.raises(PermissionDenied):
        revoke_role(RoleFactory(), on=TODAY, actor=PersonFactory(hr_officer=True))


def test_one_may_lay_down_ones_own_role_while_a_colleague_stays():
    board = OrganisationFactory()
    officer, _colleague = officer_at(board), officer_at(board)

    revoke_role(officer.roles.get(), on=TODAY, actor=officer)

    assert not officer.roles.on(TODAY).exists()


def test_the_last_officer_cannot_leave():
    officer = PersonFactory(hr_officer=True)

    with pytest.raises(Refused) as refusal:
        revoke_role(officer.roles.get(), on=TODAY, actor=officer)

    assert refusal.value.code == "last_one"


def test_a_colleague_whose_role_ended_does_not_count_as_one_who_stays():
    board = OrganisationFactory()
    RoleFactory(organisation=board, until=TODAY)
    officer = officer_at(board)

    with pytest.raises(Refused):
        revoke_role(officer.roles.get(), on=TODAY, actor=officer)


def test_an_administrator_may_revoke_the_last_officer():
    role = RoleFactory()

    revoke_role(role, on=TODAY, actor=administrator())

    assert not Role.objects.on(TODAY).filter(pk=role.pk).exists()


def test_the_last_administrator_stays():
    chief = administrator()

    with pytest.raises(Refused):
        revoke_role(chief.roles.get(), on=TODAY, actor=chief)


def test_a_role_has_ended_on_the_day_it_ends():
    role = RoleFactory(since=date(2026, 1, 1), until=date(2026, 6, 1))

    assert list(Role.objects.on(date(2026, 5, 31))) == [role]
    assert list(Role.objects.on(date(2026, 6, 1))) == []


def test_there_is_one_register():
    assert RegisterFactory() == RegisterFactory()
