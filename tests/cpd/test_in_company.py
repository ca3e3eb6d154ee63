"""A board offers courses to its own staff: it is admitted as any provider, and others read but
cannot follow.
"""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, Organisation
from core.errors import Refused
from cpd import permissions
from cpd.choices.catalogue import Fits
from cpd.choices.providers import Admission
from cpd.models import Application, Offer, Provider
from cpd.selectors.applications import link_token
from cpd.selectors.catalogue import cards_of
from cpd.selectors.file import suggestions
from cpd.selectors.plans import fitting_offers
from cpd.selectors.reviews import validators_for
from cpd.services.activities import follow_offer
from cpd.services.applications import apply_for_board, decide_application
from cpd.services.attendance import confirm_presence
from cpd.services.plans import plan_offer
from cpd.services.sessions import intend
from schools.services.takeovers import confirm_takeover, enter_takeover
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ApplicationFactory, OfferFactory, ProviderFactory, SessionFactory
from tests.factories.schools import AppointmentFactory, BoardFactory, LocationFactory

from .services.test_activities import codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    return BoardFactory(name="Stichting De Linde")


@pytest.fixture
def offer(board):
    provider = ProviderFactory(name="De Linde, eigen scholing", staff_of=board)
    return OfferFactory(provider=provider, validated=True, title="Starten op onze scholen")


def officer_of(board):
    return PersonFactory(hr_officer=True, role__organisation=board)


def employee_of(board, **traits):
    person = PersonFactory(**{"teacher": True, **traits})
    AppointmentFactory(staff__board=board, staff__person=person)
    return person


def test_an_officer_applies_once_for_the_board_and_goes_on_with_the_same(board):
    officer = officer_of(board)

    first = apply_for_board(board.pk, actor=officer, on=TODAY)
    again = apply_for_board(board.pk, actor=officer_of(board), on=TODAY)

    assert first == again
    assert (first.name, first.email) == ("Stichting De Linde", officer.email)


@pytest.mark.parametrize("who", [{"teacher": True}, {"provider": True}, {"hr_officer": True}])
def test_nobody_else_applies_for_a_board(board, who):
    with pytest.raises(PermissionDenied):
        apply_for_board(board.pk, actor=PersonFactory(**who), on=TODAY)


def test_who_is_no_officer_any_more_does_not_go_on_with_it(client, board):
    """Neither in the session in which it was opened, nor by the link in a mail."""
    officer, status = officer_of(board), reverse("cpd:apply_status")
    client.force_login(officer)
    client.post(reverse("cpd:own_courses"))
    link = reverse("cpd:apply_link", args=[link_token(Application.objects.get())])
    assert client.get(status).status_code == 200

    officer.roles.update(until=TODAY)

    assert client.get(status).status_code == 404
    stranger = Client()
    assert stranger.get(link, follow=True).redirect_chain[-1][0].startswith("/inloggen/")
    stranger.force_login(officer_of(board))
    assert stranger.get(link, follow=True).status_code == 200


def test_a_board_never_has_two_applications_going_on(board):
    ApplicationFactory(board=board)

    with pytest.raises(IntegrityError, match="a_board_applies_once_at_a_time"):
        ApplicationFactory(board=board)


def test_a_board_that_is_admitted_offers_to_its_own_staff_and_its_officer_is_invited(board):
    application = ApplicationFactory(submitted=True, board=board)

    decide_application(
        application,
        actor=PersonFactory(administrator=True),
        outcome=Admission.ADMIT,
        reasons="Aan elke eis voldaan.",
    )

    provider = Provider.objects.get(kvk=application.kvk)
    assert provider.staff_of == board
    assert Invitation.objects.get().organisation == Organisation.objects.get(pk=provider.pk)


def test_an_administrator_with_a_role_at_the_board_does_not_decide_about_it(board, offer):
    administrator = PersonFactory(administrator=True)
    administrator.roles.create(organisation=board, kind="hr_officer", since=TODAY)

    assert not permissions.can_decide_on(administrator, ApplicationFactory(board=board))
    assert not permissions.can_judge(administrator, offer)
    assert not permissions.can_suspend(administrator, offer.provider)


def test_no_validator_judges_a_course_of_the_own_employer(board, offer):
    employee_of(board, validator=True)
    elsewhere = PersonFactory(validator=True)

    assert validators_for(offer, excluded=[], on=TODAY) == [elsewhere]


