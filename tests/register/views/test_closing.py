"""What would close the gap: courses, activities with colleagues, a plan."""

from datetime import date

import pytest
from django.urls import reverse

from cpd.choices.sessions import Province
from tests.factories.cpd import ActivityFactory, OfferFactory, PlanItemFactory, SessionFactory
from tests.factories.schools import (
    BasisFactory,
    LocationFactory,
    StaffRecordFactory,
)
from tests.pages import read, words
from tests.register.conftest import TODAY
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db


def _works_in(person, *provinces, until=None):
    staff = StaffRecordFactory(person=person)
    for province in provinces:
        location = LocationFactory(board=staff.board, province=province)
        BasisFactory(
            appointment__staff=staff,
            appointment__location=location,
            since=date(2025, 8, 1),
            until=until,
        )


class TestClosing:
    HOURS = {"subject_content": 24, "subject_teaching": 20, "school_development": 72}

    @pytest.fixture
    def cycle(self):
        return teacher_with(hours=self.HOURS)

    def test_offers_that_help_say_how_much_of_them_is_needed(self, sign_in, cycle):
        OfferFactory(validated=True, title="Genoeg", hours={"subject_content": 16})
        OfferFactory(
            validated=True, title="Te veel", contact_hours=60, hours={"subject_content": 64}
        )
        OfferFactory(validated=True, title="Zonder nut", hours={"school_development": 16})
        OfferFactory(validated=True, title="Elders", sectors=["po"])

        page = read(sign_in(cycle), "register:requirements")

        assert "16 uur vakinhoud. U heeft ze allemaal nog nodig." in page
        assert "64 uur vakinhoud. Daarvan heeft u er nog 56 nodig." in page
        assert "Zonder nut" not in page
        assert "Elders" not in page

    def test_the_cheapest_hour_comes_first_unless_most_hours_are_asked(self, sign_in, cycle):
        for title, price in [("Duur", 800), ("Goedkoop", 80)]:
            OfferFactory(validated=True, title=title, price=price, price_per_hour=price / 16)
        OfferFactory(
            validated=True, title="Groot", price=900, contact_hours=40, self_study_hours=0,
            hours={"subject_content": 40},
        )  # fmt: skip
        client = sign_in(cycle)

        cheapest = read(client, "register:requirements")
        most = words(client.get(reverse("register:requirements") + "?sort=most"))

        assert cheapest.index("Goedkoop") < cheapest.index("Groot") < cheapest.index("Duur")
        assert most.index("Groot") < most.index("Goedkoop")

    def test_what_begins_soonest_comes_first_where_that_is_asked(self, sign_in, cycle):
        for title, day in [("Later", 20), ("Eerder", 3)]:
            first = date(2026, 12, day)
            SessionFactory(
                offer=OfferFactory(validated=True, title=title),
                since=first,
                until=first.replace(day=day + 1),
            )
        OfferFactory(validated=True, title="Zonder datum")
        client = sign_in(cycle)

        page = words(client.get(reverse("register:requirements") + "?sort=soonest"))

        assert page.index("Eerder") < page.index("Later")
        assert "Eerste dag: 3 december 2026" in page
        assert "Zonder datum" not in page

    def test_own_province_comes_first_then_online_then_elsewhere(self, sign_in, cycle):
        _works_in(cycle.registration.person, "Friesland", "Noord-Brabant", "")
        for title, price, place in [
            ("Elders", 10, {"province": Province.UTRECHT}),
            ("Thuis", 20, {"online": True, "venue": "", "town": "", "province": ""}),
            ("Tilburg", 90, {"province": Province.NOORD_BRABANT}),
            ("Sneek", 80, {"province": Province.FRYSLAN}),
        ]:
            offer = OfferFactory(validated=True, title=title, price=price)
            SessionFactory(offer=offer, to_come=True, **place)
        OfferFactory(validated=True, title="Zonder datum")

        page = words(sign_in(cycle).get(reverse("register:requirements") + "?sort=nearest"))

        assert "Eerst cursussen in Fryslân en Noord-Brabant" in page
        assert page.index("Sneek") < page.index("Tilburg") < page.index("Thuis")
        assert "Elders" not in page  # three are shown
        assert "Zonder datum" not in page

    def test_the_nearest_session_is_shown_although_another_is_sooner(self, sign_in, cycle):
        _works_in(cycle.registration.person, "Gelderland")
        offer = OfferFactory(validated=True)
        SessionFactory(offer=offer, town="Utrecht", province=Province.UTRECHT)
        SessionFactory(offer=offer, to_come=True, town="Ede", province=Province.GELDERLAND)
        client = sign_in(cycle)

        soonest = words(client.get(reverse("register:requirements") + "?sort=soonest"))
        nearest = words(client.get(reverse("register:requirements") + "?sort=nearest"))

        assert "Eerste dag: 19 november 2026" in soonest
        assert "Eerste dag: 10 december 2026" in nearest
        assert "Ede (Gelderland)" in nearest

    def test_without_an_appointment_what_is_online_comes_first(self, sign_in, cycle):
        online = {"online": True, "venue": "", "town": "", "province": ""}
        for title, place in [("Klassikaal", {}), ("Thuis", online)]:
            offer = OfferFactory(validated=True, title=title)
            SessionFactory(offer=offer, to_come=True, **place)
        _works_in(cycle.registration.person, "Overijssel", until=TODAY)

        page = words(sign_in(cycle).get(reverse("register:requirements") + "?sort=nearest"))

        assert "Wij weten niet in welke provincie u nu lesgeeft" in page
        assert page.index("Thuis") < page.index("Klassikaal")

    def test_what_is_followed_or_planned_is_not_offered_again(self, sign_in, cycle):
        person = cycle.registration.person
        planned = PlanItemFactory(person=person, of_offer=True, title="Gepland", planned_for=TODAY)
        followed = OfferFactory(validated=True, title="Gevolgd")
        ActivityFactory(person=person, offer=followed, hours={"subject_content": 1})

        page = read(sign_in(cycle), "register:requirements")

        assert reverse("cpd:plan_offer", args=[planned.offer_id]) not in page
        assert "Gevolgd" not in page

    def test_what_is_planned_stands_beside_what_is_there(self, sign_in, cycle):
        PlanItemFactory(person=cycle.registration.person, hours=12)

        page = read(sign_in(cycle), "register:requirements")

        assert "Met wat u heeft gepland nog 44 uur." in page
        assert "bar__plan" in page

    def test_what_if_answers_and_saves_nothing(self, sign_in, cycle):
        item = PlanItemFactory(person=cycle.registration.person, hours=12)
        offer = OfferFactory(validated=True, hours={"subject_content": 16})
        asked = {"what_if": "True", "plan": item.pk, "offer": offer.pk, "hours_lesson_visit": "28"}

        page = words(sign_in(cycle).get(reverse("register:requirements"), asked))

        assert "Dan heeft u 160 van 160 uur." in page
        assert "U voldoet aan alle eisen" in page
        assert cycle.registration.person.activities.count() == 1

    def test_what_if_shows_what_is_wrong(self, sign_in, cycle):
        asked = {"what_if": "True", "hours_lesson_visit": "-3"}

        page = words(sign_in(cycle).get(reverse("register:requirements"), asked))

        assert "Dan heeft u" not in page
        assert "field--bad" in page

    def test_together_costs_nothing_and_names_only_what_helps(self, sign_in, cycle):
        page = read(sign_in(cycle), "register:requirements")

        assert "<b>Lesbezoek</b>: telt als pedagogiek." in page
        assert reverse("cpd:plan_new") + "?kind=lesson_visit" in page
