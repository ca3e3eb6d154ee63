import contextlib
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core import audit
from core.models import AuditEvent, AuditSeal
from core.schedule import seal_audit
from tests.factories.accounts import OrganisationFactory, PersonFactory

committed = pytest.mark.django_db(transaction=True)


@pytest.mark.django_db
def test_an_event_tells_who_did_what_to_which_record():
    actor, subject = PersonFactory(), OrganisationFactory()

    event = audit.record("renamed", subject, actor=actor, reason="merger")

    assert (event.actor, event.action) == (actor, "organisation.renamed")
    assert list(AuditEvent.objects.about(subject)) == [event]
    assert event.data == {"reason": "merger"}


@pytest.mark.django_db
def test_the_same_act_on_many_records_is_told_of_each():
    subjects = OrganisationFactory.create_batch(3)

    audit.record_many(
        "counted", type(subjects[0]), [subject.pk for subject in subjects], actor=None, on=1
    )

    events = AuditEvent.objects.filter(action="organisation.counted")
    assert set(events.values_list("subject_pk", "actor", "data__on")) == {
        (subject.pk, None, 1) for subject in subjects
    }


@pytest.mark.django_db
def test_an_event_is_kept_or_lost_with_its_deed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        audit.record("renamed", OrganisationFactory(), actor=None)
        1 / 0  # noqa: B018

    assert not AuditEvent.objects.filter(action="organisation.renamed").exists()


# Append-only


def an_event_and_a_seal():
    event = audit.record("renamed", OrganisationFactory(), actor=None)
    seal = AuditSeal.objects.create(since=0, until=1, first=1, last=1, count=1, mac=b"x" * 32)
    return {"event": event, "seal": seal}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["event", "seal"])
@pytest.mark.parametrize("deed", ["update", "delete", "truncate"])
def test_the_database_refuses_to_change_the_trail(kind, deed):
    row = an_event_and_a_seal()[kind]
    table = row._meta.db_table
    statement = {
        "update": f"update {table} set id = id where id = {row.pk}",
        "delete": f"delete from {table} where id = {row.pk}",
        "truncate": f"truncate {table} cascade",
    }[deed]

    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # else TRUNCATE has another reason
        with pytest.raises(DatabaseError, match="append-only"):
            cursor.execute(statement)


# Seals


def act(name="acted"):
    return audit.record(name, OrganisationFactory(), actor=None)


def seal_now(*, events=1, by=audit.seal):
    """Seal as soon as the server lets: other databases on it may have older transactions.

    The walk of tests/security is one transaction of minutes, and may be under way beside this.
    """
    before = sealed_events()
    for _ in range(6000):
        by()
        if sealed_events() == before + events:
            return AuditSeal.objects.last()
        time.sleep(0.1)
    pytest.fail("an older transaction on this server does not end")


def seal_unless_an_older_transaction_goes_on():
    with contextlib.suppress(audit.TransactionsWentBack):
        audit.seal()


def sealed_events():
    return sum(AuditSeal.objects.values_list("count", flat=True))


@committed
def test_nothing_new_needs_no_seal():
    assert audit.seal() is None


@committed
def test_a_seal_covers_all_events_since_the_last():
    act()
    first = seal_now()
    with transaction.atomic():
        two = [act(), act()]

    second = seal_now(events=2)

    assert (first.count, second.count, second.previous) == (1, 2, first)
    assert (second.first, second.last) == (two[0].pk, two[1].pk)
    assert audit.verify() == (2, None)


@committed
def test_the_clock_seals():
    act()

    seal_now(by=seal_audit)

    assert AuditSeal.objects.get().count == 1


@committed
def test_an_event_of_a_transaction_that_is_not_over_is_sealed_later():
    """The slow transaction began, and took its number, before one that is long over."""
    begun, may_end = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            act("slow")
            begun.set()
            may_end.wait(10)
        connection.close()

    with ThreadPoolExecutor() as pool:
        running = pool.submit(slow)
        begun.wait(10)
        act("quick")
        early = audit.seal()
        may_end.set()
        running.result()

    assert early is None
    seal_now(events=2)
    assert audit.verify() == (AuditSeal.objects.count(), None)


