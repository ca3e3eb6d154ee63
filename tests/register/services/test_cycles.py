"""Submitting a cycle, and what happens when nobody does."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import InvalidMove, Refused
from core.models import AuditEvent, OutboxMessage
from register.choices.cycles import CycleStatus, Ground, Outcome
from register.models import Certificate, Cycle
from register.services.cycles import close_ended, submit_cycle
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.register import CycleFactory
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
PLANNED = date(2026, 8, 1)


def submitted(cycle, *, on=ON):
    return submit_cycle(cycle, actor=cycle.registration.person, declared=True, on=on)


class TestEverythingIsThere:
    def test_the_system_renews_at_once(self):
        cycle = submitted(teacher_with(hours=160))

        decision = cycle.decisions.get()
        assert (cycle.status, cycle.submitted_on, cycle.decided_on) == ("renewed", ON, ON)
        assert (decision.outcome, decision.ground) == (Outcome.RENEWED, Ground.MET)
        assert (decision.made_by, decision.motivation) == (None, "")

    def test_the_decision_keeps_what_it_rests_on(self):
        decision = submitted(teacher_with(hours=160)).decisions.get()

        assert (decision.rule_set_code, decision.rule_set_version) == ("2015", "1.0")
        assert decision.inputs == {
            "duty": True,
            "sectors": ["vo"],
            "hours": {
                "subject_content": 160,
                "subject_teaching": 0,
                "pedagogy": 0,
                "professional_conduct": 0,
                "school_development": 0,
                "professional_group": 0,
            },
            "teaching": [
                {
                    "qualification": "Nederlands, voortgezet onderwijs",
                    "hours": decision.inputs["teaching"][0]["hours"],
                    "source": "computed_from_appointment",
                    "leave": 0,
                }
            ],
        }
        assert decision.findings["met"] is True
        assert [row["code"] for row in decision.findings["requirements"]] == [
            "total",
            "primary",
            "content",
            "experience",
        ]

    def test_the_next_cycle_begins_where_this_one_was_planned_to_end(self):
        cycle = submitted(teacher_with(hours=160))

        following = Cycle.objects.get(registration=cycle.registration, status=CycleStatus.OPEN)
        assert (following.since, following.planned_until) == (PLANNED, date(2030, 8, 1))

    def test_what_is_done_after_the_request_counts_for_the_next_cycle(self):
        cycle = submitted(teacher_with(hours=160))

        following = Cycle.objects.get(registration=cycle.registration, status=CycleStatus.OPEN)
        assert cycle.until == following.counted_since == date(2026, 3, 3)

    def test_the_activities_that_counted_are_settled(self):
        cycle = teacher_with(hours=160)
        later = ActivityFactory(person=cycle.registration.person, done_on=date(2026, 3, 3))

        submitted(cycle)

        statuses = cycle.registration.person.activities.values_list("done_on", "status")
        assert sorted(statuses) == [
            (date(2025, 1, 10), "settled"),
            (later.done_on, "counts"),
        ]

    def test_a_certificate_is_issued_until_the_end_of_the_next_cycle(self):
        cycle = submitted(teacher_with(hours=160))

        certificate = Certificate.objects.get(cycle=cycle)
        assert (certificate.issued_on, certificate.valid_until) == (ON, date(2030, 8, 1))

    def test_letter_and_certificate_are_posted(self):
        cycle = submitted(teacher_with(hours=160))

        posted = OutboxMessage.objects.order_by("task").values_list("task", "kwargs")
        assert list(posted) == [
            ("register.tasks.make_certificate", {"cycle": cycle.pk}),
            ("register.tasks.send_decision", {"decision": cycle.decisions.get().pk}),
        ]

    def test_each_move_is_written_down(self):
        cycle = submitted(teacher_with(hours=160))

        acts = AuditEvent.objects.about(cycle).order_by("pk").values_list("action", "actor")
        assert list(acts) == [
            ("cycle.submit", cycle.registration.person_id),
            ("cycle.renew", None),
        ]


class TestSomethingIsMissing:
    def test_the_committee_decides(self):
        cycle = submitted(teacher_with(hours=159))

        assert (cycle.status, cycle.submitted_on) == ("submitted", ON)
        assert not cycle.decisions.exists()

    def test_in_the_extra_time_it_is_refused(self):
        cycle = teacher_with(hours=159, conditional=True)

        with pytest.raises(Refused) as refusal:
            submitted(cycle, on=date(2026, 9, 1))

        assert refusal.value.code == "not_met"

    def test_in_the_extra_time_the_last_hour_is_enough(self):
        cycle = teacher_with(hours=159, conditional=True)
        ActivityFactory(
            person=cycle.registration.person,
            done_on=date(2026, 9, 1),
            hours={"pedagogy": Decimal(1)},
        )

        cycle = submitted(cycle, on=date(2026, 9, 2))

        following = Cycle.objects.get(registration=cycle.registration, status=CycleStatus.OPEN)
        assert (cycle.status, cycle.until) == ("renewed", date(2026, 9, 3))
        assert (following.since, following.counted_since) == (PLANNED, date(2026, 9, 3))


class TestTimeForARequest:
    @pytest.mark.parametrize(
        ("on", "code"),
        [(date(2026, 1, 31), "too_early"), (date(2026, 8, 1), "too_late")],
    )
    def test_outside_it_a_request_is_refused(self, on, code):
        with pytest.raises(Refused) as refusal:
            submitted(teacher_with(hours=160), on=on)

        assert refusal.value.code == code

    @pytest.mark.parametrize("on", [date(2026, 2, 1), date(2026, 7, 31)])
    def test_on_its_first_and_last_day_a_request_is_taken(self, on):
        assert submitted(teacher_with(hours=160), on=on).status == CycleStatus.RENEWED

    def test_the_extra_time_ends_too(self):
        with pytest.raises(Refused) as refusal:
            submitted(teacher_with(hours=160, conditional=True), on=date(2027, 2, 1))

        assert refusal.value.code == "too_late"


class TestWhoMay:
    def test_nobody_asks_for_another(self):
        cycle = teacher_with(hours=160)

        with pytest.raises(PermissionDenied):
            submit_cycle(cycle, actor=PersonFactory(teacher=True), declared=True, on=ON)

    def test_nobody_asks_without_declaring(self):
        cycle = teacher_with(hours=160)

        with pytest.raises(Refused) as refusal:
            submit_cycle(cycle, actor=cycle.registration.person, declared=False, on=ON)

        assert refusal.value.code == "not_declared"

    def test_nobody_asks_twice(self):
        cycle = teacher_with(hours=159)
        submitted(cycle)

        with pytest.raises(InvalidMove):
            submitted(cycle)


class TestNobodyAsked:
    def test_the_day_after_the_end_the_teacher_gets_extra_time(self):
        cycle = teacher_with(hours=100)

        assert close_ended(on=PLANNED) == 1

        cycle.refresh_from_db()
        decision = cycle.decisions.get()
        assert (cycle.status, cycle.until) == ("conditional", date(2027, 2, 1))
        assert (decision.outcome, decision.ground, decision.until, decision.made_by) == (
            "conditional",
            "not_submitted",
            date(2027, 2, 1),
            None,
        )

    def test_who_has_everything_but_did_not_ask_gets_extra_time_too(self):
        cycle = teacher_with(hours=160)

        close_ended(on=PLANNED)

        decision = cycle.decisions.get()
        assert (decision.outcome, decision.findings["met"]) == ("conditional", True)

    def test_on_the_last_day_nothing_happens_yet(self):
        teacher_with(hours=100)

        assert close_ended(on=date(2026, 7, 31)) == 0

    def test_it_happens_once(self):
        teacher_with(hours=100)
        close_ended(on=PLANNED)

        assert close_ended(on=PLANNED) == 0

    def test_a_request_that_waits_for_the_committee_is_left_alone(self):
        CycleFactory(submitted=True)

        assert close_ended(on=PLANNED) == 0

    def test_who_is_told_late_has_no_less_time(self):
        cycle = teacher_with(hours=100)

        close_ended(on=date(2026, 9, 1))

        cycle.refresh_from_db()
        assert cycle.until == date(2027, 3, 1)
