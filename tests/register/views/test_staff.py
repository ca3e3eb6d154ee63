"""The pages of the committee and of the register's administrators."""

import pytest
from django.urls import reverse

from accounts.models import View
from core import audit
from register.models import Decision
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory
from tests.factories.register import CycleFactory, RegistrationFactory
from tests.factories.schools import StaffRecordFactory
from tests.pages import words
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    member = PersonFactory(committee=True)
    client.force_login(member)
    return member


@pytest.fixture
def administrator(client):
    administrator = PersonFactory(administrator=True)
    client.force_login(administrator)
    return administrator


class TestCommittee:
    def test_the_list_has_what_was_submitted(self, client, member):
        waiting = CycleFactory(submitted=True).registration.person
        running = CycleFactory().registration.person

        page = words(client.get(reverse("register:committee")))

        assert waiting.full_name in page
        assert running.full_name not in page

    def test_the_own_request_is_never_in_it(self, client, member):
        cycle = CycleFactory(submitted=True, registration__person=member)

        assert "<em>0</em> aanvragen wachten" in words(client.get(reverse("register:committee")))
        assert client.get(cycle.get_absolute_url()).status_code == 404

    def test_opening_a_request_is_a_look_that_the_teacher_sees(self, client, member):
        cycle = teacher_with(hours=159, submitted=True)

        page = words(client.get(cycle.get_absolute_url()))

        view = View.objects.get()
        assert (view.subject, view.viewer, view.purpose) == (
            cycle.registration.person,
            member,
            "assessment",
        )
        assert "Nog 1 uur" in page

    def test_the_decision_is_taken_on_the_page(self, client, member):
        cycle = teacher_with(hours=159, submitted=True)

        answer = client.post(
            cycle.get_absolute_url(),
            {"outcome": "conditional", "motivation": "U mist nog een uur."},
        )

        cycle.refresh_from_db()
        assert (answer["Location"], cycle.status) == (reverse("register:committee"), "conditional")
        assert Decision.objects.get().motivation == "U mist nog een uur."

    def test_a_refusal_is_shown(self, client, member):
        cycle = teacher_with(hours=159, submitted=True)

        answer = client.post(
            cycle.get_absolute_url(), {"outcome": "renewed", "motivation": "Akkoord."}
        )

        assert "Nog niet alles wat nodig is, is er." in words(answer)

    def test_a_motivation_is_needed(self, client, member):
        cycle = teacher_with(hours=159, submitted=True)

        client.post(cycle.get_absolute_url(), {"outcome": "conditional", "motivation": " "})

        assert not Decision.objects.exists()

    @pytest.mark.parametrize("status", [{}, {"conditional": True}, {"renewed": True}])
    def test_what_was_not_submitted_is_not_there(self, client, member, status):
        assert client.get(CycleFactory(**status).get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("requests", [1, 3])
    def test_the_list_takes_the_same_queries(
        self, client, member, requests, django_assert_num_queries
    ):
        CycleFactory.create_batch(requests, submitted=True)

        with django_assert_num_queries(8):
            client.get(reverse("register:committee"))


class TestDesk:
    def test_the_work_list_counts(self, client, administrator):
        CycleFactory.create_batch(2, submitted=True)
        OfferFactory(submitted=True)

        page = words(client.get(reverse("register:worklist")))

        assert "2 aanvragen voor herregistratie wachten op de commissie." in page
        assert "<em>1</em> cursus wacht op u" in page

    def test_it_says_when_the_audit_trail_was_sealed(self, client, administrator):
        assert "Er is nog niets verzegeld." in words(client.get(reverse("register:worklist")))

    def test_a_person_is_found_by_number(self, client, administrator):
        person = RegistrationFactory().person

        answer = client.get(reverse("register:people"), {"q": person.number.lower()})

        assert answer["Location"] == reverse("register:person", args=[person.pk])

    def test_people_are_found_by_name_and_by_the_address_that_a_board_gave(
        self, client, administrator
    ):
        person = PersonFactory(given_names="Zoë", family_name="Öztürk")
        StaffRecordFactory(person=person, email="zoe@school.example")
        PersonFactory(family_name="Bos")

        def found(q):
            html = client.get(reverse("register:people"), {"q": q}).text
            return [name for name in ("Zoë Öztürk", "Sanne Bos") if f">{name}</a>" in html]

        assert found("ozt zoe") == found("ZOE@school.example") == ["Zoë Öztürk"]
        assert found("o") == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_searching_costs_the_same_for_three_as_for_one(
        self, client, administrator, count, django_assert_num_queries
    ):
        PersonFactory.create_batch(count, family_name="Bos")

        with django_assert_num_queries(7):
            client.get(reverse("register:people"), {"q": "bos"})

    def test_a_number_that_nobody_has_is_told_so(self, client, administrator):
        page = words(client.get(reverse("register:people"), {"q": "LR1"}))

        assert "Niemand gevonden" in page

    def test_opening_a_person_is_a_look_and_shows_what_was_done(self, client, administrator):
        cycle = CycleFactory()
        person = cycle.registration.person
        audit.record("started", cycle, actor=None)

        page = words(client.get(reverse("register:person", args=[person.pk])))

        view = View.objects.get()
        assert (view.subject, view.viewer, view.purpose) == (person, administrator, "support")
        assert "een periode begon" in page
        assert "Ingeschreven" in page

    def test_who_is_not_there_has_no_page(self, client, administrator):
        assert client.get(reverse("register:person", args=[0])).status_code == 404


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("worklist", "administrator"),
        ("people", "administrator"),
        ("committee", "committee"),
    ],
)
def test_only_the_role_comes_in(client, name, role):
    for other in ("teacher", "hr_officer", "provider", "validator", "administrator", "committee"):
        client.force_login(PersonFactory(**{other: True}))
        expected = 200 if other == role else 404
        assert client.get(reverse(f"register:{name}")).status_code == expected, other
