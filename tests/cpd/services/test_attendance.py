from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from core.outbox import run
from cpd.models import Activity, Attendance
from cpd.selectors.activities import hours_by_category
from cpd.services.activities import follow_offer, freeze_activities
from cpd.services.attendance import (
    confirm_presence,
    correct_hours,
    credit_attendance,
    decide_contested,
    withdraw_attendance,
    withdraw_list,
)
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, AttendanceFactory, OfferFactory, SessionFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
QUERIES_TO_WITHDRAW = 16
QUERIES_TO_CORRECT = 19
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture
def session():
    return SessionFactory()


def editor_of(session):
    return PersonFactory(provider=True, role__organisation=session.offer.provider)


def credit(session, *people, actor=None, on=TODAY):
    actor = actor or editor_of(session)
    names = {person.pk: "Jansen" for person in people}
    return credit_attendance(session, actor=actor, on=on, people=names)


def acts(record):
    return list(AuditEvent.objects.about(record).values_list("action", flat=True))


def hours(person):
    return hours_by_category(person.pk, *YEAR)


def send_all():
    for pk in OutboxMessage.objects.order_by("pk").values_list("pk", flat=True):
        run(pk)


def codes(refusal):
    return [error.code for error in refusal.error_list]


def test_who_was_there_has_the_hours_on_the_last_day_of_the_session(session):
    person = PersonFactory(teacher=True)

    (credited,) = credit(session, person)

    attendance = Attendance.objects.get(pk=credited)
    assert (attendance.status, attendance.activity.done_on) == ("credited", session.last_day)
    assert hours(person) == {"subject_content": 16}
    assert acts(attendance) == ["attendance.credit"]
    assert acts(attendance.activity) == ["activity.credited"]


def test_everybody_credited_gets_one_mail(session):
    person = PersonFactory(teacher=True)
    credit(session, person)
    credit(session, person)

    send_all()

    assert [message.to for message in mail.outbox] == [[person.email]]
    assert mail.outbox[0].subject == "Bijgeschreven: Middeleeuwse letterkunde in de klas"
    assert "19 november 2026" in mail.outbox[0].body
    assert "met 16 uur" in mail.outbox[0].body


def test_a_person_is_credited_once_per_session(session):
    person = PersonFactory(teacher=True)
    credit(session, person)

    again = credit(session, person)

    assert again == []
    assert Activity.objects.count() == 1


def test_who_added_the_course_already_keeps_that_activity(session):
    person = PersonFactory(teacher=True)
    own = follow_offer(session.offer, actor=person, on=TODAY, done_on=session.since)

    credit(session, person)

    assert Attendance.objects.get().activity == own
    assert Activity.objects.count() == 1


def test_the_same_course_twice_on_a_day_is_credited_once(session):
    person = PersonFactory(teacher=True)
    evening = SessionFactory(offer=session.offer)
    credit(session, person)

    assert credit(evening, person) == []
    assert hours(person) == {"subject_content": 16}


def test_nobody_is_credited_before_the_last_day():
    session = SessionFactory(since=TODAY, until=date(2026, 11, 23))

    with pytest.raises(Refused) as refused:
        credit(session, PersonFactory(teacher=True))

    assert codes(refused.value) == ["early"]


def test_who_comes_when_all_seats_are_taken_is_sent_to_the_provider():
    session = SessionFactory(since=TODAY, until=date(2026, 11, 22), seats=1)
    confirm_presence(session, actor=PersonFactory(teacher=True), on=TODAY)

    with pytest.raises(Refused) as refused:
        confirm_presence(session, actor=PersonFactory(teacher=True), on=TODAY)

    assert refused.value.messages == [
        "Alle plaatsen van deze bijeenkomst zijn bezet. Vraag de aanbieder om u op de lijst te"
        " zetten."
    ]


def test_a_list_longer_than_the_seats_credits_nobody():
    session = SessionFactory(seats=2)
    AttendanceFactory(session=session, credited=True)

    with pytest.raises(Refused) as refused:
        credit(session, PersonFactory(teacher=True), PersonFactory(teacher=True))

    assert codes(refused.value) == ["above_seats"]
    assert Attendance.objects.count() == 1


def test_nothing_is_credited_on_a_day_on_which_the_course_was_not_validated():
    session = SessionFactory(
        offer=OfferFactory(expired=True, valid_until=date(2026, 11, 19)),
    )

    with pytest.raises(Refused) as refused:
        credit(session, PersonFactory(teacher=True))

    assert codes(refused.value) == ["not_valid_on_day"]


