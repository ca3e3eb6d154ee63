"""Evidence is encrypted, for its owner alone, scanned where there is a scanner, and thrown away."""

import socket
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import Refused
from core.models import AuditEvent
from cpd.models import Evidence, EvidenceContent
from cpd.rotation import rotate_evidence
from cpd.rules import months_before
from cpd.selectors.activities import hours_by_category
from cpd.services.activities import restore_activity, withdraw_activity
from cpd.services.evidence import MOST, add_evidence, forget_evidence, remove_evidence
from tests.cpd.conftest import TODAY
from tests.cpd.evidence_samples import PDF, photo
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.viruses import scanner

from .test_activities import acts, codes

pytestmark = pytest.mark.django_db
SECOND_KEY = "YW5vdGhlciBrZXkgb2YgMzIgYnl0ZXMgZm9yIHRlc3Q="


@pytest.fixture
def activity():
    return ActivityFactory()


def add(activity, data=PDF, name="bewijs.pdf"):
    return add_evidence(activity, actor=activity.person, name=name, data=data)


def test_a_file_is_kept_encrypted_and_opened_again(activity):
    evidence = add(activity)

    assert PDF not in bytes(evidence.content.sealed)
    assert EvidenceContent.objects.get().opened() == PDF
    assert acts(evidence) == ["evidence.added"]


def test_the_name_says_what_it_is(activity):
    evidence = add(activity, photo(), "../../Foto\u202e van de klas.exe")

    assert evidence.name == "Foto van de klas.jpg"


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"MZ", "unknown"), (photo()[:300], "broken")]
)
def test_what_is_no_proof_is_refused_and_the_hours_still_count(activity, data, code):
    with pytest.raises(Refused) as refusal:
        add(activity, data)

    assert codes(refusal) == [code]
    assert not Evidence.objects.exists()
    counted = hours_by_category(activity.person_id, date(2026, 1, 1), date(2027, 1, 1))
    assert sum(counted.values()) == 2


def test_an_activity_has_so_many_files(activity):
    for _ in range(MOST):
        add(activity)

    with pytest.raises(Refused) as refusal:
        add(activity)

    assert codes(refusal) == ["too_many"]


def test_nobody_adds_or_removes_for_another(activity):
    evidence, other = add(activity), PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        add_evidence(activity, actor=other, name="a.pdf", data=PDF)
    with pytest.raises(PermissionDenied):
        remove_evidence(evidence, actor=other)


def test_a_file_is_thrown_away_for_good(activity):
    evidence = add(activity)
    pk = evidence.pk

    remove_evidence(evidence, actor=activity.person)

    assert not EvidenceContent.objects.exists()
    assert AuditEvent.objects.filter(action="evidence.removed", subject_pk=pk).exists()


def test_proof_of_what_was_decided_is_kept():
    activity = ActivityFactory(settled=True)
    evidence = add(activity)

    with pytest.raises(Refused) as refusal:
        remove_evidence(evidence, actor=activity.person)

    assert codes(refusal) == ["settled"]


def test_proof_goes_and_comes_back_with_its_activity(activity):
    add(activity)
    own = Evidence.objects.visible_to(activity.person)

    withdraw_activity(activity, actor=activity.person)
    gone = own.count()
    with pytest.raises(Refused):
        add(activity)
    restore_activity(activity, actor=activity.person)

    assert (gone, own.count()) == (0, 1)


@pytest.mark.parametrize(
    ("removed", "left"),
    [
        pytest.param(datetime(2026, 10, 22, 22, tzinfo=UTC), 1, id="29 days ago"),
        pytest.param(datetime(2026, 10, 22, 10, tzinfo=UTC), 0, id="30 days ago"),
    ],
)
def test_proof_of_a_removed_activity_is_thrown_away(activity, removed, left):
    add(activity)
    withdraw_activity(activity, actor=activity.person)
    Evidence.objects.update(removed_at=removed)

    forget_evidence(on=TODAY)

    assert EvidenceContent.objects.count() == left


@pytest.mark.parametrize(
    ("settled", "left"),
    [
        pytest.param(datetime(2025, 11, 22, 10, tzinfo=UTC), 1, id="almost a year ago"),
        pytest.param(datetime(2025, 11, 21, 10, tzinfo=UTC), 0, id="a year ago"),
    ],
)
def test_proof_is_thrown_away_a_year_after_the_decision(settled, left):
    add(ActivityFactory(settled=True, settled_at=settled))
    add(ActivityFactory())

    forget_evidence(on=TODAY)

    assert Evidence.objects.count() == left + 1
    assert AuditEvent.objects.filter(action="evidence.forgotten").count() == 1 - left


def test_months_go_back_to_a_day_that_exists():
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2026, 11, 21), 12) == date(2025, 11, 21)
    assert months_before(date(2026, 1, 31), 1) == date(2025, 12, 31)


def test_proof_is_encrypted_again_with_a_new_key(activity, settings):
    add(activity)
    settings.FIELD_KEYS = [f"second:{SECOND_KEY}", *settings.FIELD_KEYS]

    rotated = rotate_evidence(), rotate_evidence()

    assert rotated == (1, 0)
    assert EvidenceContent.objects.get().opened() == PDF


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        pytest.param(b"stream: OK\0", "", id="clean"),
        pytest.param(b"stream: Eicar-Signature FOUND\0", "virus", id="a virus"),
        pytest.param(b"INSTREAM size limit exceeded. ERROR\0", "no_scanner", id="no answer"),
    ],
)
def test_a_file_is_scanned_where_there_is_a_scanner(activity, settings, answer, code):
    with scanner(answer, settings) as taken:
        try:
            add(activity)
            got = ""
        except Refused as refusal:
            got = refusal.code

    assert got == code
    assert b"".join(taken[1:]) == PDF


def test_what_cannot_be_scanned_is_not_kept(activity, settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.CLAMAV_ADDRESS = f"127.0.0.1:{server.getsockname()[1]}"

    with pytest.raises(Refused) as refusal:
        add(activity)

    assert codes(refusal) == ["no_scanner"]
    assert not Evidence.objects.exists()
