"""What is looked for and not offered, counted without names; and what a teacher keeps."""

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import Refused
from cpd.models import SavedOffer, Wish
from cpd.selectors.wishes import demand
from cpd.services.wishes import add_wish, drop_wish
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import OfferFactory
from tests.pages import words
from tests.races import at_once

pytestmark = pytest.mark.django_db
ASKED = {"subject": "muziek", "province": "drenthe"}


def page(response):
    return response.content.decode()


def look_for(person, **changes):
    return add_wish(actor=person, on=TODAY, **{**ASKED, "organisation_id": None, **changes})


@pytest.fixture
def six():
    people = PersonFactory.create_batch(6, teacher=True)
    for person in people:
        look_for(person)
    return people


def test_a_teacher_says_what_is_missing_and_takes_it_off(client):
    teacher = PersonFactory(teacher=True)
    client.force_login(teacher)

    client.post("/mijn/ik-zoek/", ASKED)
    client.post("/mijn/ik-zoek/", ASKED)

    found = Wish.objects.get()
    assert (found.person, found.organisation, found.subject) == (teacher, None, "muziek")
    client.post("/mijn/ik-zoek/", {"off": found.pk})
    assert Wish.objects.count() == 0


def test_a_board_looks_for_a_course_as_one_whoever_says_so(client):
    officer = PersonFactory(hr_officer=True)
    board = officer.roles.get().organisation
    colleague = PersonFactory(hr_officer=True, role__organisation=board)
    for person in (officer, colleague):
        client.force_login(person)
        client.post("/bestuur/ik-zoek/", ASKED)

    assert Wish.objects.get().organisation == board


def test_the_public_reads_how_many_look_for_it_and_nothing_below_five(client, six):
    for person in six[:4]:
        look_for(person, province="utrecht")

    text = page(client.get("/aanbod/gevraagd/"))

    assert [(one.subject, one.province, one.asked, one.offered) for one in demand(TODAY)] == [
        ("muziek", "drenthe", 5, 0)
    ]
    assert "<em>1</em> vak wordt gevraagd en niet aangeboden" in text
    assert six[0].family_name not in text


def test_what_is_offered_there_or_online_stands_below_what_is_not(client, six):
    OfferFactory(validated=True, subjects=["muziek"], places=["online"])
    OfferFactory(validated=True, subjects=["muziek"], places=["zeeland"])
    for person in six:
        look_for(person, subject="tekenen")

    found = demand(TODAY)

    assert [(one.subject, one.offered) for one in found] == [("tekenen", 0), ("muziek", 1)]


def test_a_provider_finds_what_is_asked_per_subject_and_province(client, six):
    for person in six:
        look_for(person, subject="tekenen")
        look_for(person, province="utrecht")

    found = client.get("/aanbod/gevraagd/?subject=muziek&province=utrecht").context
    nonsense = client.get("/aanbod/gevraagd/?subject=niets&province=x").context

    assert [(one.subject, one.province) for one in found["page"]] == [("muziek", "utrecht")]
    assert (nonsense["page"].paginator.count, nonsense["missing"]) == (3, 2)


def test_each_is_led_to_where_they_say_what_they_look_for(client):
    def ways():
        below = page(client.get("/aanbod/gevraagd/")).partition('class="section acts"')[2]
        places = ["/mijn/ik-zoek/", "/bestuur/ik-zoek/", "/aanbieder/aanbod/nieuw/"]
        return [place for place in places if f'href="{place}"' in below]

    assert ways() == ["/mijn/ik-zoek/"]
    for trait, place in (("teacher", "/mijn/ik-zoek/"), ("hr_officer", "/bestuur/ik-zoek/")):
        client.force_login(PersonFactory(**{trait: True}))
        assert ways() == [place]
    client.force_login(PersonFactory(provider=True))
    assert ways() == ["/aanbieder/aanbod/nieuw/"]


def test_who_looks_for_something_sees_what_there_is_already(client):
    OfferFactory.create_batch(2, validated=True, subjects=["muziek"], places=["online"])
    teacher = PersonFactory(teacher=True)
    for subject in ("muziek", "tekenen"):
        look_for(teacher, subject=subject)
    client.force_login(teacher)

    shown = client.get("/mijn/ik-zoek/")

    assert [(one.wish.subject, one.offered) for one in shown.context["own"]] == [
        ("muziek", 2),
        ("tekenen", 0),
    ]
    assert "?subject=muziek&amp;place=drenthe&amp;place=online" in page(shown)


def test_only_for_oneself_and_the_own_board():
    teacher, officer = PersonFactory(teacher=True), PersonFactory(hr_officer=True)
    board = officer.roles.get().organisation_id

    with pytest.raises(PermissionDenied):
        add_wish(actor=teacher, organisation_id=board, on=TODAY, **ASKED)
    with pytest.raises(PermissionDenied):
        add_wish(actor=officer, organisation_id=None, on=TODAY, **ASKED)
    with pytest.raises(PermissionDenied):
        drop_wish(look_for(teacher), actor=PersonFactory(teacher=True))


def test_somebody_elses_wish_cannot_be_found(client):
    found = look_for(PersonFactory(teacher=True))
    client.force_login(PersonFactory(teacher=True))

    assert client.post("/mijn/ik-zoek/", {"off": found.pk}).status_code == 404


def test_one_voice_stays_one_voice():
    teacher = PersonFactory(teacher=True)
    for number in range(20):
        look_for(teacher, subject=f"vak {number}")

    with pytest.raises(Refused):
        look_for(teacher)


def test_a_teacher_keeps_a_course_with_one_press_and_finds_it_again(client):
    offer = OfferFactory(validated=True)
    teacher = PersonFactory(teacher=True)
    client.force_login(teacher)

    client.post(f"/mijn/bewaard/{offer.pk}/")
    client.post(f"/mijn/bewaard/{offer.pk}/")

    assert SavedOffer.objects.get().person == teacher
    assert offer.title in page(client.get("/mijn/bewaard/"))
    answer = client.post(f"/mijn/bewaard/{offer.pk}/", {"not": "1", "list": "1"})
    assert answer.url == "/mijn/bewaard/"
    assert SavedOffer.objects.count() == 0


def test_what_was_never_decided_cannot_be_kept(client):
    offer = OfferFactory(submitted=True)
    client.force_login(PersonFactory(teacher=True))

    assert client.post(f"/mijn/bewaard/{offer.pk}/").status_code == 404


def test_courses_are_found_by_subject_and_by_how(client):
    OfferFactory(validated=True, title="Noten", subjects=["muziek"], setting="online")
    OfferFactory(validated=True, title="Verf", subjects=["tekenen"], setting="together")

    by_subject = client.get("/aanbod/?subject=muziek")
    by_setting = words(client.get("/aanbod/?setting=together"))

    facets = by_subject.context["facets"]
    facet = next(facet for facet in facets if facet.name == "subject")
    assert "Noten</a>" in words(by_subject)
    assert "Verf</a>" not in words(by_subject)
    assert "Verf</a>" in by_setting
    assert "Noten</a>" not in by_setting
    assert [(one.value, one.count) for one in facet.choices] == [("muziek", 1), ("tekenen", 1)]


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_say_the_same_at_once_say_it_once():
    officer = PersonFactory(hr_officer=True)
    board = officer.roles.get().organisation
    officers = [officer, *PersonFactory.create_batch(3, hr_officer=True, role__organisation=board)]

    at_once(*[lambda one=one: look_for(one, organisation_id=board.pk) for one in officers])

    assert Wish.objects.count() == 1
