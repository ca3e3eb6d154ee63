from datetime import date

import pytest
from django.db import connection, models

from core.errors import InvalidMove
from core.models import AuditEvent
from core.moves import advance, advance_many, move, open_moves
from tests.factories.accounts import PersonFactory


class JobStatus(models.TextChoices):
    OPEN = "open"
    DONE = "done"
    FILED = "filed"


class Boss(models.Model):
    name = models.CharField(max_length=20)

    class Meta:
        app_label = "for_this_test"

    def __str__(self) -> str:
        return self.name


class Job(models.Model):
    """A record with a status, as the apps have them."""

    MOVES = {
        "finish": move(JobStatus.OPEN, to=JobStatus.DONE),
        "file": move(JobStatus.OPEN, JobStatus.DONE, to=JobStatus.FILED),
    }

    boss = models.ForeignKey(Boss, models.CASCADE, null=True)
    status = models.CharField(max_length=8, choices=JobStatus, default=JobStatus.OPEN)
    done_on = models.DateField(null=True)
    note = models.JSONField(default=dict)

    class Meta:
        app_label = "for_this_test"

    def __str__(self) -> str:
        return f"job {self.pk}"


@pytest.fixture(autouse=True)
def tables(db):
    with connection.schema_editor() as editor:
        editor.create_model(Boss)
        editor.create_model(Job)


@pytest.fixture
def actor():
    return PersonFactory()


TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("status", "moves"),
    [
        (JobStatus.OPEN, ["finish", "file"]),
        (JobStatus.DONE, ["file"]),
        (JobStatus.FILED, []),
    ],
)
def test_the_table_says_what_may_happen(status, moves):
    assert open_moves(Job(status=status)) == moves


def test_a_move_changes_the_status_and_what_goes_with_it(actor):
    job = Job.objects.create()

    advance(job, "finish", actor=actor, done_on=TODAY)

    job.refresh_from_db()
    assert (job.status, job.done_on) == ("done", TODAY)


def test_a_move_is_audited_with_old_and_new_status(actor):
    job = Job.objects.create()

    advance(job, "finish", actor=actor, data={"reason": "ready"}, done_on=TODAY)

    event = AuditEvent.objects.about(job).get()
    assert (event.actor, event.action) == (actor, "job.finish")
    assert event.data == {"old": "open", "new": "done", "reason": "ready"}


def test_a_move_leaves_other_fields_alone(actor):
    job = Job.objects.create(note={"kept": True})
    Job.objects.filter(pk=job.pk).update(note={"changed": True})

    advance(job, "finish", actor=actor)

    job.refresh_from_db()
    assert job.note == {"changed": True}


def test_a_move_that_the_status_does_not_allow_is_refused(actor):
    job = Job.objects.create(status=JobStatus.FILED)

    with pytest.raises(InvalidMove) as refusal:
        advance(job, "finish", actor=actor)

    assert refusal.value.messages == ["Dit kan niet zolang de status “Filed” is."]
    assert not AuditEvent.objects.about(job).exists()


def test_many_move_at_once_with_the_same_audit(actor):
    jobs = [Job.objects.create() for _ in range(3)]

    moved = advance_many(Job.objects.all(), "finish", actor=actor, done_on=TODAY)

    assert sorted(moved) == [job.pk for job in jobs]
    assert set(Job.objects.values_list("status", "done_on")) == {("done", TODAY)}
    events = AuditEvent.objects.filter(action="job.finish", actor=actor)
    assert sorted(events.values_list("subject_pk", flat=True)) == sorted(moved)


def test_of_many_only_those_move_that_may(actor):
    done = Job.objects.create(status=JobStatus.DONE)
    Job.objects.create()
    outside = Job.objects.create(note={"other": 1})

    moved = advance_many(Job.objects.exclude(pk=outside.pk), "finish", actor=actor)

    assert len(moved) == 1
    assert AuditEvent.objects.filter(action="job.finish").count() == 1
    assert {done.status for done in Job.objects.filter(pk__in=[done.pk])} == {"done"}
    assert Job.objects.get(pk=outside.pk).status == "open"


def test_many_can_be_chosen_through_another_table_and_in_an_order(actor):
    boss = Boss.objects.create(name="O'Brien")
    job = Job.objects.create(boss=boss)
    Job.objects.create()
    chosen = Job.objects.filter(boss__name="O'Brien").select_related("boss").order_by("-pk")

    assert advance_many(chosen, "finish", actor=actor, note={"a": [1]}) == [job.pk]
    assert Job.objects.get(pk=job.pk).note == {"a": [1]}


def test_nothing_to_move_is_no_fault(actor):
    assert advance_many(Job.objects.filter(pk__in=[]), "finish", actor=actor) == []
    assert advance_many(Job.objects.filter(pk=0), "finish", actor=actor) == []


def test_many_move_in_one_statement_and_one_for_the_audit(actor, django_assert_num_queries):
    for _ in range(5):
        Job.objects.create()

    with django_assert_num_queries(2):
        advance_many(Job.objects.all(), "finish", actor=actor)
