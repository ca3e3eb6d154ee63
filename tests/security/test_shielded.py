"""Shielded people can only be found by number, on every page that others can open."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import ShieldReason
from accounts.services.shields import ask_for_shield, lift_shield
from core.errors import Refused
from register.kpis.published import KPIS
from register.selectors.checks import Asked, answers
from register.selectors.public import public_entry
from register.selectors.search import search_teachers
from register.services.figures import publish_figures
from register.services.listings import choose_openness, refresh_listings, refresh_places
from schools.selectors.colleagues import colleagues_among, colleagues_like
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.register import CycleFactory, QualificationFactory
from tests.factories.schools import AppointmentFactory

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
NAME, SCHOOL, TOWN = "Zwartewaal", "OBS De Verborgen Tuin", "Appelscha"


@pytest.fixture
def hidden():
    """A shielded teacher who showed her school before she was threatened."""
    person = PersonFactory(
        teacher=True, given_names="Roos", family_name=NAME, sort_key="zwartewaal roos"
    )
    registration = CycleFactory(registration__person=person).registration
    QualificationFactory(person=person, sector="vo", subject="NED")
    AppointmentFactory(
        staff__person=person,
        staff__family_name=NAME,
        staff__sort_key="zwartewaal roos",
        location__name=SCHOOL,
        location__town=TOWN,
        since=date(2024, 8, 1),
    )
    refresh_listings()
    choose_openness(registration, actor=person, shows_school=True, on=ON)
    assert found() == [person.full_name]
    ask_for_shield(person, actor=person, reason=ShieldReason.THREAT)
    return person


@pytest.fixture
def colleague(hidden):
    """Somebody who works at the same school."""
    location = hidden.staff_records.get().appointments.get().location
    person = PersonFactory(teacher=True)
    AppointmentFactory(staff__person=person, location=location, since=date(2024, 8, 1))
    return person


def found(name=NAME, place=""):
    return [one.name for one in search_teachers(name, place=place, on=ON).teachers]


@pytest.mark.parametrize("typed", [NAME, "roos zwartewaal", "zwartewal", "zwart"])
@pytest.mark.parametrize("place", ["", TOWN, SCHOOL])
def test_no_name_finds_her(hidden, typed, place):
    refresh_listings()
    refresh_places(on=ON)

    assert found(typed, place) == []


def test_the_page_of_the_register_does_not_list_her(client, hidden):
    page = client.get("/register/", {"q": NAME, "place": TOWN})

    assert hidden.number not in page.text
    assert "Roos" not in page.text


def test_her_number_finds_her_and_not_her_school(client, hidden):
    page = client.get(f"/register/{hidden.number}/")

    assert f"{hidden.full_name} is ingeschreven" in page.text
    assert SCHOOL not in page.text
    assert TOWN not in page.text
    assert public_entry(hidden.number, on=ON).schools == []


def test_the_api_says_what_the_page_says(client, hidden):
    answer = client.get(f"/api/v1/registraties/{hidden.number}")

    assert answer.json()["naam"] == hidden.full_name
    assert SCHOOL not in answer.text


def test_a_check_by_number_and_date_of_birth_still_works(hidden):
    [answer] = answers([Asked(hidden.number, hidden.birth_date)], on=ON, with_reason=True)

    assert answer.answer == "ingeschreven"


def test_colleagues_do_not_find_her(hidden, colleague):
    assert colleagues_like(colleague, "zwarte", on=ON, most=10) == []
    assert colleagues_among(colleague, [hidden.pk], on=ON) == []


def test_the_page_of_a_team_does_not_suggest_her(client, hidden, colleague):
    activity = ActivityFactory(person=colleague)
    client.force_login(colleague)

    page = client.get(f"/mijn/activiteiten/{activity.pk}/collegas/", {"q": "zwarte"})

    assert page.context["found"] == []
    assert NAME not in page.text


def test_she_finds_her_colleagues(hidden, colleague):
    [one] = colleagues_among(hidden, [colleague.pk], on=ON)

    assert one.person == colleague.pk


def test_figures_and_open_data_hold_no_name_and_no_number(client, hidden):
    publish_figures(on=ON)
    page = client.get(reverse("register:figures"))
    files = [client.get(f"/cijfers/{name}.{kind}") for name in KPIS for kind in ("csv", "json")]

    for answer in [page, *files]:
        assert answer.status_code == 200
        assert not any(word in answer.text for word in (NAME, hidden.number, SCHOOL))


def test_her_own_board_goes_on_seeing_her(client, hidden):
    board = hidden.staff_records.get().board
    client.force_login(PersonFactory(hr_officer=True, role__organisation=board))

    assert NAME in client.get(reverse("schools:staff"), {"q": NAME}).text


def test_another_board_does_not(client, hidden):
    client.force_login(PersonFactory(hr_officer=True))

    assert NAME not in client.get(reverse("schools:staff")).text


def test_an_administrator_finds_her(client, hidden):
    client.force_login(PersonFactory(administrator=True))

    assert hidden.full_name in client.get("/beheer/personen/", {"q": NAME}).text


def test_she_cannot_show_her_school(client, hidden):
    with pytest.raises(Refused):
        choose_openness(hidden.registrations.get(), actor=hidden, shows_school=True, on=ON)

    client.force_login(hidden)
    page = client.get("/mijn/openbaar/")
    assert "U bent afgeschermd." in page.text
    assert "shows_school" not in page.text


def test_whoever_stops_is_found_again_as_before(hidden, colleague):
    lift_shield(hidden.shields.get(), actor=hidden)

    assert found(place=TOWN) == [hidden.full_name]
    assert colleagues_like(colleague, "zwarte", on=ON, most=10) != []
    assert public_entry(hidden.number, on=ON).schools == [f"{SCHOOL}, {TOWN}"]
