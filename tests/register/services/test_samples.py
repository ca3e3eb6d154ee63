"""Who is drawn, who looks, and what comes of it."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import InternalError, transaction

from core.errors import InvalidMove, Refused
from cpd.models import Activity
from register.choices.cycles import CycleStatus
from register.choices.samples import SampleStatus
from register.models import Certificate, Decision, Draw, Sample
from register.selectors.samples import samples_to_judge, strata_of
from register.services.cycles import submit_cycle
from register.services.decisions import decide_cycle
from register.services.draws import fill_in_outcome, prepare_draw, publish_secrets
from register.services.samples import judge_sample, say_in_sample
from tests.factories.accounts import PersonFactory
from tests.factories.register import CycleFactory, DrawFactory, SampleFactory
from tests.factories.schools import AppointmentFactory, StaffRecordFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import advised, do, objection_to
from tests.register.teachers import teacher_with

pytestmark = pytest.mark.django_db

FEBRUARY = date(2026, 2, 2)
WHY = "Bij deze cursus staat geen bewijs."


def ask(cycle, on=TODAY):
    return submit_cycle(cycle, actor=cycle.registration.person, declared=True, on=on)


def drawn(**teacher):
    """A request that has everything and was drawn."""
    DrawFactory(share=1)
    cycle = ask(teacher_with(hours=160, **teacher))
    return Sample.objects.get(cycle=cycle)


def member():
    return PersonFactory(committee=True)


def judge(sample, *disallowed, by=None):
    return judge_sample(
        sample,
        actor=by or member(),
        disallowed=[one.pk for one in disallowed],
        words=WHY if disallowed else "",
        on=TODAY,
    )


def status_of(sample):
    sample.refresh_from_db()
    return sample.cycle.__class__.objects.get(pk=sample.cycle_id).status


class TestDraw:
    def test_it_is_fixed_before_anybody_can_know_and_once(self):
        draw = prepare_draw(on=FEBRUARY)

        assert (draw.month, draw.outside_on) == (date(2026, 3, 1), date(2026, 2, 28))
        assert (draw.outcome, draw.secret) == ("", "")
        assert prepare_draw(on=FEBRUARY) is None

    def test_it_is_not_fixed_after_the_outside_source(self):
        assert prepare_draw(on=date(2026, 2, 28)) is None

    def test_nothing_of_it_changes_afterwards(self):
        draw = DrawFactory()

        for change in ({"commitment": "x" * 64}, {"share": 1}, {"outcome": "1 2 3 4 5 6 7"}):
            with pytest.raises(InternalError), transaction.atomic():
                Draw.objects.filter(pk=draw.pk).update(**change)

    def test_the_outcome_is_filled_in_once_and_not_before_its_day(self):
        administrator = PersonFactory(administrator=True)
        draw = prepare_draw(on=FEBRUARY)

        def fill(numbers, on):
            return fill_in_outcome(draw, actor=administrator, numbers=numbers, on=on)

        with pytest.raises(Refused, match="nu geen uitslag"):
            fill("3 7 12 22 31 40 5", FEBRUARY)
        with pytest.raises(Refused, match="zeven"):
            fill("3 7", TODAY)
        fill("03-07-12-22-31-40 r5", TODAY)
        with pytest.raises(Refused, match="nu geen uitslag"):
            fill("1 2 3 4 5 6 7", TODAY)
        draw.refresh_from_db()
        assert draw.outcome == "3 7 12 22 31 40 5"

    def test_only_an_administrator_fills_it_in(self):
        draw = DrawFactory(unknown=True)

        with pytest.raises(PermissionDenied):
            fill_in_outcome(draw, actor=member(), numbers="1 2 3 4 5 6 7", on=TODAY)

    def test_the_secret_is_published_when_the_next_draw_took_over(self):
        february = DrawFactory(public=True, secret="", secret_on=None)
        assert publish_secrets(on=date(2026, 2, 27)) == 0
        DrawFactory(unknown=True)
        assert publish_secrets(on=TODAY) == 0
        Draw.objects.filter(outcome_on=None).update(outcome="1 2 3 4 5 6 7", outcome_on=TODAY)

        assert publish_secrets(on=TODAY) == 1

        february.refresh_from_db()
        assert (february.secret, february.secret_on) == ("geheim 2026-02-01", TODAY)
        assert publish_secrets(on=TODAY) == 0

    def test_anybody_recomputes_it_with_a_command(self, capsys):
        sample = drawn()

        call_command("sample", "2026-03-01", "--cycle", str(sample.cycle_id))

        answer = json.loads(capsys.readouterr().out)
        assert answer | {"lot": ""} == {
            "month": "2026-03",
            "commitment_holds": True,
            "requests": 1,
            "drawn": 1,
            "differences": [],
            "cycle": sample.cycle_id,
            "lot": "",
            "is_drawn": True,
        }

    def test_the_command_tells_a_lot_that_does_not_follow(self, capsys):
        sample = SampleFactory(draw=DrawFactory(share=0))

        with pytest.raises(CommandError):
            call_command("sample", "2026-03-01")

        assert json.loads(capsys.readouterr().out)["differences"] == [sample.cycle_id]

    def test_small_counts_are_not_shown(self):
        sample = SampleFactory()

        [row] = strata_of(sample.draw)

        assert (row.sector, row.band, row.asked, row.drawn) == ("vo", "3", None, None)


class TestLot:
    @pytest.mark.parametrize("share", [0, None])
    def test_who_has_everything_and_is_not_drawn_is_renewed_at_once(self, share):
        if share is not None:
            DrawFactory(share=share)

        cycle = ask(teacher_with(hours=160))

        assert cycle.status == CycleStatus.RENEWED
        assert Certificate.objects.filter(cycle=cycle).exists()

    def test_who_is_drawn_waits_for_two_people_and_is_told(self, mailoutbox):
        sample = drawn()

        run_outbox()

        assert (status_of(sample), sample.status, sample.stratum) == (
            CycleStatus.SUBMITTED,
            SampleStatus.DRAWN,
            "vo/3",
        )
        assert [mail.subject for mail in mailoutbox] == ["Uw aanvraag valt in de steekproef"]

    def test_the_extra_time_is_no_way_round_it(self):
        sample = drawn(
            conditional=True,
            since=date(2022, 1, 1),
            planned_until=date(2026, 1, 1),
            decided_on=date(2026, 1, 1),
            until=date(2026, 7, 1),
        )

        assert status_of(sample) == CycleStatus.SUBMITTED

    def test_who_misses_something_is_not_drawn(self):
        DrawFactory(share=1)

        cycle = ask(teacher_with(hours=100))

        assert cycle.status == CycleStatus.SUBMITTED
        assert not Sample.objects.exists()

    def test_a_draw_without_an_outcome_decides_nothing(self):
        DrawFactory(share=1, unknown=True)

        assert ask(teacher_with(hours=160)).status == CycleStatus.RENEWED


class TestLook:
    def test_two_who_find_nothing_wrong_renew(self):
        sample = drawn()
        judge(sample)
        assert status_of(sample) == CycleStatus.SUBMITTED

        judge(sample)

        assert (status_of(sample), sample.status) == (CycleStatus.RENEWED, SampleStatus.DECIDED)
        assert "Alles wat erin staat, telt mee" in Decision.objects.get().motivation

    def test_what_two_disallow_counts_no_more(self):
        sample = drawn()
        activity = Activity.objects.get()
        judge(sample, activity)

        judge(sample, activity)

        activity.refresh_from_db()
        decision = Decision.objects.get()
        assert (status_of(sample), activity.status) == (CycleStatus.CONDITIONAL, "disallowed")
        assert (decision.outcome, decision.findings["met"]) == ("conditional", False)
        assert decision.motivation.startswith("Dit telt niet mee: ")
        assert WHY in decision.motivation

    @pytest.mark.parametrize(
        ("third", "status"),
        [(False, CycleStatus.RENEWED), (True, CycleStatus.CONDITIONAL)],
    )
    def test_where_two_differ_a_third_looks(self, third, status):
        sample = drawn()
        activity = Activity.objects.get()
        judge(sample)
        judge(sample, activity)
        assert status_of(sample) == CycleStatus.SUBMITTED

        judge(sample, *[activity] * third)

        assert status_of(sample) == status

    def test_one_member_judges_once(self):
        sample, one = drawn(), member()
        judge(sample, by=one)

        with pytest.raises(Refused, match="al beoordeeld"):
            judge(sample, by=one)

    def test_nobody_judges_when_it_was_decided(self):
        sample = drawn()
        judge(sample)
        judge(sample)

        with pytest.raises(InvalidMove):
            judge(sample)

    def test_one_who_disallows_says_why(self):
        sample = drawn()

        with pytest.raises(Refused, match="waarom"):
            judge_sample(
                sample,
                actor=member(),
                disallowed=[Activity.objects.get().pk],
                words=" ",
                on=TODAY,
            )

    def test_not_the_own_request(self):
        sample = SampleFactory(cycle=CycleFactory(submitted=True))
        teacher = sample.cycle.registration.person
        own = PersonFactory(committee=True)
        sample.cycle.registration.__class__.objects.update(person=own)

        with pytest.raises(PermissionDenied):
            judge(sample, by=own)
        with pytest.raises(PermissionDenied):
            judge(sample, by=teacher)

    def test_nor_of_somebody_at_the_same_board(self):
        sample = drawn()
        near, far = member(), member()
        board = sample.cycle.registration.person.staff_records.get().board
        AppointmentFactory(staff=StaffRecordFactory(board=board, person=near))

        assert list(samples_to_judge(near, on=TODAY)) == []
        assert list(samples_to_judge(far, on=TODAY)) == [sample]
        with pytest.raises(PermissionDenied):
            judge(sample, by=near)

    def test_one_member_alone_does_not_decide_it(self):
        sample = drawn()

        with pytest.raises(Refused, match="valt in de steekproef"):
            decide_cycle(sample.cycle, actor=member(), outcome="renewed", motivation="Ja", on=TODAY)

    def test_after_a_founded_objection_it_counts_again(self):
        sample = drawn()
        activity = Activity.objects.get()
        judge(sample, activity)
        judge(sample, activity)

        do(advised(objection_to(Decision.objects.get())), "uphold")

        activity.refresh_from_db()
        assert (status_of(sample), activity.status) == (CycleStatus.SUBMITTED, "counts")


class TestTalk:
    def test_a_question_reaches_the_teacher_and_the_answer_the_committee(self, mailoutbox):
        sample = drawn()
        teacher = sample.cycle.registration.person
        run_outbox()

        say_in_sample(sample, actor=member(), text="Was u er beide dagen?", on=TODAY)
        say_in_sample(sample, actor=teacher, text="Ja.", on=TODAY)
        run_outbox()

        assert [mail.subject for mail in mailoutbox][1:] == [
            "Een vraag van de commissie herregistratie"
        ]
        assert [one.text for one in sample.messages.all()] == ["Was u er beide dagen?", "Ja."]

    def test_a_question_stops_the_term_until_it_was_answered(self):
        sample = drawn()
        teacher = sample.cycle.registration.person
        due = [sample.due_on]

        for actor, day in ((member(), 9), (member(), 10), (teacher, 11), (teacher, 30)):
            say_in_sample(sample, actor=actor, text="Zeg het.", on=date(2026, 3, day))
            sample.refresh_from_db()
            due.append(sample.due_on)

        assert due == [
            date(2026, 4, 28),  # eight weeks
            date(2026, 5, 4),  # a week to answer
            date(2026, 5, 6),  # a day more for the second question
            date(2026, 4, 28),  # the 10th stood still, and 27 April is no last day
            date(2026, 4, 28),  # who says more answers nothing
        ]

    def test_nobody_else_speaks_and_nobody_after_the_decision(self):
        sample = drawn()
        with pytest.raises(PermissionDenied):
            say_in_sample(sample, actor=PersonFactory(teacher=True), text="Hallo", on=TODAY)
        judge(sample)
        judge(sample)
        teacher = sample.cycle.registration.person

        with pytest.raises(Refused, match="heeft al"):
            say_in_sample(sample, actor=teacher, text="Nog iets.", on=TODAY)
