from decimal import Decimal

import pytest
from django.urls import reverse

from cpd.models import Activity, PlanItem
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory, PlanItemFactory
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


def test_the_plan_says_what_it_brings(client, teacher):
    PlanItemFactory(person=teacher)
    PlanItemFactory(person=teacher, of_offer=True)

    page = words(client.get(reverse("cpd:plan")))

    assert "U heeft <em>2</em> dingen gepland: 24 uur" in page
    assert "4 uur vakinhoud, 4 uur vakdidactiek" in page


def test_an_empty_plan_says_what_comes_here(client, teacher):
    assert "Nog niets gepland" in words(client.get(reverse("cpd:plan")))


def test_a_link_chooses_the_kind(client, teacher):
    page = client.get(reverse("cpd:plan_new") + "?kind=lesson_visit")

    assert page.context["form"]["kind"].value() == "lesson_visit"


def test_what_is_written_comes_in_the_plan(client, teacher):
    answer = client.post(
        reverse("cpd:plan_new"),
        {"kind": "lesson_visit", "hours": "1,5", "title": "Bij Anouk", "planned_for": "1-12-2026"},
    )

    item = PlanItem.objects.get()
    assert answer["Location"] == reverse("cpd:plan")
    assert (item.hours, item.title, str(item.planned_for)) == (
        Decimal("1.5"),
        "Bij Anouk",
        "2026-12-01",
    )


def test_kind_and_hours_are_asked_for(client, teacher):
    page = words(client.post(reverse("cpd:plan_new"), {"title": ""}))

    assert "Kies wat voor activiteit het wordt." in page
    assert "Schrijf hoeveel uur het gaat kosten." in page


def test_one_press_logs_what_was_planned(client, teacher):
    item = PlanItemFactory(person=teacher)

    page = words(client.post(reverse("cpd:plan_done", args=[item.pk]), follow=True))

    assert "Opgeslagen: Lessenreeks debatteren" in page
    assert Activity.objects.get().person == teacher


def test_a_refusal_is_told(client, teacher):
    item = PlanItemFactory(person=teacher, dropped=True)

    page = words(client.post(reverse("cpd:plan_done", args=[item.pk]), follow=True))

    assert "Dit kan niet" in page


def test_taking_out_can_be_undone_at_once(client, teacher):
    item = PlanItemFactory(person=teacher)

    page = words(client.post(reverse("cpd:plan_drop", args=[item.pk]), follow=True))
    assert reverse("cpd:plan_again", args=[item.pk]) in page

    client.post(reverse("cpd:plan_again", args=[item.pk]))
    item.refresh_from_db()
    assert item.status == "planned"


def test_a_course_of_the_catalogue_is_one_press(client, teacher):
    offer = OfferFactory(validated=True)

    client.post(reverse("cpd:plan_offer", args=[offer.pk]))

    assert PlanItem.objects.get().offer == offer


@pytest.mark.parametrize("name", ["plan_done", "plan_drop", "plan_again"])
def test_anothers_plan_is_not_there(client, teacher, name):
    assert client.post(reverse(f"cpd:{name}", args=[PlanItemFactory().pk])).status_code == 404


def test_the_plan_takes_as_many_queries_for_one_item_as_for_twenty(
    client, teacher, django_assert_num_queries
):
    PlanItemFactory.create_batch(20, person=teacher)

    with django_assert_num_queries(4):
        client.get(reverse("cpd:plan"))
