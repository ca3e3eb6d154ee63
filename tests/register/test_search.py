"""Finding a teacher by name."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Person
from accounts.names import sort_key
from core.models import AuditEvent
from register.models import Listing, NameWord, Registration
from register.rules.names import name_words, shortened
from register.selectors.search import MOST, search_teachers
from register.services.listings import choose_openness, refresh_listings, refresh_places
from tests.factories.accounts import PersonFactory
from tests.factories.register import CycleFactory, QualificationFactory, RegistrationFactory
from tests.factories.schools import AppointmentFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)


def teacher(given, family, prefix="", **registration):
    person = PersonFactory(teacher=True, given_names=given, family_name=family, prefix=prefix)
    CycleFactory(registration__person=person, **registration)
    return person


def found(name, place=""):
    refresh_listings()
    return [one.name for one in search_teachers(name, place=place, on=ON).teachers]


@pytest.mark.parametrize(
    "typed",
    [
        "Yusuf Şahin-de Groot",
        "sahin",
        "SAHIN YUSUF",
        "de groot",
        "y. sahin",
        "Yusuf Sahin",
        "şahin,  yusuf",
        pytest.param("shain", id="two letters changed places"),
        pytest.param("yusuf sahim", id="another letter"),
        pytest.param("yussuf sahn", id="an error in each word"),
        pytest.param("grooot", id="a letter too many"),
    ],
)
def test_a_teacher_is_found_however_the_name_is_typed(typed):
    teacher("Yusuf", "Şahin-de Groot")
    teacher("Anna", "Bakker")

    assert found(typed) == ["Yusuf Şahin-de Groot"]


@pytest.mark.parametrize("typed", ["bruijn", "bruyn", "de Bruijn", "Bruin"])
def test_ij_y_and_i_are_near(typed):
    teacher("Sem", "Bruijn", "de")

    assert found(typed) == ["Sem de Bruijn"]


@pytest.mark.parametrize(
    "typed", ["z. sahin", "anna sahin", "sahinoglu", "x", ".", "'; drop table"]
)
def test_who_is_not_meant_is_not_found(typed):
    teacher("Yusuf", "Şahin")

    assert found(typed) == []


def test_a_part_of_a_family_name_is_enough():
    teacher("Anna", "Bakker")

    assert found("bak") == ["Anna Bakker"]


def test_who_bears_exactly_the_name_hides_who_nearly_does():
    teacher("Anna", "Bakker")
    teacher("Anna", "Bakkert")
    teacher("Anna", "Bakkes")

    assert found("anna bakker") == ["Anna Bakker"]


def test_the_family_name_weighs_more_than_a_given_name():
    teacher("Bakker", "Aalders")
    teacher("Zoë", "Bakker")

    assert found("bakker") == ["Zoë Bakker", "Bakker Aalders"]


def test_a_forgiven_error_is_told():
    teacher("Anna", "Bakker")
    refresh_listings()

    assert search_teachers("bakkr", place="", on=ON).forgiven
    assert not search_teachers("bakker", place="", on=ON).forgiven


def test_nobody_gets_a_list():
    for n in range(MOST + 5):
        teacher(f"Anna{n}", "Bakker")
    refresh_listings()

    answer = search_teachers("bakker", place="", on=ON)

    assert (len(answer.teachers), answer.more) == (MOST, True)


@pytest.mark.parametrize("status", ["delivered", "anteroom", "support", "left", "struck_off"])
def test_only_who_is_registered_as_a_teacher_is_found(status):
    person = PersonFactory(teacher=True, given_names="Anna", family_name="Bakker")
    RegistrationFactory(person=person, **{status: True})

    assert found("bakker") == []


def test_who_is_struck_off_is_not_found_from_that_moment():
    person = teacher("Anna", "Bakker")
    refresh_listings()

    Registration.objects.filter(person=person).update(status="struck_off", ended_on=ON)

    assert search_teachers("bakker", place="", on=ON).teachers == []


def test_a_list_shows_what_the_law_makes_public():
    person = teacher("Anna", "Bakker")
    QualificationFactory(person=person, sector="vo", subject="NED")
    QualificationFactory(person=person, sector="vo", subject="GES", proposed=True)
    AppointmentFactory(staff__person=person)
    refresh_listings()

    [one] = search_teachers("bakker", place="", on=ON).teachers

    assert (one.number, one.schools) == (person.number, [])
    assert len(one.qualifications) == 1


def test_a_new_name_is_found_after_the_night():
    person = teacher("Anna", "Bakker")
    refresh_listings()
    key = sort_key(family_name="Visser", given_names="Anna")
    Person.objects.filter(pk=person.pk).update(family_name="Visser", sort_key=key)

    assert found("vissr") == ["Anna Visser"]
    assert found("bakker") == []


def test_the_database_makes_the_same_words_as_the_rules():
    teacher("Ğül-Nur", "Łęcka d’Angelo / IJsselstein (-)")

    refresh_listings()

    listing = Listing.objects.get()
    key = Person.objects.get(registrations__listing=listing).sort_key
    assert listing.words == name_words(key)
    assert {word.text: sorted(word.shortened) for word in NameWord.objects.all()} == {
        word: shortened(word) for word in listing.words
    }


def test_a_longer_list_asks_no_more_of_the_database(django_assert_max_num_queries):
    for n in range(12):
        QualificationFactory(person=teacher(f"Anna{n}", "Bakker"), sector="vo", subject="NED")
    refresh_listings()

    with django_assert_max_num_queries(3):
        search_teachers("bakker", place="", on=ON)
    with django_assert_max_num_queries(4):
        assert len(search_teachers("anna1 bakkr", place="", on=ON).teachers) == 12


def test_whose_name_looks_most_like_it_comes_first_with_an_error_in_it_too():
    teacher("Bakker", "Anders")
    teacher("Anna", "Bakker")

    assert found("anders bakkr") == ["Bakker Anders"]
    assert found("bakkr") == ["Anna Bakker", "Bakker Anders"]


class TestPlace:
    @pytest.fixture
    def anna(self):
        person = teacher("Anna", "Bakker")
        AppointmentFactory(
            staff__person=person,
            location__name="OBS De Regenboog",
            location__town="Utrecht",
            since=date(2024, 8, 1),
        )
        refresh_listings()
        return person

    def show(self, person, shows_school=True):
        return choose_openness(
            person.registrations.get(), actor=person, shows_school=shows_school, on=ON
        )

    @pytest.mark.parametrize("place", ["Utrecht", "regenboog", "De Regenboog Utrecht"])
    def test_who_shows_the_school_is_found_by_it(self, anna, place):
        self.show(anna)

        assert found("bakker", place) == ["Anna Bakker"]
        [one] = search_teachers("bakker", place=place, on=ON).teachers
        assert one.schools == ["OBS De Regenboog, Utrecht"]

    def test_who_does_not_is_not(self, anna):
        assert found("bakker", "Utrecht") == []

    def test_who_does_not_any_more_is_not(self, anna):
        self.show(anna)
        self.show(anna, shows_school=False)

        assert found("bakker", "Utrecht") == []
        assert Listing.objects.get().places == []

    def test_somewhere_else_nobody_is_found(self, anna):
        self.show(anna)

        assert found("bakker", "Zwolle") == []

    def test_a_new_school_is_found_after_the_night(self, anna):
        self.show(anna)
        AppointmentFactory(staff__person=anna, location__town="Zwolle", since=date(2024, 8, 1))

        assert refresh_places(on=ON) == 1
        assert refresh_places(on=ON) == 0

        assert found("bakker", "zwolle") == ["Anna Bakker"]

    def test_the_choice_is_written_down_once(self, anna):
        self.show(anna)
        self.show(anna)

        [event] = AuditEvent.objects.filter(action="registration.openness_chosen")
        assert (event.actor, event.data) == (anna, {"shows_school": True})

    def test_nobody_chooses_for_another(self, anna):
        with pytest.raises(PermissionDenied):
            choose_openness(
                anna.registrations.get(),
                actor=PersonFactory(administrator=True),
                shows_school=True,
                on=ON,
            )


def test_who_went_into_another_record_is_not_found_beside_it():
    kept, gone = teacher("Joost", "Terpstra"), teacher("Joost", "Terpstra")
    Person.objects.filter(pk=gone.pk).update(merged_into=kept)

    assert found("terpstra") == ["Joost Terpstra"]
