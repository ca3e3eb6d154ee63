"""A teacher's own pages."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from core.models import OutboxMessage
from cpd.models import Activity
from register.choices.cycles import CycleStatus
from register.models import Decision, Note
from register.services.cycles import close_ended
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, PlanItemFactory, SessionFactory
from tests.factories.register import (
    CertificateFactory,
    CycleFactory,
    DecisionFactory,
    QualificationFactory,
    RegistrationFactory,
)
from tests.factories.schools import (
    BasisFactory,
    DisputeFactory,
)
from tests.pages import read, words
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import deferral_of, do
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

PAGES = ["home", "requirements", "my_data", "confirm", "cycle_submit", "certificates"]


class TestHome:
    def test_the_answer_comes_first(self, sign_in):
        page = read(
            sign_in(teacher_with(hours={"subject_content": 24, "pedagogy": 20})), "register:home"
        )

        assert "U heeft <em>44</em> van 160 uur" in page
        assert "tot en met 31 juli 2026, nog 151 dagen" in page
        assert "Nog 116 uur" in page

    def test_leave_that_was_granted_says_how_many_hours_of_teaching_it_took(self, sign_in):
        cycle = teacher_with(hours=160)
        do(deferral_of(cycle), "grant")

        page = read(sign_in(cycle), "register:requirements")

        assert "4.397" in page
        assert "Tijdens verlof geeft u geen les: dat scheelt 364 uur." in page

    def test_what_does_not_count_says_why(self, sign_in):
        page = read(sign_in(teacher_with(hours={"school_development": 72})), "register:home")

        assert "12 van uw 72 overige uren tellen niet mee: het maximum is 60." in page

    def test_who_has_everything_is_asked_to_ask(self, sign_in):
        page = read(sign_in(teacher_with(hours=160)), "register:home")

        assert "U heeft alles wat nodig is" in page
        assert reverse("register:cycle_submit") in page

    def test_who_asked_reads_that_the_committee_decides(self, sign_in):
        page = read(sign_in(teacher_with(hours=100, submitted=True)), "register:home")

        assert "U heeft herregistratie aangevraagd" in page
        assert reverse("register:cycle_submit") not in page

    def test_a_request_with_everything_there_is_told_nothing_of_extra_time(self, sign_in):
        incomplete = read(sign_in(teacher_with(hours=100, submitted=True)), "register:home")
        complete = read(sign_in(teacher_with(hours=160, submitted=True)), "register:home")

        assert "Laatste dag van de extra tijd." in incomplete
        assert "Laatste dag van de extra tijd." not in complete
        assert "Laatste dag van uw periode." in complete
        assert "U heeft nu alles wat nodig is. De commissie besluit." in complete

    def test_the_extra_time_has_its_own_last_day(self, sign_in):
        page = read(sign_in(teacher_with(hours=100, conditional=True)), "register:home")

        assert "U heeft extra tijd tot en met 31 januari 2027" in page

    def test_extra_time_given_late_has_one_last_day_on_the_whole_page(self, sign_in):
        page = read(
            sign_in(teacher_with(hours=100, conditional=True, until=date(2027, 2, 11))),
            "register:home",
        )

        assert "U heeft extra tijd tot en met 10 februari 2027" in page
        assert "31 januari 2027" not in page

    def test_who_lacks_teaching_alone_is_sent_to_no_course(self, sign_in):
        lacking = read(sign_in(teacher_with(hours=160, taught=False)), "register:home")
        assert f"{reverse('register:requirements')}#teaching" in lacking
        assert "Bekijk cursussen die passen" not in lacking

    @pytest.mark.parametrize(
        ("fte", "in_the_end"),
        [
            ("0.2", "Met uw tempo komt u op 160 uur. Dat is genoeg."),
            ("0.1999", "Aan het eind nog niet genoeg: Lesgeven: Nederlands"),
        ],
    )
    def test_an_appointment_that_goes_on_counts_in_where_it_leads(self, sign_in, fte, in_the_end):
        cycle = teacher_with(hours=160, fte=fte)

        page = read(sign_in(cycle), "register:home")

        assert "nog niet genoeg lesgegeven voor Nederlands" in page
        assert in_the_end in page

    def test_what_was_delivered_waits_to_be_confirmed(self, client):
        registration = RegistrationFactory(delivered=True)
        client.force_login(registration.person)

        page = read(client, "register:home")

        assert "Controleer wat uw school heeft doorgegeven" in page
        assert reverse("register:confirm") in page

    def test_a_new_qualification_is_a_task(self, sign_in):
        cycle = teacher_with(hours=10)
        QualificationFactory(person=cycle.registration.person, subject="GES", proposed=True)

        assert reverse("register:confirm") in read(sign_in(cycle), "register:home")

    def test_the_anteroom_shows_the_route_and_its_last_day(self, client):
        registration = RegistrationFactory(anteroom=True)
        BasisFactory(
            appointment__staff__person=registration.person,
            code="VO-VAC",
            subject_areas=["WIS"],
            until=date(2026, 8, 1),
        )
        client.force_login(registration.person)

        page = read(client, "register:home")

        assert "Er is geen herregistratie." in page
        assert "wiskunde" in page
        assert "31 juli 2026" in page

    def test_who_needs_no_hours_finds_back_what_they_did(self, client):
        registration = RegistrationFactory(anteroom=True)
        done = ActivityFactory(person=registration.person, title="Lesbezoek bij mijn begeleider")
        client.force_login(registration.person)

        page = read(client, "register:home")

        assert reverse("cpd:activity", args=[done.pk]) in page
        assert "Staat in uw dossier" in page
        assert "Telt mee:" not in page

    def test_what_was_done_before_the_period_is_not_said_to_count(self, sign_in):
        cycle = teacher_with(hours={})
        before = cycle.since - timedelta(days=1)
        ActivityFactory(person=cycle.registration.person, done_on=before)

        page = read(sign_in(cycle), "register:home")

        assert "U deed het voordat uw periode begon." in page

    def test_who_has_a_note_reads_what_it_means(self, sign_in):
        cycle = teacher_with(hours=44)
        Note.objects.create(registration=cycle.registration, cycle=cycle, since=date(2026, 2, 1))

        page = read(sign_in(cycle), "register:home")

        assert "Er staat sinds 1 februari 2026 een aantekening bij uw naam" in page
        assert "Vanaf 1 augustus 2027" in page

    def test_what_waits_in_the_file_is_asked_for_at_home(self, sign_in):
        cycle = teacher_with(hours=10)
        person = cycle.registration.person
        team = ActivityFactory().teams.create(version=1, kind="intervision", done_on=TODAY)
        team.members.create(person=person, school="De Waag")
        person.drafts.create(key=uuid4(), values={"title": "Lesbezoek bij groep 6"})

        page = read(sign_in(cycle), "register:home")

        assert "Zeg of u bij een activiteit was" in page
        assert "Maak een activiteit af" in page

    def test_what_was_added_last_leads_to_the_activity(self, sign_in):
        cycle = teacher_with(hours=10)
        last = Activity.objects.get(person=cycle.registration.person)

        assert reverse("cpd:activity", args=[last.pk]) in read(sign_in(cycle), "register:home")

    def test_it_takes_eight_queries_whatever_there_is(self, sign_in, django_assert_max_num_queries):
        cycle = teacher_with(hours=44)
        for day in range(400):
            ActivityFactory(
                person=cycle.registration.person,
                done_on=date(2025, 1, 1 + day % 28),
                hours={"pedagogy": Decimal("0.25")},
            )
        PlanItemFactory.create_batch(5, person=cycle.registration.person)
        SessionFactory.create_batch(5, to_come=True)
        cycle.reminders.create(step="6_months", posted_on=date(2026, 1, 31))
        client = sign_in(cycle)
        read(client, "register:home")  # the rule set and the code lists are read

        with django_assert_max_num_queries(8):
            read(client, "register:home")
        with django_assert_max_num_queries(8):
            read(client, "register:requirements")
        with django_assert_max_num_queries(8):
            client.get(reverse("register:requirements") + "?sort=nearest")


class TestRequirements:
    @pytest.mark.parametrize(("hours", "led"), [(100, True), (160, False)])
    def test_who_misses_hours_is_led_to_deferral_because_of_leave(self, sign_in, hours, led):
        page = read(sign_in(teacher_with(hours=hours)), "register:requirements")

        board = page[: page.index('id="sum"')]
        assert (f'{reverse("register:ask_deferral")}">Ik ben ziek of met verlof' in board) == led

    def test_every_requirement_is_there_with_its_sum(self, sign_in):
        hours = {"subject_content": 24, "subject_teaching": 14, "pedagogy": 6}
        page = read(
            sign_in(teacher_with(hours={**hours, "school_development": 72})),
            "register:requirements",
        )

        for word in (
            "Zo komen we aan 104",
            "Waarvan vakinhoud",
            "Lesgeven: Nederlands, voortgezet onderwijs",
            "U heeft 72 overige uren. Het maximum is 60.",
            "Herregistratie 2015, versie 1.0",
        ):
            assert word in page

    def test_reminders_stand_in_the_timeline(self, sign_in):
        cycle = teacher_with(hours=44)
        cycle.reminders.create(step="12_months", posted_on=date(2025, 7, 31))

        assert "31 juli 2025</time>Herinnering, verstuurd per e-mail." in read(
            sign_in(cycle), "register:requirements"
        )

    def test_without_a_cycle_it_leads_home(self, client):
        client.force_login(RegistrationFactory(anteroom=True).person)

        assert client.get(reverse("register:requirements")).url == reverse("register:home")
        assert client.get(reverse("register:cycle_submit")).status_code == 404


class TestConfirm:
    def test_one_press_registers(self, client):
        registration = RegistrationFactory(delivered=True)
        client.force_login(registration.person)

        answer = client.post(reverse("register:confirm"))

        registration.refresh_from_db()
        assert (answer["Location"], registration.status) == ("/mijn/", "registered")
        assert registration.registered_on == TODAY

    def test_a_second_press_does_no_harm(self, client):
        registration = RegistrationFactory(delivered=True)
        client.force_login(registration.person)
        client.post(reverse("register:confirm"))

        assert client.post(reverse("register:confirm")).status_code == 302
        assert registration.cycles.count() == 1

    def test_what_each_board_delivered_is_told_in_words(self, client):
        basis = BasisFactory(
            appointment__staff__person=PersonFactory(teacher=True), subject_areas=["NED"]
        )
        staff = basis.appointment.staff
        RegistrationFactory(person=staff.person, delivered=True)
        QualificationFactory(person=staff.person, proposed=True)
        client.force_login(staff.person)

        page = read(client, "register:confirm")

        assert f"Doorgegeven door {staff.board}" in page
        assert "Nederlands, voortgezet onderwijs" in page
        assert "Nog niet bevestigd" in page
        assert "Het Lindecollege" in page


class TestSubmit:
    def test_asking_leads_to_the_decision(self, sign_in):
        cycle = teacher_with(hours=160)

        answer = sign_in(cycle).post(reverse("register:cycle_submit"), {"declared": "on"})

        assert answer["Location"] == Decision.objects.get().get_absolute_url()

    def test_without_everything_it_leads_to_the_committee(self, sign_in):
        cycle = teacher_with(hours=159)

        answer = sign_in(cycle).post(reverse("register:cycle_submit"), {"declared": "on"})

        cycle.refresh_from_db()
        assert (answer["Location"], cycle.status) == ("/mijn/", CycleStatus.SUBMITTED)

    def test_the_declaration_cannot_be_left_out(self, sign_in):
        cycle = teacher_with(hours=160)

        answer = sign_in(cycle).post(reverse("register:cycle_submit"), {"declared": ""})

        cycle.refresh_from_db()
        assert cycle.status == CycleStatus.OPEN
        assert "Zet hier een vinkje om herregistratie aan te vragen." in words(answer)

    def test_before_the_window_opens_there_is_no_button(self, sign_in):
        cycle = teacher_with(hours=160, planned_until=date(2026, 10, 1))

        page = read(sign_in(cycle), "register:cycle_submit")

        assert "U kunt herregistratie aanvragen van 1 april 2026" in page
        assert 'name="declared"' not in page

    def test_a_refusal_is_shown_on_the_page(self, sign_in):
        cycle = teacher_with(hours=160, planned_until=date(2026, 10, 1))

        answer = sign_in(cycle).post(reverse("register:cycle_submit"), {"declared": "on"})

        assert "U kunt herregistratie aanvragen vanaf 1 april 2026." in words(answer)

    def test_who_asked_already_reads_so(self, sign_in):
        page = read(sign_in(teacher_with(hours=100, submitted=True)), "register:cycle_submit")

        assert "U heeft het aangevraagd op 1 maart 2026." in page


class TestDecision:
    def test_before_the_letter_is_sent_there_is_no_term(self, sign_in):
        cycle = teacher_with(hours=160)
        client = sign_in(cycle)
        client.post(reverse("register:cycle_submit"), {"declared": "on"})

        page = read(client, "register:decision", Decision.objects.get().pk)

        assert "Uw brief wordt gemaakt." in page

    def test_then_the_letter_says_until_when_to_object(self, sign_in):
        cycle = teacher_with(hours=160)
        client = sign_in(cycle)
        client.post(reverse("register:cycle_submit"), {"declared": "on"})
        run_outbox()

        page = read(client, "register:decision", Decision.objects.get().pk)

        assert "bezwaar maken tot en met 13 april 2026" in page
        assert "Geachte " in page

    def test_who_falls_short_reads_what_is_missing_and_until_when(self, sign_in):
        cycle = teacher_with(hours=100)
        close_ended(on=date(2026, 8, 1))
        run_outbox()

        page = read(sign_in(cycle), "register:decision", Decision.objects.get().pk)

        assert "U heeft extra tijd tot en met <em>31 januari 2027</em>" in page
        assert "Nog 60 uur" in page
        assert "bezwaar" in page

    def test_the_letter_can_be_taken_along(self, sign_in):
        cycle = teacher_with(hours=160)
        client = sign_in(cycle)
        client.post(reverse("register:cycle_submit"), {"declared": "on"})
        run_outbox()

        answer = client.get(reverse("register:decision_letter", args=[Decision.objects.get().pk]))

        assert answer.content.startswith(b"%PDF-")
        assert answer["Content-Disposition"].startswith('attachment; filename="besluit-HR-2026-')

    def test_somebody_elses_is_not_there(self, client):
        client.force_login(PersonFactory(teacher=True))
        decision = DecisionFactory()

        for name in ("decision", "decision_letter"):
            url = reverse(f"register:{name}", args=[decision.pk])
            assert client.get(url).status_code == 404


class TestCertificates:
    def test_a_made_certificate_can_be_downloaded(self, client):
        certificate = CertificateFactory(pdf=ContentFile(b"%PDF-1", "een.pdf"), sha256="0" * 64)
        client.force_login(certificate.cycle.registration.person)

        answer = client.get(reverse("register:certificate_file", args=[certificate.pk]))

        assert b"".join(answer.streaming_content) == b"%PDF-1"
        assert certificate.grouped in read(client, "register:certificates")

    def test_one_that_is_being_made_says_so(self, client):
        certificate = CertificateFactory()
        client.force_login(certificate.cycle.registration.person)

        assert "wordt gemaakt" in read(client, "register:certificates")
        url = reverse("register:certificate_file", args=[certificate.pk])
        assert client.get(url).status_code == 404

    def test_somebody_elses_is_not_there(self, client):
        certificate = CertificateFactory(pdf=ContentFile(b"%PDF-1", "x.pdf"), sha256="0" * 64)
        client.force_login(PersonFactory(teacher=True))

        url = reverse("register:certificate_file", args=[certificate.pk])
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_who_did_not_claim_a_record_has_no_such_pages(client, name):
    client.force_login(PersonFactory(administrator=True))

    assert client.get(reverse(f"register:{name}")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_signed_in_is_asked_to(client, name):
    answer = client.get(reverse(f"register:{name}"))

    assert answer["Location"].startswith(reverse("account_login"))


def test_no_page_shows_another_teachers_cycle(sign_in):
    other = teacher_with(hours=77)
    CycleFactory()

    page = read(sign_in(teacher_with(hours=10)), "register:home")

    assert "<em>10</em>" in page
    assert "<em>77</em>" not in page
    assert other.status == CycleStatus.OPEN
    assert not OutboxMessage.objects.exists()


class TestDispute:
    @pytest.fixture
    def staff(self, client):
        person = PersonFactory(teacher=True)
        client.force_login(person)
        return BasisFactory(appointment__staff__person=person).appointment.staff

    def test_the_board_is_told_what_is_wrong(self, client, staff):
        answer = client.post(
            reverse("register:dispute", args=[staff.pk]),
            {"field": "betrekkingsomvang", "message": "Ik werk 0,9 fte."},
        )

        dispute = staff.disputes.get()
        assert answer["Location"] == reverse("register:my_data")
        assert (dispute.field, dispute.message) == ("betrekkingsomvang", "Ik werk 0,9 fte.")

    def test_the_message_and_its_answer_stand_with_the_data(self, client, staff):
        DisputeFactory(staff=staff, message="Ik werk 0,9 fte.")

        page = read(client, "register:my_data")

        assert "Ik werk 0,9 fte." in page
        assert "Wacht op antwoord" in page

    def test_without_a_message_nothing_is_sent(self, client, staff):
        answer = client.post(reverse("register:dispute", args=[staff.pk]), {"field": "begin"})

        assert answer.status_code == 200
        assert not staff.disputes.exists()

    def test_what_was_delivered_about_another_is_not_there(self, client, staff):
        other = BasisFactory().appointment.staff

        assert client.get(reverse("register:dispute", args=[other.pk])).status_code == 404
