"""How cycles and registrations end and begin again: notes, leaving, coming back."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.errors import Refused
from core.models import AuditEvent
from cpd.selectors.activities import hours_by_category
from register.choices.cycles import CLOSED, CycleStatus, Outcome
from register.choices.registrations import RegistrationStatus
from register.models import Cycle, Note, Registration
from register.rules import Period
from register.selectors.public import public_entry
from register.services.cycles import close_ended, close_extra_time, submit_cycle
from register.services.lifetimes import let_go_of_leavers, return_people
from register.words.notes import note_consequences
from tests.factories.cpd import ActivityFactory
from tests.factories.register import EXTRA_UNTIL, CycleFactory, RegistrationFactory
from tests.factories.schools import BasisFactory
from tests.register.posted import run_outbox
from tests.register.procedures import advised, deferral_of, do, leaving, objection_to
from tests.register.teachers import teacher_with

LAST_BASIS = date(2026, 1, 31)


def noted(**dates: date) -> Cycle:
    cycle = teacher_with(hours=100, conditional=True, **dates)
    assert close_extra_time(on=cycle.until) == 1
    cycle.refresh_from_db()
    return cycle


@pytest.mark.django_db
class TestNote:
    def test_it_follows_on_extra_time_that_went_by(self):
        cycle = noted()

        decision = cycle.decisions.get()
        following = cycle.registration.cycles.get(status=CycleStatus.OPEN)
        assert cycle.status == CycleStatus.LAPSED
        assert (decision.outcome, decision.ground) == (Outcome.NOTED, "not_met")
        assert (following.since, following.counted_since) == (cycle.planned_until, cycle.until)
        entry = public_entry(cycle.registration.person.number, on=EXTRA_UNTIL)
        assert entry.noted_on == EXTRA_UNTIL

    def test_not_a_day_earlier_and_not_twice(self):
        teacher_with(hours=100, conditional=True)

        assert close_extra_time(on=EXTRA_UNTIL - timedelta(days=1)) == 0
        assert close_extra_time(on=EXTRA_UNTIL) == 1
        assert close_extra_time(on=EXTRA_UNTIL) == 0

    def test_a_renewal_takes_it_away(self):
        cycle = noted()
        following = cycle.registration.cycles.get(status=CycleStatus.OPEN)
        person = cycle.registration.person
        ActivityFactory(person=person, done_on=date(2028, 1, 1), hours={"subject_content": 160})
        on = following.until - timedelta(days=9)

        submit_cycle(following, actor=person, declared=True, on=on)

        assert Note.objects.get().until == on
        assert public_entry(person.number, on=on).noted_on is None
        assert AuditEvent.objects.filter(action="note.ended").exists()

    def test_so_does_an_objection_that_is_well_founded(self):
        long_ago = {"since": date(2021, 8, 1), "planned_until": date(2025, 8, 1)}
        decision = noted(**long_ago, until=date(2026, 2, 1)).decisions.get()

        do(advised(objection_to(decision)), "uphold")

        assert not Note.objects.standing().exists()

    def test_so_does_one_against_the_extra_time_that_is_founded_after_it(self):
        cycle = teacher_with(hours=100)
        close_ended(on=cycle.until)
        case = advised(objection_to(cycle.decisions.get()))
        close_extra_time(on=EXTRA_UNTIL)
        assert Note.objects.standing().exists()

        do(case, "uphold", on=EXTRA_UNTIL)

        assert not Note.objects.standing().exists()

    def test_the_letter_says_what_it_means_and_how_it_goes_away(self, mailoutbox, client):
        decision = noted().decisions.get()
        run_outbox()
        client.force_login(decision.cycle.registration.person)

        page = client.get(decision.get_absolute_url()).text

        assert "Een aantekening heeft wettelijk geen gevolgen voor uw werk." in page
        assert "Vanaf 1 augustus 2027: Wie een aantekening in het register heeft, mag niet" in page
        assert "halen wij de aantekening weg" in page

    def test_the_letter_before_it_says_so_too(self, client):
        cycle = teacher_with(hours=100)
        close_ended(on=cycle.until)
        run_outbox()
        client.force_login(cycle.registration.person)

        page = client.get(cycle.decisions.get().get_absolute_url()).text

        assert "Vanaf 1 augustus 2027: Wie een aantekening" in page

    def test_the_consequence_is_that_of_the_day(self):
        assert len(note_consequences(on=date(2027, 7, 31))) == 2
        [only] = note_consequences(on=date(2027, 8, 1), language="nl")
        assert only.startswith("Wie een aantekening")


@pytest.mark.django_db
class TestLeaving:
    @pytest.mark.parametrize("section", ["anteroom", "support"])
    @pytest.mark.parametrize(
        ("on", "status"), [(date(2026, 7, 30), "registered"), (date(2026, 7, 31), "left")]
    )
    def test_it_is_six_months_after_the_last_basis(self, section, on, status):
        registration = RegistrationFactory(**{section: True})
        category = {"anteroom": 9, "support": 12}[section]
        BasisFactory(
            appointment__staff__person=registration.person,
            appointment__category=category,
            code={"anteroom": "VO-VAC", "support": "PO-OOP"}[section],
            subject_areas=["WIS"] if section == "anteroom" else [],
            until=LAST_BASIS,
        )

        let_go_of_leavers(on=on)

        registration.refresh_from_db()
        assert registration.status == status

    def test_in_the_register_it_waits_for_the_end_of_the_cycle(self, mailoutbox):
        cycle = teacher_with(hours=100, taught=False)
        BasisFactory(appointment__staff__person=cycle.registration.person, until=LAST_BASIS)
        let_go_of_leavers(on=date(2026, 7, 31))
        assert Registration.objects.get().status == RegistrationStatus.REGISTERED

        close_ended(on=cycle.until)
        run_outbox()

        cycle.refresh_from_db()
        assert Registration.objects.get().status == RegistrationStatus.LEFT
        assert (cycle.status, cycle.decisions.count()) == (CycleStatus.BROKEN_OFF, 0)
        assert mailoutbox[0].subject == "U staat niet meer ingeschreven in het Lerarenregister"

    def test_who_is_delivered_again_comes_back_with_a_new_cycle(self):
        cycle = CycleFactory(
            registration__left=True, status=CycleStatus.BROKEN_OFF, until=date(2025, 8, 1)
        )
        on = date(2026, 9, 1)

        assert return_people([cycle.registration_id], actor=None, on=on) == 1

        new = cycle.registration.cycles.get(status=CycleStatus.OPEN)
        assert Registration.objects.get().status == RegistrationStatus.REGISTERED
        assert (new.since, new.counted_since) == (on, on)


DAY = timedelta(days=1)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["wait", "log", "submit", "defer", "leave", "come_back", "strike_off"]),
        st.integers(1, 400),
    ),
    min_size=4,
    max_size=14,
)


class TestRandomHistories(TestCase):
    """Whatever happens to somebody in whatever order: no gap, no overlap, no hour twice."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(DEEDS)
    def test_no_gap_no_overlap_and_no_hour_counts_twice(self, deeds):
        life = Life()
        for deed, days in deeds:
            life.pass_time(days)
            getattr(life, deed)()
        life.check()


