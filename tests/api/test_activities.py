"""A program that a teacher let in reads and adds to the teacher's own file."""

from decimal import Decimal

import pytest

from accounts.choices import Scope
from cpd.api.activities import ALL_KINDS, STATUSES
from cpd.choices.activities import ActivityKind, ActivityStatus
from cpd.models import Activity
from tests.api.conftest import Machine
from tests.api.test_foundation import told
from tests.factories.accounts import ApiClientFactory
from tests.factories.cpd import ActivityFactory

ACTIVITIES = "/api/v1/activiteiten"
DONE = {"datum": "2026-11-12", "soort": "intervisie", "uren": "2.00", "titel": "Met de sectie"}


@pytest.fixture
def program():
    return Machine(ApiClientFactory(own=True))


@pytest.fixture
def teacher(program):
    return program.registered.responsible


def test_every_kind_and_status_has_its_dutch_name():
    assert set(ALL_KINDS) == set(ActivityKind)
    assert set(STATUSES) == set(ActivityStatus)


def test_a_program_says_whose_it_is_without_naming_an_organisation(program):
    told_of = program.get("/api/v1/koppeling").json()

    assert (told_of["organisatie"], told_of["verzoekenPerMinuut"]) == ("", 600)
    assert told_of["rechten"] == ["activiteiten:lezen", "activiteiten:schrijven"]


def test_a_program_adds_an_activity_and_reads_it_back(program, teacher):
    answer = program.send(ACTIVITIES, DONE)

    assert answer.status_code == 201
    activity = Activity.objects.get()
    assert (activity.person, activity.kind, activity.total) == (teacher, "intervision", Decimal(2))
    assert program.get(answer["Location"]).json() == answer.json()
    assert program.get(ACTIVITIES).json()["resultaten"] == [answer.json()]


def test_a_repeated_request_adds_once_and_a_slip_is_asked_about(program):
    first, again = (program.send(ACTIVITIES, DONE) for _twice in range(2))
    slip = program.send(ACTIVITIES, DONE, key="sleutel-0002")

    assert first.json() == again.json()
    assert [one["code"] for one in slip.json()["errors"]] == ["doubled"]
    sure = program.send(ACTIVITIES, {**DONE, "zeker": True}, key="sleutel-0003")
    assert (sure.status_code, Activity.objects.count()) == (201, 2)


def test_the_split_over_categories_is_told(program):
    split = {"vakinhoud": "1.50", "vakdidactiek": "0.50"}

    answer = program.send(ACTIVITIES, {**DONE, "urenPerCategorie": split})

    assert answer.json()["urenPerCategorie"] == split


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"soort": "x", "datum": "x", "uren": "x"}, ["#/datum", "#/soort", "#/uren"]),
        ({"bsn": "1", "uren": -1}, ["#/bsn", "#/uren"]),
        ({"titel": "a\u202eb"}, ["#/titel"]),
        ({"urenPerCategorie": {"koken": "2"}}, ["#/urenPerCategorie/koken"]),
        ({"urenPerCategorie": {"vakinhoud": "1"}}, ["#/urenPerCategorie"]),
        ({"datum": "2999-01-01", "uren": "0.30"}, ["#/datum", "#/uren"]),
        ({"datum": "2999-01-01", "soort": 7}, ["#/datum", "#/soort"]),
        ({"datum": 7, "uren": "0.30"}, ["#/datum", "#/uren"]),
        ({"uren": [], "urenPerCategorie": {"vakinhoud": "1"}}, ["#/uren"]),
        (
            {"urenPerCategorie": {"koken": "2", "vakinhoud": "x"}},
            ["#/urenPerCategorie/koken", "#/urenPerCategorie/vakinhoud"],
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once(program, change, pointers):
    answer = program.send(ACTIVITIES, {**DONE, **change})

    assert told(answer)[0] == 400
    assert sorted(one["location"]["pointer"] for one in answer.json()["errors"]) == pointers


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("?van=2026-01-01", 1),
        ("?tot=2026-01-01", 1),
        ("?van=2026-03-01&tot=2026-03-01", 0),
        ("?soort=intervisie", 1),
        ("?soort=opleiding", 0),
        ("?categorie=pedagogiek", 2),
        ("?categorie=vakinhoud", 0),
    ],
)
def test_activities_are_narrowed(program, teacher, query, found):
    ActivityFactory(person=teacher, done_on="2025-03-01", kind="course")
    ActivityFactory(person=teacher, done_on="2026-03-01", kind="intervision")
    ActivityFactory(person=teacher, withdrawn=True)
    ActivityFactory()

    assert program.get(f"{ACTIVITIES}{query}").json()["totaal"] == found


def test_an_activity_is_taken_out_and_a_settled_one_stays(program, teacher):
    activity = ActivityFactory(person=teacher)
    settled = ActivityFactory(person=teacher, settled=True)

    gone = program.send(f"{ACTIVITIES}/{activity.pk}/intrekking", {})
    stays = program.send(f"{ACTIVITIES}/{settled.pk}/intrekking", {}, key="sleutel-0002")

    assert gone.json()["status"] == "verwijderd"
    assert told(stays) == (409, "De stand is anders dan u dacht")


def test_the_file_of_somebody_else_is_not_there(program):
    other = ActivityFactory()

    assert told(program.get(f"{ACTIVITIES}/{other.pk}"))[0] == 404
    assert told(program.send(f"{ACTIVITIES}/{other.pk}/intrekking", {}))[0] == 404


def test_no_machine_of_an_organisation_reads_a_file(machine, stranger, program):
    reader = Machine(ApiClientFactory(own=True, scopes=[Scope.READ_ACTIVITIES]))

    assert told(machine.get(ACTIVITIES))[0] == 403
    assert told(stranger.get(ACTIVITIES))[0] == 401
    assert told(reader.send(ACTIVITIES, DONE))[0] == 403
    assert reader.get(ACTIVITIES).status_code == 200


def test_a_program_stands_still_with_who_let_it_in(program, teacher):
    teacher.is_active = False
    teacher.save()

    assert told(program.get(ACTIVITIES))[0] == 401


def test_who_has_the_list_already_is_told_so(program, teacher):
    ActivityFactory(person=teacher)
    first = program.get(ACTIVITIES)

    assert program.get(ACTIVITIES, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_the_list_asks_the_database_as_much_for_three_as_for_one(
    program, teacher, django_assert_num_queries, django_assert_max_num_queries
):
    ActivityFactory(person=teacher)
    program.get(ACTIVITIES)
    with django_assert_max_num_queries(12) as one:
        program.get(ACTIVITIES)
        asked = len(one)
    ActivityFactory.create_batch(2, person=teacher)

    with django_assert_num_queries(asked):
        program.get(ACTIVITIES)
