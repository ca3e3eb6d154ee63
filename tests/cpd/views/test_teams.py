import pytest

from cpd.models import Activity, TeamMember
from cpd.services.teams import name_colleagues
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.schools import AppointmentFactory, LocationFactory

pytestmark = pytest.mark.django_db
LIST = "/mijn/activiteiten/"


@pytest.fixture
def school():
    return LocationFactory(name="De Eik")


@pytest.fixture
def teacher(client, school):
    person = PersonFactory(teacher=True)
    AppointmentFactory(location=school, staff__person=person)
    client.force_login(person)
    return person


def colleague(school, name, **kwargs):
    person = PersonFactory(
        teacher=True, family_name=name, sort_key=f"{name.lower()} sanne", **kwargs
    )
    AppointmentFactory(location=school, staff__person=person)
    return person


def test_colleagues_are_found_by_name_with_their_school_and_nothing_else(client, teacher, school):
    found = colleague(school, "Bakker")
    colleague(LocationFactory(), "Bakkers")
    activity = ActivityFactory(person=teacher)

    response = client.get(f"{LIST}{activity.pk}/collegas/?q=bak")

    assert response.context["found"] == [
        type(response.context["found"][0])(found.pk, "Sanne Bakker", "De Eik")
    ]
    assert found.email not in response.text
    assert found.number not in response.text


@pytest.mark.parametrize("query", ["", "b"])
def test_a_list_of_all_colleagues_is_not_given(client, teacher, school, query):
    colleague(school, "Bakker")
    activity = ActivityFactory(person=teacher)

    assert client.get(f"{LIST}{activity.pk}/collegas/?q={query}").context["found"] == []


def test_searching_takes_as_many_queries_for_one_as_for_three(
    client, teacher, school, django_assert_max_num_queries
):
    activity = ActivityFactory(person=teacher)

    def count():
        with django_assert_max_num_queries(8) as captured:
            client.get(f"{LIST}{activity.pk}/collegas/?q=bak")
        return len(captured)

    colleague(school, "Bakker")
    one = count()
    for _ in range(2):
        colleague(school, "Bakkers")

    assert count() == one


def test_named_colleagues_answer_with_one_press(client, teacher, school):
    first, second = colleague(school, "Bakker"), colleague(school, "Vos")
    activity = ActivityFactory(person=teacher, title="Sectie")

    told = client.post(
        f"{LIST}{activity.pk}/collegas/", {"person": [first.pk, second.pk, "x"]}, follow=True
    )
    yes, no = TeamMember.objects.order_by("pk")
    client.force_login(first)
    waiting = client.get(LIST)
    shown = client.get(f"{LIST}genoemd/{yes.pk}/")
    said = client.post(f"{LIST}genoemd/{yes.pk}/bevestigen/", follow=True)
    client.force_login(second)
    client.post(f"{LIST}genoemd/{no.pk}/afwijzen/")

    assert "Uw collega’s krijgen bericht." in told.text
    assert "Collega’s noemen u" in waiting.text
    assert f"{teacher.full_name} van De Eik noemt u." in shown.text
    assert "Opgeslagen: Sectie, 12 november 2026." in said.text
    assert [one.person for one in Activity.objects.exclude(person=teacher)] == [first]


def test_what_looks_the_same_is_shown_before_the_press(client, teacher, school):
    other = colleague(school, "Bakker")
    theirs = ActivityFactory(person=other)
    ActivityFactory(person=teacher, title="Eigen intervisie")
    [member] = name_colleagues(theirs, actor=other, on=TODAY, people=[teacher.pk])

    page = client.get(f"{LIST}genoemd/{member.pk}/").text

    assert "“Eigen intervisie” van dezelfde dag staat al in uw dossier" in page


def test_a_name_is_taken_back(client, teacher, school):
    activity = ActivityFactory(person=teacher)
    client.post(f"{LIST}{activity.pk}/collegas/", {"person": colleague(school, "Vos").pk})

    answer = client.post(f"{LIST}collegas/{TeamMember.objects.get().pk}/terug/", follow=True)

    assert "De naam is teruggenomen." in answer.text
    assert not TeamMember.objects.exists()


def test_an_answer_too_late_is_told(client, teacher, school):
    other = colleague(school, "Bakker")
    theirs = ActivityFactory(person=other)
    [member] = name_colleagues(theirs, actor=other, on=TODAY, people=[teacher.pk])
    client.post(f"{LIST}genoemd/{member.pk}/bevestigen/")

    assert client.post(f"{LIST}genoemd/{member.pk}/bevestigen/").status_code == 404


@pytest.mark.parametrize(
    "act", ["genoemd/{}/", "genoemd/{}/bevestigen/", "genoemd/{}/afwijzen/", "collegas/{}/terug/"]
)
def test_anothers_team_does_not_exist(client, teacher, school, act):
    other, third = colleague(school, "Bakker"), colleague(school, "Vos")
    theirs = ActivityFactory(person=other)
    [member] = name_colleagues(theirs, actor=other, on=TODAY, people=[third.pk])

    assert client.post(LIST + act.format(member.pk)).status_code == 404
    assert client.post(f"{LIST}{theirs.pk}/collegas/").status_code == 404
    assert TeamMember.objects.get().status == "named"