def test_who_works_for_the_board_follows_plans_and_goes(board, offer):
    teacher, session = employee_of(board), SessionFactory(offer=offer, to_come=True)

    intend(session, actor=teacher, on=TODAY)
    plan_offer(offer, actor=teacher, on=TODAY)
    activity = follow_offer(offer, actor=teacher, on=TODAY, done_on=TODAY)

    assert activity.offer == offer
    assert session.intentions.get().person == teacher


@pytest.mark.parametrize(
    "deed",
    [
        lambda offer, who: follow_offer(offer, actor=who, on=TODAY, done_on=TODAY),
        lambda offer, who: plan_offer(offer, actor=who, on=TODAY),
        lambda offer, who: intend(SessionFactory(offer=offer, to_come=True), actor=who, on=TODAY),
        lambda offer, who: confirm_presence(
            SessionFactory(offer=offer, since=TODAY, until=TODAY.replace(day=22)),
            actor=who,
            on=TODAY,
        ),
    ],
    ids=["follows", "plans", "goes", "is there"],
)
def test_nobody_of_another_board_does(offer, deed):
    with pytest.raises(Refused) as refusal:
        deed(offer, employee_of(BoardFactory()))

    assert codes(refusal) == ["in_company"]


def test_it_is_suggested_to_own_staff_only(board, offer):
    own, other = employee_of(board), employee_of(BoardFactory())
    wanted = {
        "categories": ["subject_content"],
        "sectors": [],
        "order": Fits.MOST,
        "near": [],
        "on": TODAY,
    }

    assert [one.offer for one in fitting_offers(own, **wanted)] == [offer]
    assert fitting_offers(other, **wanted) == []
    assert suggestions(own, "Starten", on=TODAY).offers == [offer]
    assert suggestions(other, "Starten", on=TODAY).offers == []


def test_the_catalogue_says_for_whom_it_is(client, board, offer):
    client.force_login(employee_of(BoardFactory()))

    page = client.get(f"/aanbod/{offer.pk}/", headers={"accept-language": "en"})

    assert [card.board for card in cards_of(Offer.objects.all())] == [board.pk]
    assert "Only for those who work for De Linde, eigen scholing." in page.text
    assert "I followed this" not in page.text


def test_an_officer_is_led_from_the_board_to_the_application_and_its_courses(client, board):
    client.force_login(officer_of(board))

    before = client.get("/bestuur/eigen-cursussen/", headers={"accept-language": "en"})
    begun = client.post("/bestuur/eigen-cursussen/", follow=True)
    OfferFactory(provider=ProviderFactory(staff_of=board), validated=True, title="Starten")
    after = client.get("/bestuur/eigen-cursussen/")

    assert "Apply once." in before.text
    assert begun.redirect_chain == [("/aanbieder-worden/aanvraag/", 302)]
    assert "Starten" in after.text


class TestMerger:
    @pytest.fixture
    def other(self):
        return BoardFactory(name="Stichting De Populier")

    def merge(self, board, other):
        LocationFactory(board=board)
        administrator = PersonFactory(administrator=True)
        takeover = enter_takeover(
            actor=administrator, source=board.number, target=other.number, location="", on=TODAY
        )
        confirm_takeover(takeover, actor=administrator, on=TODAY)

    def test_the_courses_of_a_board_go_to_the_board_that_it_becomes_part_of(
        self, board, offer, other, client
    ):
        colleague = employee_of(other)
        with pytest.raises(Refused):
            plan_offer(offer, actor=colleague, on=TODAY)

        self.merge(board, other)

        offer.provider.refresh_from_db()
        assert offer.provider.staff_of == other
        assert plan_offer(Offer.objects.get(), actor=colleague, on=TODAY)
        client.force_login(officer_of(other))
        assert offer.title in client.get("/bestuur/eigen-cursussen/").text

    def test_a_board_with_courses_of_its_own_has_both(self, board, offer, other, client):
        own = OfferFactory(
            provider=ProviderFactory(staff_of=other), validated=True, title="Samen rekenen"
        )

        self.merge(board, other)

        client.force_login(officer_of(other))
        page = client.get("/bestuur/eigen-cursussen/").text
        assert own.title in page
        assert offer.title in page

    def test_what_is_asked_goes_along_unless_the_other_asks_too(self, board, other):
        mine = apply_for_board(board.pk, actor=officer_of(board), on=TODAY)
        third = BoardFactory()

        self.merge(board, other)
        mine.refresh_from_db()
        assert mine.board == other

        theirs = apply_for_board(third.pk, actor=officer_of(third), on=TODAY)
        self.merge(third, other)
        theirs.refresh_from_db()
        assert theirs.board == third
