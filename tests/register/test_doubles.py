"""Two records of one human: found, compared, merged, taken apart."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.merging import kinds_of_rows
from accounts.models import Double, MovedRow, Person, View
from accounts.selectors.people import person_by_number
from accounts.services.alarms import lift_alarm
from accounts.services.doubles import find_doubles, merge, separate, take_apart
from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from cpd.models import Activity
from register.models import Case, Cycle
from register.selectors.doubles import KINDS
from register.selectors.public import public_entry
from schools.models import StaffRecord
from schools.schedule import find_doubles as look
from schools.services.checks import apply_delivery
from tests.factories.accounts import (
    BsnFactory,
    ClaimAlarmFactory,
    DoubleFactory,
    PersonFactory,
    valid_bsn,
)
from tests.factories.cpd import ActivityFactory, AttendanceFactory
from tests.factories.register import (
    CycleFactory,
    DecisionFactory,
    QualificationFactory,
    RegistrationFactory,
)
from tests.factories.schools import BoardFactory, LocationFactory, StaffRecordFactory
from tests.register.procedures import deferral_of
from tests.schools.deliveries import applied, approved

pytestmark = pytest.mark.django_db
CLAIMED = datetime(2026, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def double():
    """A registered teacher with a running period, and a record of the same human."""
    cycle = CycleFactory()
    person = cycle.registration.person
    other = StaffRecordFactory(person__birth_date=person.birth_date).person
    first, second = sorted((person, other), key=lambda one: one.pk)
    return DoubleFactory(first=first, second=second)


def somebody(given, family, born=date(1990, 4, 12)):
    key = f"{family} {given}".lower()
    return PersonFactory(given_names=given, family_name=family, birth_date=born, sort_key=key)


@pytest.mark.parametrize(
    ("given", "family", "born", "found"),
    [
        pytest.param("Noor", "Bakker", date(1990, 4, 12), 1, id="the same"),
        pytest.param("Noor Anna", "Bakker", date(1990, 4, 12), 1, id="a second name more"),
        pytest.param("Noor", "Baker", date(1990, 4, 12), 1, id="a letter less"),
        pytest.param("N.", "Bakker", date(1990, 4, 12), 1, id="an initial"),
        pytest.param("Noor", "Bakker", date(1990, 4, 13), 0, id="born a day later"),
        pytest.param("Joost", "Terpstra", date(1990, 4, 12), 0, id="another name"),
    ],
)
def test_who_is_nearly_the_same_is_asked_about_once(given, family, born, found):
    known, new = somebody("Noor", "Bakker"), somebody(given, family, born)

    assert find_doubles([new.pk], actor=None) == found
    assert find_doubles([new.pk, known.pk], actor=None) == 0
    assert Double.objects.count() == found


def test_a_file_in_which_all_are_alike_does_not_ask_about_everybody():
    alike = [PersonFactory(given_names="Noor", family_name="Bakker") for _ in range(9)]

    found = find_doubles([person.pk for person in alike], actor=None)

    assert found < 3 * 9


def test_the_newcomers_of_a_delivery_are_compared_with_who_is_known():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    known = somebody("Noor", "Bakker")
    delivery = approved(board, {})
    apply_delivery(delivery, actor=delivery.approved_by)

    look(delivery.pk)

    found = Double.objects.get()
    assert (found.first, found.second) == (known, StaffRecord.objects.get().person)
    assert AuditEvent.objects.about(found).get().action == "double.found"


def test_who_is_known_and_gets_another_birth_date_or_name_is_compared_again():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    known = somebody("Noor", "Bakker", born=date(1991, 4, 12))
    look(applied(board, {}).pk)
    assert not Double.objects.exists()

    corrected = applied(board, {"geboortedatum": "1991-04-12", "mutatiesoort": "W"})
    look(corrected.pk)

    assert Double.objects.get().first == known


def test_another_size_of_the_job_is_no_reason_to_compare():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    first = applied(board, {})
    somebody("Noor", "Bakker")

    look(applied(board, {"betrekkingsomvang": "0,5", "mutatiesoort": "W"}).pk)

    assert (first.new, Double.objects.count()) == (1, 0)


def test_that_two_are_two_is_remembered(administrator):
    known, new = somebody("Noor", "Bakker"), somebody("Nora", "Bakker")
    find_doubles([new.pk], actor=None)

    separate(Double.objects.get(), actor=administrator)
    find_doubles([new.pk, known.pk], actor=None)

    assert Double.objects.get().status == "different"
    with pytest.raises(InvalidMove):
        separate(Double.objects.get(), actor=administrator)


def test_who_came_furthest_remains_and_gets_the_rest(administrator):
    known = StaffRecordFactory()
    claimed = StaffRecordFactory(person__teacher=True)
    activity = ActivityFactory(person=known.person)
    QualificationFactory(person=known.person, subject="WIS")
    BsnFactory(person=known.person)
    found = DoubleFactory(first=known.person, second=claimed.person)

    merged = merge(found, actor=administrator)

    assert (merged.survivor, merged.other) == (claimed.person, known.person)
    assert set(StaffRecord.objects.values_list("person", flat=True)) == {claimed.person_id}
    assert Activity.objects.get().person_id == claimed.person_id
    assert activity.hours.model.objects.filter(person=known.person_id).count() == 0
    assert claimed.person.identifiers.count() == claimed.person.qualifications.count() == 1
    known.person.refresh_from_db()
    assert (known.person.is_active, known.person.merged_into) == (False, claimed.person)
    assert AuditEvent.objects.filter(action="person.merged").count() == 2


STAYS = {
    "account.EmailAddress": "a way to sign in, and who was merged signs in no more",
    "mfa.Authenticator": "the same",
    "usersessions.UserSession": "the same",
    "pghistory.MiddlewareEvents": "what somebody did, not what is about them",
    "cpd.CalendarFeed": "a secret address, which the survivor makes anew",
    "cpd.Reviewer": "the work of a validator, not a file of a teacher",
    "cpd.Assignment": "the same",
}


def test_everything_that_is_about_a_person_goes_along_or_says_why_not():
    labels = {label for label, _field in kinds_of_rows()}

    about = {relation.related_model._meta.label for relation in Person._meta.related_objects}
    events = {label for label in about if label.endswith("Event")}

    assert about - labels - events - STAYS.keys() == set()
    assert set(KINDS) == labels


def test_where_somebody_was_and_means_to_go_comes_along(administrator):
    known, claimed = StaffRecordFactory(), StaffRecordFactory(person__teacher=True)
    was = AttendanceFactory(person=known.person)
    both = AttendanceFactory(person=known.person)
    AttendanceFactory(person=claimed.person, session=both.session)

    merge(DoubleFactory(first=known.person, second=claimed.person), actor=administrator)

    assert set(claimed.person.attendances.values_list("session", flat=True)) == {
        was.session_id,
        both.session_id,
    }
    assert known.person.attendances.get() == both


def test_the_other_number_leads_to_who_remained_for_ever(client, administrator, double):
    other = merge(double, actor=administrator).other
    survivor = person_by_number(other.number)

    answer = client.get(f"/register/{other.number}/")

    assert survivor.number != other.number
    assert (answer.status_code, answer["Location"]) == (301, f"/register/{survivor.number}/")
    third = CycleFactory(registration__registered_on=date(2020, 1, 1)).registration.person
    DecisionFactory(cycle=third.registrations.get().cycles.get())
    merge(DoubleFactory(first=survivor, second=third), actor=administrator)
    assert person_by_number(other.number) == third


def test_the_number_of_who_is_not_public_gives_nothing_away(client, administrator):
    found = DoubleFactory()

    other = merge(found, actor=administrator).other

    assert public_entry(other.number, on=date(2026, 11, 22)) is None
    assert client.get(f"/register/{other.number}/").status_code == 200


def test_two_periods_that_were_decided_about_stay_two(administrator):
    first, second = DecisionFactory(), DecisionFactory()
    people = [one.cycle.registration.person for one in (first, second)]
    found = DoubleFactory(first=people[0], second=people[1])

    with pytest.raises(Refused, match="niet worden samengevoegd"):
        merge(found, actor=administrator)

    assert Double.objects.get().status == "open"


def test_a_second_running_period_sleeps_with_the_record_that_went(administrator):
    first, second = CycleFactory(), CycleFactory()
    people = [one.registration.person for one in (first, second)]
    found = DoubleFactory(first=people[0], second=people[1])

    merged = merge(found, actor=administrator)

    assert list(Cycle.objects.undecided()) == [first]
    assert Cycle.objects.ended_unsubmitted(date(2040, 1, 1)).get() == first
    take_apart(merged, actor=administrator)
    assert Cycle.objects.undecided().count() == 2


def test_an_open_case_follows_to_the_registration_that_remains_and_back(administrator):
    first, second = CycleFactory(), CycleFactory()
    people = [one.registration.person for one in (first, second)]
    case = deferral_of(second)
    found = DoubleFactory(first=people[0], second=people[1])

    merged = merge(found, actor=administrator)

    case.refresh_from_db()
    assert (case.registration, case.deferral.cycle) == (first.registration, first)
    assert list(Case.objects.of(merged.survivor)) == [case]
    take_apart(merged, actor=administrator)
    case = Case.objects.get()
    assert (case.registration, case.deferral.cycle) == (second.registration, second)


def test_a_merge_is_taken_back_as_if_it_had_not_been(administrator):
    first, second = StaffRecordFactory(), StaffRecordFactory()
    ActivityFactory(person=second.person)
    RegistrationFactory(person=second.person)
    found = DoubleFactory(first=first.person, second=second.person)
    merged = merge(found, actor=administrator)
    gone = merged.other

    take_apart(merged, actor=administrator)

    gone.refresh_from_db()
    assert (gone.is_active, gone.merged_into) == (True, None)
    assert set(StaffRecord.objects.values_list("pk", "person")) == {
        (first.pk, first.person_id),
        (second.pk, second.person_id),
    }
    assert Activity.objects.get().person == second.person
    assert second.person.registrations.count() == 1
    assert MovedRow.objects.filter(merge=merged).exists()
    with pytest.raises(Refused, match="al teruggedraaid"):
        take_apart(merged, actor=administrator)
    merge(Double.objects.get(), actor=administrator)


def test_after_a_decision_a_merge_stays(administrator, double):
    merged = merge(double, actor=administrator)
    DecisionFactory(cycle=Cycle.objects.get(registration__person=merged.survivor))

    with pytest.raises(Refused, match="besluit"):
        take_apart(merged, actor=administrator)


def test_a_board_that_delivers_the_other_number_again_finds_who_remained(administrator):
    boards = BoardFactory.create_batch(2)
    for n, board in enumerate(boards):
        LocationFactory(school__brin=f"0{n}AB", board=board)
        applied(board, {"vestiging": f"0{n}AB00", "bsn": valid_bsn(n + 1)})
    first, second = (board.staff.get().person for board in boards)
    found = DoubleFactory(first=first, second=second)
    merged = merge(found, actor=administrator)

    again = applied(
        boards[1],
        {"vestiging": "01AB00", "bsn": valid_bsn(2), "betrekkingsomvang": "0,5"}
        | {"mutatiesoort": "W"},
    )

    assert again.changed == 1
    assert {one.person for one in StaffRecord.objects.all()} == {merged.survivor}


def test_only_administrators_judge_and_never_about_themselves(administrator, double):
    own = DoubleFactory(first=administrator)
    for actor, found in [(PersonFactory(hr_officer=True), double), (administrator, own)]:
        for judge in (merge, separate):
            with pytest.raises(PermissionDenied):
                judge(found, actor=actor)


def test_somebody_who_went_into_another_record_cannot_go_again(administrator, double):
    merged = merge(double, actor=administrator)
    again = DoubleFactory(first=merged.other, second=PersonFactory())

    with pytest.raises(Refused, match="al op in een ander"):
        merge(again, actor=administrator)


def test_what_is_found_about_one_record_never_closes_the_account_of_the_other(
    administrator, double
):
    alarm = ClaimAlarmFactory(person=double.second)

    with pytest.raises(Refused, match="Bekijk dat eerst") as refusal:
        merge(double, actor=administrator)

    assert refusal.value.code == "alarmed"
    lift_alarm(alarm, actor=administrator, finding="Gebeld.")
    assert merge(double, actor=administrator)


class TestPages:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, administrator):
        client.force_login(administrator)

    def test_two_records_are_compared_side_by_side(self, client, double, administrator):
        BsnFactory(person=double.first, bsn=valid_bsn(7))

        html = client.get(reverse("register:double", args=[double.pk])).text

        assert f"••••••{valid_bsn(7)[-3:]}" in html
        assert valid_bsn(7) not in html
        looked = set(View.objects.values_list("subject", flat=True))
        assert looked == {double.first_id, double.second_id}
        assert "1 mogelijke dubbele" in client.get("/beheer/").text

    def test_they_are_merged_and_taken_apart_with_one_press_each(self, client, double):
        answer = client.post(reverse("register:merge", args=[double.pk]), follow=True)
        merged = double.merges.get()
        assert "Draai dit terug" in answer.text
        gone = client.get(reverse("register:person", args=[merged.other_id])).text
        assert "ging op in een ander" in gone

        client.post(reverse("register:take_apart", args=[merged.pk]))

        double.refresh_from_db()
        assert double.status == "open"

    def test_they_are_said_to_be_two(self, client, double):
        client.post(reverse("register:separate", args=[double.pk]))

        assert "Geen dubbelen" in client.get(reverse("register:doubles")).text
        html = client.get(reverse("register:doubles"), {"status": "different"}).text
        assert str(double.first) in html

    def test_a_double_of_oneself_is_not_there(self, client, administrator):
        own = DoubleFactory(first=administrator)

        assert client.get(reverse("register:double", args=[own.pk])).status_code == 404
        assert client.post(reverse("register:merge", args=[own.pk])).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_for_three_as_for_one(
        self, client, count, django_assert_num_queries
    ):
        DoubleFactory.create_batch(count)

        with django_assert_num_queries(6):
            client.get(reverse("register:doubles"))


def test_officers_do_not_judge_doubles(client):
    client.force_login(PersonFactory(hr_officer=True))

    assert client.get(reverse("register:doubles")).status_code == 404
    assert client.get(reverse("register:people")).status_code == 404