class Life:
    """One teacher, and the register's clock."""

    def __init__(self) -> None:
        self.cycle = teacher_with(hours=1, since=date(2022, 8, 1))
        self.registration, self.on = self.cycle.registration, date(2022, 8, 1)
        self.logged = Decimal(1)

    def pass_time(self, days: int) -> None:
        """Let the days go by; the beat comes by now and then, not on time."""
        self.on += timedelta(days=days)
        close_ended(on=self.on)
        close_extra_time(on=self.on)
        self.registration.refresh_from_db()

    def running(self) -> Cycle | None:
        return Cycle.objects.filter(registration=self.registration).undecided().first()

    def wait(self) -> None:
        """Do nothing."""

    def log(self) -> None:
        hours = {"subject_content": 80}
        ActivityFactory(person=self.registration.person, done_on=self.on - DAY, hours=hours)
        self.logged += 80

    def submit(self) -> None:
        self.try_to(submit_cycle, declared=True)

    def defer(self) -> None:
        cycle = self.running()
        if cycle is None:
            return
        leave = Period(self.on - timedelta(days=30), self.on + timedelta(days=70))
        try:
            do(deferral_of(cycle, leave, on=self.on), "grant", on=self.on)
        except Refused:
            return

    def leave(self) -> None:
        if self.registration.status == RegistrationStatus.REGISTERED:
            do(leaving(self.registration), "strike_off", on=self.on)
        self.registration.refresh_from_db()

    strike_off = leave

    def come_back(self) -> None:
        case = self.registration.cases.filter(status="struck_off").first()
        if case and self.registration.status == RegistrationStatus.STRUCK_OFF:
            do(case, "ask_restoration", on=self.on)
            do(case, "restore", on=self.on)
        self.registration.refresh_from_db()

    def try_to(self, service, **kwargs) -> None:
        cycle = self.running()
        if cycle is None:
            return
        try:
            service(cycle, actor=self.registration.person, on=self.on, **kwargs)
        except Refused:
            return

    def check(self) -> None:
        cycles = list(Cycle.objects.filter(registration=self.registration).order_by("since", "pk"))
        for earlier, later in pairwise(cycles):
            assert earlier.until <= later.counted_since
            if earlier.status != CycleStatus.BROKEN_OFF:
                assert earlier.planned_until == later.since
                assert earlier.until == later.counted_since
        running = [cycle for cycle in cycles if cycle.status not in CLOSED]
        registered = self.registration.status == RegistrationStatus.REGISTERED
        assert len(running) == registered
        counted = sum(
            sum(
                hours_by_category(
                    self.registration.person_id, cycle.counted_since, cycle.until
                ).values()
            )
            for cycle in cycles
        )
        assert counted <= self.logged
        for cycle in cycles:
            assert 0 <= cycle.deferred_days <= 730
