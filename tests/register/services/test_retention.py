"""Deleting one's account, and what is thrown away when its term is over."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from celery import current_app
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import MessageKind
from accounts.models import Clearing, ClosedAccount, Message, View
from accounts.services import claims
from accounts.services.messages import tell
from accounts.terms import kept_years, years_before
from accounts.texts import Words
from core.errors import Refused
from core.models import AuditEvent
from cpd.models import (
    Activity,
    ActivityHours,
    Attendance,
    CalendarFeed,
    Draft,
    Evidence,
    PlanItem,
    Rating,
    Reflection,
    SavedOffer,
    TeamActivity,
    Wish,
)
from cpd.services.calendars import open_calendar
from cpd.services.evidence import add_evidence
from cpd.services.reflections import reflect
from cpd.services.teams import confirm_presence, name_colleagues
from register.models import Agreement as Agreed
from register.models import (
    Certificate,
    Conversation,
    Cycle,
    DiplomaFile,
    EarlierLearning,
    Registration,
)
from register.services.conversations import agree, share
from register.services.learning import add_learning
from register.services.retention import delete_account, forget, would_forget
from schools.models import StaffRecord
from tests.cpd.evidence_samples import PDF
from tests.factories.accounts import (
    ApiClientFactory,
    PersonFactory,
    TotpFactory,
    ViewFactory,
    token_for,
)
from tests.factories.cpd import (
    ActivityFactory,
    AttendanceFactory,
    OfferFactory,
    PlanItemFactory,
    RatingFactory,
)
from tests.factories.register import CertificateFactory, CycleFactory, DiplomaCheckFactory
from tests.factories.schools import AppointmentFactory
from tests.register.posted import run_outbox

pytestmark = pytest.mark.django_db
ON = date(2026, 12, 1)
IN_TIME, TOO_LATE = date(2031, 11, 30), date(2031, 12, 1)
PAGE = "/mijn/account-verwijderen/"


@pytest.fixture
def teacher():
    """Somebody with something of everything, about whom was decided."""
    certificate = CertificateFactory(cycle__registration__person__teacher=True)
    person = certificate.cycle.registration.person
    TotpFactory(user=person)
    AppointmentFactory(staff__person=person)
    activity, settled = ActivityFactory(person=person), ActivityFactory(person=person)
    add_evidence(activity, actor=person, name="los.pdf", data=PDF)
    add_evidence(settled, actor=person, name="besloten.pdf", data=PDF)
    Activity.objects.filter(pk=settled.pk).update(status="settled", settled_at=timezone.now())
    PlanItemFactory(person=person)
    AttendanceFactory(person=person, credited=True)
    Draft.objects.create(person=person, key="6a1f0c1e-0b5f-4d0e-9a53-5f6f2d1c7b10")
    DiplomaCheckFactory(person=person)
    reflect(activity, actor=person, text="Voortaan eerst vragen.")
    add_learning(person, actor=person, on=ON, title="EVC", given_by="Hogeschool", recognised_on=ON)
    talk = share(
        person,
        actor=person,
        on=ON,
        name="Bea",
        email="bea@school.example",
        days=30,
        with_report=False,
        activities=[activity.pk],
    )
    agree(talk, actor=person, text="Samen kijken naar toetsen.")
    tell(person, actor=None, key="x", kind=MessageKind.NEWS, words=Words("Nieuws", "Voor u."))
    return person


def delete(person):
    delete_account(person, actor=person, on=ON)
    person.refresh_from_db()


def nights(on):
    return forget(on=on, now=timezone.now())


# At once


def test_the_way_in_goes_at_once_and_a_mail_says_so(teacher, mailoutbox):
    current_app.loader.import_task_module("accounts.tasks")
    address = teacher.email

    delete(teacher)
    run_outbox()

    assert (teacher.email, teacher.claimed_at, teacher.has_usable_password()) == ("", None, False)
    assert not EmailAddress.objects.filter(user=teacher).exists()
    assert not Authenticator.objects.filter(user=teacher).exists()
    [mail] = [one for one in mailoutbox if "account verwijderd" in one.body]
    assert mail.to == [address]
    assert "Vraag uw school dan om een nieuwe activeringscode" in mail.body


def test_their_programs_are_shut_out_for_good(teacher):
    program = ApiClientFactory(own=True, responsible=teacher)
    token_for(program)

    delete(teacher)

    assert program.tokens.get().revoked_at


def test_what_is_of_use_to_its_owner_only_goes_at_once(teacher):
    delete(teacher)

    assert not Draft.objects.exists()
    assert not PlanItem.objects.exists()
    assert not DiplomaFile.objects.exists()
    assert [one.name for one in Evidence.objects.all()] == ["besloten.pdf"]
    assert Conversation.objects.get().status == "revoked"


def test_what_a_teacher_looks_for_saved_and_follows_goes_at_once(teacher):
    asked = {"subject": "Duits", "province": "drenthe", "asked_on": ON}
    board = PersonFactory(hr_officer=True).roles.get().organisation
    Wish.objects.create(person=teacher, **asked)
    of_board = Wish.objects.create(person=teacher, organisation=board, **asked)
    SavedOffer.objects.create(person=teacher, offer=OfferFactory(validated=True))
    open_calendar(actor=teacher)

    delete(teacher)

    assert list(Wish.objects.all()) == [of_board]
    assert not SavedOffer.objects.exists()
    assert not CalendarFeed.objects.exists()


def test_what_must_stay_stays(teacher):
    delete(teacher)

    assert Activity.objects.filter(person=teacher).count() == 3
    assert StaffRecord.objects.filter(person=teacher).exists()
    assert Registration.objects.get(person=teacher).status == "registered"
    assert Certificate.objects.filter(cycle__registration__person=teacher).exists()
    assert teacher.number
    assert AuditEvent.objects.filter(action="person.account_deleted").exists()


def test_who_comes_back_finds_everything_and_is_not_forgotten(teacher):
    delete(teacher)
    plain = claims.issue_claim_code(teacher, actor=PersonFactory(hr_officer=True))
    code = claims.check_code(plain, birth_date=teacher.birth_date, actor=None)
    claims.claim(code, actor=None, email="terug@example.nl", password="een goed wachtwoord")

    claims.finish_claim(teacher, actor=teacher)
    nights(TOO_LATE)

    assert ClosedAccount.objects.get().returned_at
    assert Activity.objects.filter(person=teacher).count() == 3


def test_nobody_deletes_the_account_of_another(teacher):
    with pytest.raises(PermissionDenied):
        delete_account(teacher, actor=PersonFactory(administrator=True), on=ON)


def test_who_still_has_a_role_lays_it_down_first():
    person = PersonFactory(validator=True, teacher=True)

    with pytest.raises(Refused):
        delete_account(person, actor=person, on=ON)

    person.refresh_from_db()
    assert person.claimed_at


def test_proof_stays_while_a_request_is_judged():
    person = PersonFactory(teacher=True)
    CycleFactory(registration__person=person, submitted=True)

    with pytest.raises(Refused) as refused:
        delete_account(person, actor=person, on=ON)

    assert refused.value.code == "being_judged"


def test_the_page_says_what_goes_and_what_stays_and_does_it(client, teacher):
    client.force_login(teacher)

    page = client.get(PAGE)
    assert all(words in page.text for words in ("Dit gaat meteen weg", "Dit blijft", "na 5 jaar"))
    unsure = client.post(PAGE, {"sure": ""})
    assert "Vink dit aan als u het zeker weet." in unsure.text
    done = client.post(PAGE, {"sure": "on"}, follow=True)

    assert "Uw account is verwijderd." in done.text
    assert done.context["user"].is_anonymous
    assert ClosedAccount.objects.get().person == teacher


def test_the_page_refuses_in_words_who_has_a_role(client):
    client.force_login(PersonFactory(validator=True, teacher=True))

    assert "U heeft nog een rol." in client.post(PAGE, {"sure": "on"}).text


def test_who_is_no_teacher_has_no_such_page(client):
    client.force_login(PersonFactory(hr_officer=True))

    assert client.get(PAGE).status_code == 404


# Five years later


def test_the_file_waits_five_years(teacher):
    delete(teacher)

    assert nights(IN_TIME)["closed_account"] == 0
    assert Activity.objects.filter(person=teacher).count() == 3


def test_after_five_years_the_file_is_really_gone(teacher):
    delete(teacher)

    assert nights(TOO_LATE)["closed_account"] == 1

    for model in (Activity, ActivityHours, Evidence, Conversation, Agreed, Message):
        assert not model.objects.exists(), model
    assert not teacher.events.exclude(email="").exists()
    assert ClosedAccount.objects.get().forgotten_on == TOO_LATE


def test_after_five_years_no_word_of_the_teacher_is_left(teacher):
    delete(teacher)

    nights(TOO_LATE)

    assert not Reflection.objects.exists()
    assert not EarlierLearning.objects.exists()


def test_after_five_years_a_rating_goes_with_the_attendance(teacher):
    RatingFactory(attendance=Attendance.objects.get(person=teacher))
    of_another = RatingFactory()
    delete(teacher)

    assert nights(TOO_LATE)["closed_account"] == 1

    assert list(Rating.objects.all()) == [of_another]


def test_after_five_years_what_must_stay_still_stays(teacher):
    delete(teacher)
    another = ActivityFactory()

    nights(TOO_LATE)

    assert StaffRecord.objects.filter(person=teacher).exists()
    assert Certificate.objects.get().cycle == Cycle.objects.get(registration__person=teacher)
    assert Activity.objects.get() == another
    assert another.hours.count() == 2


def test_what_a_colleague_confirmed_stays_with_the_colleague(teacher):
    location = teacher.staff_records.get().appointments.get().location
    colleague = PersonFactory(teacher=True)
    AppointmentFactory(staff__person=colleague, location=location)
    together = ActivityFactory(person=teacher)
    name_colleagues(together, actor=teacher, on=ON, people=[colleague.pk])
    confirm_presence(colleague.named_in.get(), actor=colleague, on=ON)
    delete(teacher)

    nights(TOO_LATE)

    assert Activity.objects.get().person == colleague
    assert not TeamActivity.objects.exists()


def test_a_second_night_throws_away_nothing_more(teacher):
    delete(teacher)
    nights(TOO_LATE)

    assert set(nights(TOO_LATE).values()) == {0}
    assert Clearing.objects.get(code="closed_account", on=TOO_LATE).number == 1


def queries_of_a_night(number):
    """Return how many queries it takes when so many people deleted their account."""
    for _n in range(number):
        person = ActivityFactory().person
        delete_account(person, actor=person, on=ON)
    with CaptureQueriesContext(connection) as asked:
        assert nights(TOO_LATE)["closed_account"] == number
    return len(asked)


def test_a_night_takes_as_many_queries_for_one_as_for_three():
    queries_of_a_night(1)  # what is counted for the first time takes more

    assert queries_of_a_night(1) == queries_of_a_night(3)


def test_looks_and_messages_go_after_their_term(teacher):
    ViewFactory(subject=teacher)
    later = timezone.localdate() + timedelta(days=5 * 365 + 3)

    numbers = nights(later)

    assert (numbers["view"], numbers["message"]) == (1, 1)
    assert not View.objects.exists()


def test_what_went_is_counted_and_audited(client, teacher):
    delete(teacher)
    nights(TOO_LATE)

    event = AuditEvent.objects.get(action="clearing.cleared", data__code="closed_account")
    assert event.data == {"code": "closed_account", "number": 1}
    client.force_login(PersonFactory(administrator=True))
    page = client.get("/beheer/bewaartermijnen/")
    assert "1 dec 2031: 1" in " ".join(page.text.split())


@pytest.mark.parametrize("trait", ["hr_officer", "teacher"])
def test_only_administrators_see_what_went(client, trait):
    client.force_login(PersonFactory(**{trait: True}))

    assert client.get("/beheer/bewaartermijnen/").status_code == 404


# The command


def told(*arguments):
    out = StringIO()
    call_command("forget", *arguments, stdout=out)
    return json.loads(out.getvalue())


def test_a_dry_run_counts_and_throws_away_nothing(teacher):
    delete(teacher)

    assert told("--on", "2031-12-01", "--dry-run")["closed_account"] == 1
    assert Activity.objects.filter(person=teacher).exists()
    assert not Clearing.objects.exists()
    assert would_forget(on=TOO_LATE, now=timezone.now())["closed_account"] == 1


def test_the_command_does_what_the_dry_run_said(teacher):
    delete(teacher)
    expected = told("--on", "2031-12-01", "--dry-run")

    assert told("--on", "2031-12-01") == expected
    assert not Activity.objects.filter(person=teacher).exists()


def test_terms_are_dated_configuration():
    assert kept_years("closed_account", on=ON) == 5
    assert years_before(date(2028, 2, 29), 5) == date(2023, 2, 28)


def test_the_privacy_page_names_every_term(client):
    page = client.get("/privacy/").text

    assert all(words in page for words in ("90 dagen", "12 maanden", "30 dagen", "5 jaar"))