def test_a_cancelled_session_credits_nobody():
    with pytest.raises(InvalidMove):
        credit(SessionFactory(cancelled=True), PersonFactory(teacher=True))


@pytest.mark.parametrize("role", ["provider", "administrator", "teacher"])
def test_only_the_provider_itself_credits(session, role):
    with pytest.raises(PermissionDenied):
        credit(session, PersonFactory(teacher=True), actor=PersonFactory(**{role: True}))


def test_eighty_people_take_as_many_queries_as_one(session, django_assert_num_queries):
    session.seats = 200
    session.save()
    actor = editor_of(session)
    assert actor.current_roles
    one, eighty = PersonFactory(teacher=True), PersonFactory.create_batch(80, teacher=True)
    with django_assert_num_queries(20):
        credit(session, one, actor=actor)
    with django_assert_num_queries(20):
        credit(session, *eighty, actor=actor)

    assert Activity.objects.count() == 81


def test_who_confirmed_at_the_session_waits_for_the_list_of_the_provider():
    session = SessionFactory(since=TODAY, until=date(2026, 11, 22))
    person = PersonFactory(teacher=True)
    attendance = confirm_presence(session, actor=person, on=TODAY)
    assert confirm_presence(session, actor=person, on=TODAY) == attendance
    assert hours(person) == {}

    credit(session, person)

    assert hours(person) == {"subject_content": 16}
    assert acts(attendance) == ["attendance.credit", "attendance.confirmed"]


def test_presence_is_confirmed_on_the_day_itself(session):
    with pytest.raises(Refused) as refused:
        confirm_presence(session, actor=PersonFactory(teacher=True), on=TODAY)

    assert codes(refused.value) == ["not_today"]


def test_only_who_has_a_file_confirms_presence(session):
    with pytest.raises(PermissionDenied):
        confirm_presence(session, actor=PersonFactory(provider=True), on=TODAY)


def test_withdrawn_attendance_takes_the_hours_along_and_says_why(session):
    person = PersonFactory(teacher=True)
    (pk,) = credit(session, person)
    attendance = Attendance.objects.get(pk=pk)

    withdraw_attendance(attendance, actor=editor_of(session), reason="U was ziek gemeld.")
    send_all()

    attendance.refresh_from_db()
    assert (attendance.status, attendance.activity.status) == ("withdrawn", "withdrawn")
    assert hours(person) == {}
    assert mail.outbox[-1].subject == "Uit uw dossier gehaald: Middeleeuwse letterkunde in de klas"
    assert "U was ziek gemeld." in mail.outbox[-1].body


def test_who_was_withdrawn_by_mistake_is_credited_again(session):
    person = PersonFactory(teacher=True)
    (pk,) = credit(session, person)
    withdraw_attendance(Attendance.objects.get(pk=pk), actor=editor_of(session), reason="Fout.")

    assert credit(session, person) == [pk]

    assert hours(person) == {"subject_content": 16}
    attendance = Attendance.objects.get(pk=pk)
    assert (attendance.status, attendance.reason) == ("credited", "")


@pytest.fixture
def decided(session):
    """Attendance on which a decision was based."""
    person = PersonFactory(teacher=True)
    (pk,) = credit(session, person)
    freeze_activities(person.pk, *YEAR, actor=None)
    return Attendance.objects.get(pk=pk)


def test_after_a_decision_withdrawing_is_looked_at_and_changes_nothing(session, decided):
    withdraw_attendance(decided, actor=editor_of(session), reason="Stond per ongeluk op de lijst.")
    send_all()

    decided.refresh_from_db()
    assert (decided.status, decided.activity.status) == ("contested", "settled")
    assert "Daarom verandert er nu niets" in mail.outbox[-1].body


@pytest.mark.parametrize(("upheld", "status"), [(True, "credited"), (False, "withdrawn")])
def test_an_administrator_concludes_with_a_reason(session, decided, upheld, status):
    withdraw_attendance(decided, actor=editor_of(session), reason="Fout op de lijst.")
    administrator = PersonFactory(administrator=True)

    decide_contested(decided, actor=administrator, upheld=upheld, reason="De lijst is bewijs.")

    decided.refresh_from_db()
    assert (decided.status, decided.reason) == (status, "De lijst is bewijs.")
    assert decided.activity.status == "settled"


