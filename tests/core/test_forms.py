from threading import Barrier

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.errors import Refused
from core.forms import PlacingForm, attempt, submit
from core.models import OutboxMessage
from core.permissions import require
from tests.races import at_once


class NameForm(forms.Form):
    name = forms.CharField()


def greet(name, *, loud):
    return name.upper() if loud else name


def refuse(**kwargs):
    raise Refused("Dat kan niet.", code="no")


@pytest.fixture
def request_with_messages(rf):
    request = rf.post("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    return request


def test_a_valid_form_is_handed_to_the_service():
    assert submit(NameForm({"name": "eva"}), greet, loud=True) == "EVA"


def test_an_invalid_form_is_not():
    assert submit(NameForm({}), refuse) is None


def test_a_form_that_was_not_sent_is_not_either():
    assert submit(NameForm(None), refuse) is None


def test_a_refusal_stands_on_the_form():
    form = NameForm({"name": "eva"})

    assert submit(form, refuse) is None
    assert form.non_field_errors() == ["Dat kan niet."]


def test_who_writes_the_same_in_the_same_moment_reads_the_refusal(db):
    """The service finds nothing yet; when it writes, somebody else just did."""
    passed = []

    @transaction.atomic
    def add(name):
        if passed:
            raise Refused("Dat staat er al.")
        passed.append(name)
        for _ in range(2):
            OutboxMessage.objects.create(key=name, task="core.tasks.none")

    form = NameForm({"name": "eva"})

    assert submit(form, add) is None
    assert form.non_field_errors() == ["Dat staat er al."]


def test_what_the_database_never_takes_is_not_tried_again(db):
    tried = []

    @transaction.atomic
    def add(name):
        tried.append(name)
        OutboxMessage.objects.create(key=name, task=None)

    with pytest.raises(IntegrityError):
        submit(NameForm({"name": "eva"}), add)

    assert tried == ["eva"]


def test_a_refusal_stands_at_the_field_that_it_is_about():
    class GreetingForm(PlacingForm):
        name = forms.CharField()
        places = {"odd": "name", "gone": "another"}

    def refuse_twice(**kwargs):
        words = {"odd": "Dat is geen naam.", "gone": "Dat veld is er niet."}
        raise Refused([Refused(message, code=code) for code, message in words.items()])

    form = GreetingForm({"name": "eva"})

    assert submit(form, refuse_twice) is None
    assert form.errors == {"name": ["Dat is geen naam."], "__all__": ["Dat veld is er niet."]}


def test_a_deed_without_a_form_says_that_it_is_done(request_with_messages):
    attempt(request_with_messages, "Klaar.", greet, name="eva", loud=False)

    assert [(m.level_tag, m.message) for m in get_messages(request_with_messages)] == [
        ("success", "Klaar.")
    ]


def test_a_deed_without_a_form_says_why_it_was_refused(request_with_messages):
    attempt(request_with_messages, "Klaar.", refuse)

    assert [(m.level_tag, m.message) for m in get_messages(request_with_messages)] == [
        ("error", "Dat kan niet.")
    ]


def test_what_is_not_allowed_ends_here():
    require(True)
    with pytest.raises(PermissionDenied):
        require(False)


@pytest.mark.django_db(transaction=True)
def test_two_who_wait_for_each_other_both_get_there():
    """PostgreSQL stops one of the two after a second; that one is tried again."""
    keys = [one.pk for one in OutboxMessage.objects.bulk_create(map(message, "ab"))]
    both_hold_one = Barrier(2)

    def in_this_order(first, second):
        tries = []

        @transaction.atomic
        def hold_both(name):
            tries.append(name)
            rows = OutboxMessage.objects.select_for_update(no_key=True)
            rows.get(pk=first)
            if len(tries) == 1:
                both_hold_one.wait()
            rows.get(pk=second)
            return len(tries)

        return hold_both

    answers = at_once(
        lambda: submit(NameForm({"name": "eva"}), in_this_order(*keys)),
        lambda: submit(NameForm({"name": "jan"}), in_this_order(*reversed(keys))),
    )

    assert sorted(answers) == [1, 2]


def message(key):
    return OutboxMessage(task="x", key=key)
