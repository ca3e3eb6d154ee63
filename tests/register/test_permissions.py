"""Who may, who may not, and one's own case."""

import pytest

from register import permissions
from tests.factories.accounts import PersonFactory
from tests.factories.register import CycleFactory

pytestmark = pytest.mark.django_db

OTHERS = ["teacher", "hr_officer", "provider", "administrator", "validator"]


class TestConfirm:
    def test_a_person_who_claimed_the_record(self):
        teacher = PersonFactory(teacher=True)

        assert permissions.can_confirm(teacher, teacher)

    def test_not_before_it_was_claimed(self):
        person = PersonFactory()

        assert not permissions.can_confirm(person, person)

    @pytest.mark.parametrize("role", [*OTHERS, "committee"])
    def test_not_for_another(self, role):
        assert not permissions.can_confirm(PersonFactory(**{role: True}), PersonFactory())


class TestSubmit:
    def test_the_teacher_of_the_cycle(self):
        cycle = CycleFactory()

        assert permissions.can_submit(cycle.registration.person, cycle)

    @pytest.mark.parametrize("role", [*OTHERS, "committee"])
    def test_not_for_another(self, role):
        assert not permissions.can_submit(PersonFactory(**{role: True}), CycleFactory())


class TestDecide:
    def test_a_member_of_the_committee(self):
        assert permissions.can_decide(PersonFactory(committee=True), CycleFactory())

    def test_not_about_oneself(self):
        member = PersonFactory(committee=True)

        assert not permissions.can_decide(member, CycleFactory(registration__person=member))

    @pytest.mark.parametrize("role", OTHERS)
    def test_not_in_another_role(self, role):
        assert not permissions.can_decide(PersonFactory(**{role: True}), CycleFactory())
