"""Two people, or one impatient one, do the same thing at once: it happens once.

So does what the clock does while somebody else is at the same record.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from accounts.models import Person
from accounts.services.doubles import merge
from core.errors import InvalidMove
from cpd.models import TeamActivity
from cpd.services.teams import confirm_presence
from register.choices.cases import CaseGround
from register.choices.cycles import CycleStatus, Outcome
from register.models import CaseEvent, Certificate, Cycle, Decision, Note, Registration
from register.services.cases import act_in_case
from register.services.certificates import reissue_certificate
from register.services.conversations import share
from register.services.cycles import close_ended, close_extra_time, submit_cycle
from register.services.decisions import decide_cycle
from register.services.diplomas import accept_diploma
from register.services.objections import object_to_decision
from register.services.registrations import confirm_delivered, deliver_people
from register.services.retention import delete_account
from register.services.strike_offs import ask_to_be_struck_off, begin_striking_off
from tests.factories.accounts import DoubleFactory, PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.register import CertificateFactory, DiplomaCheckFactory, RegistrationFactory
from tests.factories.schools import BasisFactory, DeliveryFactory, LocationFactory
from tests.faults.waiting import until
from tests.races import at_once, waiting_for_a_lock
from tests.register.posted import run_outbox
from tests.register.procedures import (
    administrator,
    advised,
    announced,
    deferral_of,
    do,
    editor_of,
    leaving,
    objection_of_provider,
)
from tests.register.procedures import objection_to as objection
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db(transaction=True)

ON = date(2026, 3, 2)
TIMES = 4
ENOUGH = 160
EXTRA_OVER = date(2027, 2, 1)


def test_a_request_that_is_pressed_four_times_is_one_request():
    cycle = teacher_with(hours=160)
    teacher = cycle.registration.person

    answers = at_once(lambda: submit_cycle(cycle, actor=teacher, declared=True, on=ON), times=TIMES)

    assert [type(answer) for answer in answers].count(InvalidMove) == TIMES - 1
    assert (Decision.objects.count(), Certificate.objects.count(), Cycle.objects.count()) == (
        1,
        1,
        2,
    )


def test_two_members_of_the_committee_decide_once():
    cycle = teacher_with(hours=159, submitted=True)
    members = [PersonFactory(committee=True) for _ in range(2)]

    answers = at_once(
        *[
            lambda member=member: decide_cycle(
                cycle,
                actor=member,
                outcome=Outcome.CONDITIONAL,
                motivation="U mist nog een uur.",
                on=ON,
            )
            for member in members
        ]
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Decision", "InvalidMove"]
    assert Decision.objects.count() == 1


def test_a_cycle_that_ends_while_two_clocks_run_is_closed_once():
    teacher_with(hours=100)

    closed = at_once(lambda: close_ended(on=date(2026, 8, 1)), times=TIMES)

    assert sum(closed) == Decision.objects.count() == 1


@pytest.mark.parametrize("hours", [100, 160])
def test_a_request_on_the_last_day_while_the_clock_strikes_midnight_is_not_lost(hours):
    """Where the clock came first, the request is one in the extra time."""
    cycle = teacher_with(hours=hours)
    teacher, last_day = cycle.registration.person, cycle.until - timedelta(days=1)

    at_once(
        lambda: submit_cycle(cycle, actor=teacher, declared=True, on=last_day),
        lambda: close_ended(on=last_day + timedelta(days=1)),
    )

    cycle.refresh_from_db()
    outcomes = list(cycle.decisions.order_by("pk").values_list("outcome", flat=True))
    if hours == ENOUGH:
        assert cycle.status == CycleStatus.RENEWED
        assert outcomes in (["renewed"], ["conditional", "renewed"])
    else:
        assert (cycle.status, outcomes) in (
            (CycleStatus.SUBMITTED, []),
            (CycleStatus.CONDITIONAL, ["conditional"]),
        )


def test_two_administrators_decide_about_a_case_once():
    case = deferral_of(teacher_with(hours=100))
    acts = [("grant", administrator()), ("refuse", administrator())]

    answers = at_once(*(deed(case, act, actor) for act, actor in acts))

    assert sorted(type(answer).__name__ for answer in answers) == ["CaseEvent", "InvalidMove"]
    assert CaseEvent.objects.filter(act__in=["grant", "refuse"]).count() == 1


def test_two_deciders_decide_once_about_what_is_about_no_registration():
    case = objection_of_provider()
    editor = editor_of(case.judgement)
    do(case, "admit")
    do(case, "waive_hearing", by=editor)
    do(case, "advise", by=PersonFactory(objections=True))

    answers = at_once(deed(case, "uphold", administrator()), deed(case, "dismiss", administrator()))

    assert sorted(type(answer).__name__ for answer in answers) == ["CaseEvent", "InvalidMove"]


def test_a_teacher_asks_to_leave_while_the_register_announces_a_striking_off():
    registration = RegistrationFactory()
    registrar = administrator()

    answers = at_once(
        lambda: ask_to_be_struck_off(registration, actor=registration.person, words="", on=ON),
        lambda: begin_striking_off(
            registration, actor=registrar, ground=CaseGround.LOSS, words="Ingetrokken.", on=ON
        ),
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["Case", "Refused"]
    assert registration.cases.count() == 1


def test_an_objection_arrives_while_the_extra_time_ends():
    decision = given_time()
    teacher = decision.cycle.registration.person
    run_outbox()

    objected, closed = at_once(
        lambda: object_to_decision(decision, actor=teacher, words="Nee.", on=EXTRA_OVER),
        lambda: close_extra_time(on=EXTRA_OVER),
    )

    assert (objected.status, closed) == ("received", 1)
    assert Note.objects.standing().count() == 1


def test_an_objection_is_taken_back_while_it_is_decided():
    refused = deferral_of(teacher_with(hours=100))
    case = advised(objection(do(refused, "refuse")))

    answers = at_once(deed(case, "withdraw", case.teacher), deed(case, "uphold", administrator()))

    case.refresh_from_db()
    refused.refresh_from_db()
    assert sorted(type(answer).__name__ for answer in answers) == ["CaseEvent", "InvalidMove"]
    assert (case.status, refused.status) in (("withdrawn", "refused"), ("upheld", "granted"))


def test_no_note_stays_when_the_objection_to_the_extra_time_was_founded_at_that_moment():
    case = advised(objection(given_time()))

    upheld, _ = at_once(
        deed(case, "uphold", administrator(), on=EXTRA_OVER),
        lambda: close_extra_time(on=EXTRA_OVER),
    )

    assert upheld.act == "uphold"
    assert not Note.objects.standing().exists()


def test_nobody_who_is_struck_off_keeps_the_period_that_a_renewal_began_at_that_moment():
    cycle = teacher_with(hours=160)
    case, teacher = leaving(cycle.registration), cycle.registration.person

    submitted, struck = at_once(
        lambda: submit_cycle(cycle, actor=teacher, declared=True, on=ON),
        deed(case, "strike_off", administrator()),
    )

    assert struck.act == "strike_off"
    assert isinstance(submitted, (Cycle, InvalidMove))
    assert not cycle.registration.cycles.undecided().exists()


def test_somebody_is_struck_off_while_the_clock_lets_them_go():
    cycle = teacher_with(hours=100, taught=False)
    case = announced(cycle.registration)
    do(case, "give_view")

    struck, _ = at_once(
        deed(case, "strike_off", administrator(), on=cycle.until),
        lambda: close_ended(on=cycle.until),
    )

    cycle.registration.refresh_from_db()
    assert (struck.act, cycle.registration.status) == ("strike_off", "struck_off")


def given_time() -> Decision:
    """Extra time until the last day of January 2027."""
    cycle = teacher_with(hours=100)
    close_ended(on=cycle.until)
    return cycle.decisions.get()


def deed(case, act, actor, on=ON):
    return lambda: act_in_case(case, act=act, actor=actor, words="Daarom.", on=on)


def test_a_double_press_confirms_once():
    registration = RegistrationFactory(delivered=True)
    person = registration.person

    answers = at_once(lambda: confirm_delivered(person, actor=person, on=ON), times=TIMES)

    assert sorted(len(answer) for answer in answers) == [0, 0, 0, 1]
    assert registration.cycles.count() == 1


def test_two_boards_deliver_the_same_person_at_once():
    staff = BasisFactory().appointment.staff
    delivery = DeliveryFactory(applied=True, board=staff.board)
    persons = Person.objects.filter(pk=staff.person_id).values_list("pk", flat=True)

    at_once(
        lambda: deliver_people(delivery, persons=persons, actor=None, on=ON),
        times=TIMES,
    )

    assert Registration.objects.count() == 1


def test_a_certificate_that_is_issued_again_by_two_at_once_is_replaced_once():
    certificate = CertificateFactory(made=True, name="Een vorige naam")
    teacher = certificate.cycle.registration.person
    actors = [teacher, PersonFactory(administrator=True)] * 2

    answers = at_once(
        *[
            lambda actor=actor: reissue_certificate(certificate, actor=actor, on=ON)
            for actor in actors
        ]
    )

    assert sorted(type(answer).__name__ for answer in answers) == [
        "Certificate",
        *["Refused"] * 3,
    ]
    assert Certificate.objects.filter(cycle=certificate.cycle, replaced_on=None).count() == 1
    assert Certificate.objects.count() == 2


def test_who_merges_records_holds_nobody_about_whom_somebody_else_decides():
    """Else each would wait for the other: to decide one holds the registration, then the person."""
    cycle = teacher_with(hours=1)
    teacher = cycle.registration.person
    double, actor = DoubleFactory(first=teacher), PersonFactory(administrator=True)

    def merge_them():
        try:
            return merge(double, actor=actor)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Registration.objects.hold_of(cycle.pk)
            merged = pool.submit(merge_them)
            until(lambda: waiting_for_a_lock() > 0, "the merge waits")
            Person.objects.select_for_update(no_key=True, nowait=True).get(pk=teacher.pk)
        assert merged.result().survivor == teacher


def waits_for(person, deed, row):
    """Start a deed while somebody holds a person; tell whether it then holds no row of theirs."""

    def do_it():
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            done = pool.submit(do_it)
            until(lambda: done.done() or waiting_for_a_lock() > 0, "the deed waits")
            rows = type(row)._default_manager.select_for_update(no_key=True, nowait=True)
            rows.get(pk=row.pk)
        return done.result()


def test_who_accepts_a_diploma_waits_for_its_person_first():
    check, actor = DiplomaCheckFactory(), administrator()

    assert waits_for(
        check.person, lambda: accept_diploma(check, actor=actor, on=ON), check
    ).checked_by_id


def test_who_confirms_to_have_been_there_waits_for_the_own_file_first():
    shared = TeamActivity.objects.create(
        activity=ActivityFactory(), version=1, kind="intervision", title="Sectie", done_on=ON
    )
    shared.hours.create(category="pedagogy", hours=2)
    colleague, school = PersonFactory(teacher=True), LocationFactory().school
    member = shared.members.create(person=colleague, school=school)

    assert waits_for(
        colleague, lambda: confirm_presence(member, actor=colleague, on=ON), member
    ).title


def test_who_deletes_the_account_waits_for_the_own_file_first():
    conversation = shown()
    teacher = conversation.person

    assert waits_for(
        teacher, lambda: delete_account(teacher, actor=teacher, on=ON), conversation
    ).closed_on
    assert type(conversation).objects.get().status == "revoked"


def shown():
    teacher = PersonFactory(teacher=True)
    return share(
        teacher,
        actor=teacher,
        on=ON,
        name="Bea Smit",
        email="bea@school.example",
        days=30,
        with_report=True,
        activities=[],
    )
