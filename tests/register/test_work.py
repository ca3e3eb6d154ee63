"""Everything that waits for the register, in one list by legal term."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.models import AuditEvent
from register.models import Case, WorkTaken
from register.selectors.work import as_work, work_for
from register.services.work import release_work, take_work
from tests.factories.accounts import DoubleFactory, PersonFactory, RegisterFactory
from tests.factories.register import CycleFactory, DiplomaCheckFactory, SampleFactory
from tests.factories.schools import DisputeFactory
from tests.register.conftest import TODAY
from tests.register.procedures import deferral_of

pytestmark = pytest.mark.django_db

OK, NOT_FOUND = 200, 404


@pytest.fixture
def administrator():
    return PersonFactory(administrator=True)


@pytest.fixture
def everything():
    """One of each kind."""
    CycleFactory(submitted=True, submitted_on=date(2026, 1, 5))
    SampleFactory()
    deferral_of(CycleFactory())
    DiplomaCheckFactory(checker=RegisterFactory())
    DoubleFactory()
    DisputeFactory(status="escalated", answer_before=date(2026, 2, 1))


def work(member, kind="", whose=""):
    return as_work(work_for(member, kind=kind, whose=whose))


def test_all_kinds_stand_together_most_urgent_first(administrator, everything):
    assert [(one.kind, one.due_on) for one in work(administrator)] == [
        ("dispute", date(2026, 2, 2)),
        ("application", date(2026, 3, 2)),
        ("diploma", date(2026, 3, 9)),
        ("case", date(2026, 4, 28)),
        ("sample", date(2026, 4, 28)),
        ("double", None),
    ]


def test_a_procedure_is_called_by_its_own_name(administrator, everything):
    [case] = work(administrator, kind="case")

    assert case.label == "Uitstel wegens verlof"


def test_what_is_about_oneself_is_not_there(administrator):
    SampleFactory(cycle__registration__person=administrator)
    DoubleFactory(first=administrator)

    assert work(administrator) == []


def test_several_things_are_taken_at_once_and_released_again(administrator, everything):
    keys = [one.key for one in work(administrator)]

    assert take_work(keys, actor=administrator, on=TODAY) == len(keys)
    assert [one.holder for one in work(administrator, whose="mine")] == [administrator] * len(keys)
    assert Case.objects.get().assigned_to == administrator
    assert work(administrator, whose="nobody") == []
    assert release_work(keys, actor=administrator) == len(keys)

    assert work(administrator, whose="mine") == []
    assert AuditEvent.objects.filter(action="worktaken.taken").count() == len(keys) - 1


def test_a_colleague_takes_it_over(administrator, everything):
    other = PersonFactory(administrator=True)
    [one] = work(administrator, kind="sample")
    take_work([one.key], actor=administrator, on=TODAY)

    take_work([one.key], actor=other, on=TODAY)

    assert WorkTaken.objects.get().member == other
    assert release_work([one.key], actor=administrator) == 0


def test_what_does_not_wait_is_not_taken(administrator):
    assert take_work(["double:1", "case:7"], actor=administrator, on=TODAY) == 0


def test_only_administrators_take_work(everything):
    with pytest.raises(PermissionDenied):
        take_work([], actor=PersonFactory(committee=True), on=TODAY)


def test_the_page_takes_what_was_ticked(client, administrator, everything):
    client.force_login(administrator)
    keys = [one.key for one in work(administrator)][:2]

    page = client.post(reverse("register:work_take"), {"act": "take", "item": keys}, follow=True)

    assert "2 zijn van u" in page.text
    assert WorkTaken.objects.count() == len(keys)


@pytest.mark.parametrize("item", ["", "nonsense", "case:", "case:x", f"case:{'9' * 30}"])
def test_nonsense_is_refused(client, administrator, item):
    client.force_login(administrator)

    page = client.post(reverse("register:work_take"), {"act": "take", "item": [item]}, follow=True)

    assert "Kies eerst" in page.text


def test_the_page_asks_the_same_however_much_waits(
    client, administrator, django_assert_max_num_queries
):
    for _ in range(3):
        deferral_of(CycleFactory())
    client.force_login(administrator)

    with django_assert_max_num_queries(10):
        assert client.get(reverse("register:work")).status_code == OK


def test_nobody_else_finds_it(client):
    client.force_login(PersonFactory(committee=True))

    assert client.get(reverse("register:work")).status_code == NOT_FOUND
