from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import Refused
from cpd.models import Draft
from cpd.rules import Entry
from cpd.services.activities import log_activity
from cpd.services.drafts import MOST_DRAFTS, discard_draft, forget_drafts, save_draft
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory

from .test_activities import acts

pytestmark = pytest.mark.django_db
ENTRY = Entry(kind="intervision", done_on=TODAY, hours=2)


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


def test_a_form_has_one_draft_however_often_it_is_kept(teacher):
    key = uuid4()

    for title in ["Inter", "Intervisie"]:
        save_draft(teacher, actor=teacher, key=key, values={"title": title})

    draft = Draft.objects.get()
    assert draft.title == "Intervisie"
    assert acts(draft) == ["draft.drafted"]


def test_what_was_saved_is_no_draft_any_more(teacher):
    key = uuid4()
    save_draft(teacher, actor=teacher, key=key, values={"title": "Intervisie"})

    log_activity(teacher, actor=teacher, on=TODAY, entry=ENTRY, key=key)
    late = save_draft(teacher, actor=teacher, key=key, values={"title": "Te laat"})

    assert late is None
    assert not Draft.objects.exists()


def test_more_drafts_than_somebody_finishes_are_refused(teacher):
    keys = [uuid4() for _ in range(MOST_DRAFTS)]
    for key in keys:
        save_draft(teacher, actor=teacher, key=key, values={})

    save_draft(teacher, actor=teacher, key=keys[0], values={})
    with pytest.raises(Refused):
        save_draft(teacher, actor=teacher, key=uuid4(), values={})

    assert Draft.objects.count() == MOST_DRAFTS


def test_a_draft_is_its_owners_alone(teacher):
    draft = save_draft(teacher, actor=teacher, key=uuid4(), values={})
    other = PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        discard_draft(draft, actor=other)
    with pytest.raises(PermissionDenied):
        save_draft(teacher, actor=other, key=uuid4(), values={})


def test_only_who_has_a_file_keeps_a_draft():
    person = PersonFactory()

    with pytest.raises(PermissionDenied):
        save_draft(person, actor=person, key=uuid4(), values={})


def test_a_draft_is_thrown_away_by_its_owner(teacher):
    draft = save_draft(teacher, actor=teacher, key=uuid4(), values={})
    pk = draft.pk

    discard_draft(draft, actor=teacher)

    assert not Draft.objects.exists()
    draft.pk = pk
    assert acts(draft) == ["draft.discarded", "draft.drafted"]


@pytest.mark.parametrize(
    ("saved", "left"),
    [
        pytest.param(datetime(2026, 8, 22, 22, tzinfo=UTC), 1, id="90 days ago"),
        pytest.param(datetime(2026, 8, 22, 21, tzinfo=UTC), 0, id="91 days ago"),
    ],
)
def test_a_draft_that_nobody_touches_is_thrown_away(teacher, saved, left):
    draft = save_draft(teacher, actor=teacher, key=uuid4(), values={})
    Draft.objects.filter(pk=draft.pk).update(saved_at=saved)

    forget_drafts(on=TODAY)

    assert Draft.objects.count() == left
