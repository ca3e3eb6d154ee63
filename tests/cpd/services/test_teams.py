"""One logs for a team: who can be named, what each sees, what an answer leaves."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from accounts.models import Message
from core.errors import InvalidMove, Refused
from core.models import AuditEvent
from core.schedule import sweep_outbox
from cpd.models import Activity, TeamMember
from cpd.rules import Entry
from cpd.selectors.teams import waiting_for
from cpd.services.activities import change_activity, withdraw_activity
from cpd.services.teams import confirm_presence, decline_presence, name_colleagues, take_back
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, OfferFactory
from tests.factories.schools import AppointmentFactory, LocationFactory

from .test_activities import acts, codes, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    return LocationFactory()


def works_at(school, person=None, **kwargs):
    person = person or PersonFactory(teacher=True)
    AppointmentFactory(location=school, staff__person=person, **kwargs)
    return person


@pytest.fixture
def teacher(school):
    return works_at(school)


@pytest.fixture
def activity(teacher):
    return ActivityFactory(person=teacher, title="Sectie Nederlands")


def name(activity, *people):
    return name_colleagues(
        activity, actor=activity.person, on=TODAY, people=[person.pk for person in people]
    )


def test_a_colleague_who_confirms_has_the_same_activity(activity, school):
    colleague = works_at(school)
    [member] = name(activity, colleague)

    own = confirm_presence(member, actor=colleague, on=TODAY)

    member.refresh_from_db()
    assert (own.person, own.kind, own.title, own.done_on) == (
        *(colleague, activity.kind, "Sectie Nederlands", activity.done_on),
    )
    assert hours(own) == hours(activity)
    assert (member.status, member.activity) == ("confirmed", own)
    assert acts(member) == ["teammember.confirm", "teammember.named"]


def test_who_declines_leaves_nothing(activity, school):
    colleague = works_at(school)
    [member] = name(activity, colleague)
    pk = member.pk

    decline_presence(member, actor=colleague)

    assert not TeamMember.objects.exists()
    assert not Activity.objects.of(colleague).exists()
    assert AuditEvent.objects.filter(action="teammember.declined", subject_pk=pk).exists()


@pytest.mark.parametrize(
    "case", ["elsewhere", "left", "voided", "not yet", "not claimed", "oneself"]
)
def test_only_who_shares_a_school_today_can_be_named(activity, school, case):
    stranger = {
        "elsewhere": lambda: works_at(LocationFactory()),
        "left": lambda: works_at(school, until=TODAY),
        "voided": lambda: works_at(school, voided_at="2026-01-01T00:00Z"),
        "not yet": lambda: works_at(school, since=date(2026, 11, 22)),
        "not claimed": lambda: works_at(school, PersonFactory()),
        "oneself": lambda: activity.person,
    }[case]()

    with pytest.raises(Refused) as refusal:
        name(activity, stranger)

    assert codes(refusal) == ["nobody"]


def test_nobody_is_named_twice_for_one_activity(activity, school):
    colleague, other = works_at(school), works_at(school)
    name(activity, colleague)
    entry = Entry(activity.kind, activity.done_on, Decimal(3), "Anders")
    change_activity(activity, actor=activity.person, on=TODAY, entry=entry, version=1)

    [second] = name(activity, colleague, other)

    assert second.person == other
    assert second.team.title == "Anders"
    assert TeamMember.objects.get(person=colleague).team.title == "Sectie Nederlands"


def test_a_colleague_is_told_once_and_reads_it_in_my_messages(activity, school):
    colleague = works_at(school)
    name(activity, colleague)

    sweep_outbox()
    sweep_outbox()

    told = Message.objects.get(person=colleague)
    assert [message.to for message in mail.outbox] == [[colleague.email]]
    assert activity.person.full_name in told.subject
    assert "/mijn/activiteiten/genoemd/" in told.body


def test_who_was_taken_back_before_the_mail_is_not_told(activity, school):
    [member] = name(activity, works_at(school))
    take_back(member, actor=activity.person)

    sweep_outbox()

    assert mail.outbox == []


def test_an_answer_that_was_given_stays(activity, school):
    colleague = works_at(school)
    [member] = name(activity, colleague)
    confirm_presence(member, actor=colleague, on=TODAY)

    for service, actor in [(decline_presence, colleague), (take_back, activity.person)]:
        with pytest.raises(InvalidMove):
            service(member, actor=actor)
    with pytest.raises(InvalidMove):
        confirm_presence(member, actor=colleague, on=TODAY)

    assert Activity.objects.of(colleague).count() == 1


def test_nobody_answers_or_names_for_another(activity, school):
    colleague, other = works_at(school), works_at(school)
    [member] = name(activity, colleague)

    with pytest.raises(PermissionDenied):
        confirm_presence(member, actor=other, on=TODAY)
    with pytest.raises(PermissionDenied):
        decline_presence(member, actor=activity.person)
    with pytest.raises(PermissionDenied):
        take_back(member, actor=other)
    with pytest.raises(PermissionDenied):
        name_colleagues(activity, actor=other, on=TODAY, people=[colleague.pk])


@pytest.mark.parametrize(
    ("state", "code"),
    [
        pytest.param({"withdrawn": True}, "not_open", id="removed"),
        pytest.param({"settled": True}, "not_open", id="decided"),
        pytest.param({"offer": "offer"}, "from_catalogue", id="from the catalogue"),
    ],
)
def test_some_activities_have_no_team(teacher, school, state, code):
    if "offer" in state:
        state = {"offer": OfferFactory(validated=True)}
    activity = ActivityFactory(person=teacher, **state)

    with pytest.raises(Refused) as refusal:
        name(activity, works_at(school))

    assert codes(refusal) == [code]


def test_what_was_removed_is_not_asked_about(activity, school):
    colleague = works_at(school)
    name(activity, colleague)

    withdraw_activity(activity, actor=activity.person)

    assert not waiting_for(colleague).exists()


def test_a_team_has_a_size(activity, school):
    people = [works_at(school) for _ in range(61)]

    with pytest.raises(Refused) as refusal:
        name(activity, *people)

    assert codes(refusal) == ["too_large"]