def test_only_administrators_conclude(session):
    attendance = AttendanceFactory(session=session, contested=True)

    with pytest.raises(PermissionDenied):
        decide_contested(attendance, actor=editor_of(session), upheld=True, reason="Ja.")


def test_there_is_one_conclusion():
    attendance = AttendanceFactory(credited=True)

    with pytest.raises(InvalidMove):
        decide_contested(
            attendance, actor=PersonFactory(administrator=True), upheld=True, reason="Ja."
        )


def test_only_the_provider_itself_withdraws():
    attendance = AttendanceFactory(credited=True)

    with pytest.raises(PermissionDenied):
        withdraw_attendance(attendance, actor=PersonFactory(provider=True), reason="Nee.")


def test_a_whole_list_is_taken_back_in_one_act_but_for_what_was_decided_on(session, decided):
    people = PersonFactory.create_batch(2, teacher=True)
    credit(session, *people)
    elsewhere = AttendanceFactory(credited=True)

    taken = withdraw_list(session, actor=editor_of(session), reason="Een andere bijeenkomst.")
    send_all()

    statuses = dict(session.attendances.values_list("person", "status"))
    assert statuses.pop(decided.person_id) == "contested"
    assert list(statuses.values()) == ["withdrawn", "withdrawn"]
    assert [hours(person) for person in people] == [{}, {}]
    told = [letter for letter in mail.outbox if "Een andere bijeenkomst." in letter.body]
    assert len(told) == len(taken) == 3
    elsewhere.refresh_from_db()
    assert elsewhere.status == "credited"
    assert acts(Activity.objects.get(person=people[0])) == [
        "activity.withdraw",
        "activity.credited",
    ]


def test_after_a_whole_list_the_right_one_is_handed_in(session):
    person, another = PersonFactory.create_batch(2, teacher=True)
    credit(session, person, another)
    withdraw_list(session, actor=editor_of(session), reason="Verkeerde lijst.")

    credit(session, person)

    assert [hours(one) for one in (person, another)] == [{"subject_content": 16}, {}]


@pytest.mark.parametrize("number", [1, 4])
def test_a_list_is_taken_back_in_as_many_queries_however_long_it_is(
    session, number, django_assert_num_queries
):
    editor = editor_of(session)
    credit(session, *PersonFactory.create_batch(number, teacher=True))

    with django_assert_num_queries(QUERIES_TO_WITHDRAW):
        withdraw_list(session, actor=editor, reason="Verkeerde lijst.")


def test_only_the_provider_itself_takes_back_a_list_and_only_one_that_credited_somebody(session):
    with pytest.raises(PermissionDenied):
        withdraw_list(session, actor=PersonFactory(provider=True), reason="Nee.")

    with pytest.raises(Refused) as refusal:
        withdraw_list(session, actor=editor_of(session), reason="Nee.")

    assert codes(refusal.value) == ["nobody"]


def correct(session, number, *, actor=None, only=None):
    """Correct hours; send all mail of before first."""
    send_all()
    mail.outbox.clear()
    actor, reason = actor or editor_of(session), "Eindigde eerder."
    corrected = correct_hours(session, actor=actor, hours=Decimal(number), reason=reason, only=only)
    send_all()
    return corrected


def test_hours_that_were_wrong_are_corrected_in_one_act_with_a_mail(session):
    people = PersonFactory.create_batch(2, teacher=True)
    credited = credit(session, *people)

    corrected = correct(session, "6.25")

    assert sorted(corrected) == sorted(credited)
    assert [hours(person) for person in people] == [{"subject_content": Decimal("6.25")}] * 2
    assert {letter.subject.partition(":")[0] for letter in mail.outbox} == {"Uren aangepast"}
    assert "In uw dossier staat nu 6,25 uur." in mail.outbox[0].body
    assert "Eindigde eerder." in mail.outbox[0].body
    attendance = Attendance.objects.get(pk=credited[0])
    assert acts(attendance) == ["attendance.correct", "attendance.credit"]
    assert acts(attendance.activity) == ["activity.hours_corrected", "activity.credited"]


def test_hours_of_some_people_are_corrected_and_of_who_has_them_already_not_again(session):
    one, other = PersonFactory.create_batch(2, teacher=True)
    credit(session, one, other)
    mine = Attendance.objects.get(person=one).pk
    assert correct(session, 4, only=[mine]) == [mine]

    assert correct(session, 4) == [Attendance.objects.get(person=other).pk]
    with pytest.raises(Refused) as refusal:
        correct(session, 4)

    assert codes(refusal.value) == ["same_hours"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("0", "hours_impossible"),
        ("-1", "hours_impossible"),
        ("16.25", "hours_impossible"),
        ("1.1", "not_in_quarters"),
    ],
)
def test_nobody_gets_hours_that_the_course_cannot_give(session, number, code):
    credit(session, PersonFactory(teacher=True))

    with pytest.raises(Refused) as refusal:
        correct(session, number)

    assert codes(refusal.value) == [code]