@committed
def test_many_at_once_are_all_sealed_once():
    def work():
        for _ in range(5):
            act()
            audit.seal()
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work) for _ in range(4)]:
            done.result()
    seal_now(events=20 - sealed_events())

    assert audit.verify() == (AuditSeal.objects.count(), None)


@committed
def test_one_sealer_works_at_a_time():
    act()
    seal_now()
    act()
    sealing, may_end = threading.Event(), threading.Event()

    def seal_slowly():
        with transaction.atomic():
            seal_now()
            sealing.set()
            may_end.wait(10)
        connection.close()

    with ThreadPoolExecutor() as pool:
        running = pool.submit(seal_slowly)
        sealing.wait(10)
        other = audit.seal()
        may_end.set()
        running.result()

    assert other is None
    assert sealed_events() == 2


@committed
def test_a_database_that_counts_from_a_lower_number_is_not_sealed():
    AuditSeal.objects.create(since=0, until=10**15, first=1, last=1, count=1, mac=b"x" * 32)

    with pytest.raises(audit.TransactionsWentBack):
        audit.seal()


@committed
def test_what_operators_are_told_lets_a_restored_database_be_sealed_again():
    told = (Path(__file__).parents[2] / "docs/operations.md").read_text()
    [catch_up] = re.findall(r"```sql\n(.*?)```", told, re.DOTALL)
    last = act().xact
    AuditSeal.objects.create(since=0, until=last + 500, first=1, last=1, count=1, mac=b"x" * 32)

    with connection.cursor() as cursor:
        cursor.execute(catch_up)

    act()
    seal_now(events=1, by=seal_unless_an_older_transaction_goes_on)
    assert AuditSeal.objects.last().since == last + 500


# Tampering


def tamper(statement):
    """Do what the owner of the database can do: take the trigger off first."""
    with connection.cursor() as cursor:
        for table in ("core_auditevent", "core_auditseal"):
            cursor.execute(f"alter table {table} disable trigger user")
        cursor.execute(statement)
        for table in ("core_auditevent", "core_auditseal"):
            cursor.execute(f"alter table {table} enable trigger user")


def three_sealed():
    seals = []
    for _ in range(3):
        act()
        seals.append(seal_now())
    return seals


@committed
@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "update core_auditevent set action = 'x' where id = {last}", id="a changed act"
        ),
        pytest.param(
            "update core_auditevent set at = at - interval '1 day' where id = {last}",
            id="another time",
        ),
        pytest.param(
            """update core_auditevent set data = '{{"a": 1}}' where id = {last}""",
            id="changed data",
        ),
        pytest.param("delete from core_auditevent where id = {last}", id="a removed event"),
        pytest.param(
            "insert into core_auditevent (at, action, subject, subject_pk, data, xact) "
            "select at, action, subject, subject_pk, data, xact from core_auditevent "
            "where id = {last}",
            id="a slipped-in event",
        ),
        pytest.param("update core_auditseal set mac = '' where id = {seal}", id="a forged seal"),
    ],
)
def test_what_was_touched_is_found(statement):
    _first, second, _third = three_sealed()

    tamper(statement.format(last=second.last, seal=second.pk))

    assert audit.verify() == (1, second)


@committed
def test_a_seal_taken_from_the_middle_is_found():
    first, second, third = three_sealed()

    tamper(
        f"delete from core_auditseal where id = {first.pk}; "
        f"update core_auditseal set previous_id = null where id = {second.pk}"
    )

    assert audit.verify() == (0, second)
    assert third.previous == second


@committed
def test_who_has_the_database_but_not_the_key_cannot_seal(settings):
    three_sealed()

    settings.AUDIT_KEY = "b3RoZXIta2V5LW90aGVyLWtleS1vdGhlci1rZXktMTI="

    assert audit.verify() == (0, AuditSeal.objects.first())


@committed
def test_the_command_says_that_all_is_well(capsys):
    three_sealed()

    call_command("verify_audit")

    assert capsys.readouterr().out == "3 seals hold.\n"


@committed
def test_the_command_names_the_first_broken_seal():
    _first, second, _third = three_sealed()
    tamper(f"delete from core_auditevent where id = {second.last}")

    with pytest.raises(CommandError, match=rf"seal {second.pk}\)\. 1 seals before it hold"):
        call_command("verify_audit")