def test_only_the_provider_itself_corrects_hours(session):
    with pytest.raises(PermissionDenied):
        correct(session, 4, actor=PersonFactory(provider=True))


def test_hours_on_which_a_decision_was_based_are_looked_at_and_stay(session, decided):
    correct(session, 4)

    decided.refresh_from_db()
    assert (decided.status, decided.hours, decided.activity.total) == ("contested", 4, 16)
    assert "4 uur was, en niet 16 uur" in mail.outbox[-1].body
    assert "Daarom verandert er nu niets" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("upheld", "shown", "words"),
    [(True, 16, "Die blijft in uw dossier staan."), (False, 4, "Het was 4 uur.")],
)
def test_an_administrator_concludes_how_many_hours_it_was(session, decided, upheld, shown, words):
    correct(session, 4)
    administrator = PersonFactory(administrator=True)

    decide_contested(decided, actor=administrator, upheld=upheld, reason="Zie de lijst.")
    send_all()

    decided.refresh_from_db()
    assert (decided.status, sum(decided.split.values())) == ("credited", shown)
    assert decided.activity.total == 16
    assert words in mail.outbox[-1].body


def test_who_is_credited_again_has_the_hours_of_the_course(session):
    person = PersonFactory(teacher=True)
    credit(session, person)
    correct(session, 4)
    withdraw_list(session, actor=editor_of(session), reason="Verkeerde lijst.")

    credit(session, person)

    assert hours(person) == {"subject_content": 16}


@pytest.mark.parametrize("number", [1, 4])
def test_hours_are_corrected_in_as_many_queries_however_long_the_list_is(
    session, number, django_assert_num_queries
):
    editor = editor_of(session)
    credit(session, *PersonFactory.create_batch(number, teacher=True))

    with django_assert_num_queries(QUERIES_TO_CORRECT):
        correct_hours(session, actor=editor, hours=Decimal(4), reason="Eindigde eerder.")


def test_the_letter_after_withdrawing_says_what_became_of_the_hours(session, decided):
    confirmed = AttendanceFactory(session=session)
    for attendance in (confirmed, decided):
        withdraw_attendance(attendance, actor=editor_of(session), reason="Stond er niet.")
    administrator = PersonFactory(administrator=True)
    decide_contested(decided, actor=administrator, upheld=False, reason="Was er niet.")
    send_all()

    bodies = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "U krijgt er daarom geen uren voor." in bodies[confirmed.person.email]
    assert "de uren blijven daarin staan" in bodies[decided.person.email]


@pytest.mark.django_db(transaction=True)
def test_correcting_while_the_register_decides_never_does_half():
    attendance = AttendanceFactory(credited=True)
    editor = editor_of(attendance.session)

    at_once(
        lambda: correct_hours(
            attendance.session, actor=editor, hours=Decimal(1), reason="Eindigde eerder."
        ),
        lambda: freeze_activities(attendance.person_id, *YEAR, actor=None),
    )

    attendance.refresh_from_db()
    assert (attendance.status, attendance.hours, attendance.activity.total) in [
        ("credited", None, 1),
        ("contested", 1, 2),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_credit_everybody_once():
    session = SessionFactory(seats=3)
    people = PersonFactory.create_batch(3, teacher=True)
    first, second = editor_of(session), editor_of(session)

    results = at_once(
        lambda: credit(session, *people, actor=first),
        lambda: credit(session, *reversed(people), actor=second),
    )

    assert sorted(len(result) for result in results) == [0, 3]
    assert Activity.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_the_register_decides_never_does_half():
    attendance = AttendanceFactory(credited=True)
    ActivityFactory(person=attendance.person)
    actor = editor_of(attendance.session)

    at_once(
        lambda: withdraw_attendance(attendance, actor=actor, reason="Was er niet."),
        lambda: freeze_activities(attendance.person_id, *YEAR, actor=None),
    )

    attendance.refresh_from_db()
    assert (attendance.status, attendance.activity.status) in [
        ("withdrawn", "withdrawn"),
        ("contested", "settled"),
    ]
