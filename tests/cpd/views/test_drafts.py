"""Writing down in two goes, what may be a slip, and what is known of a title that is typed."""

from datetime import date
from uuid import uuid4

import pytest

from cpd.models import Activity, Draft
from cpd.services.drafts import MOST_DRAFTS, discard_draft
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, OfferFactory

pytestmark = pytest.mark.django_db
LIST, NEW = "/mijn/activiteiten/", "/mijn/activiteiten/nieuw/"
KEEP = "/mijn/activiteiten/concept/"
THREE_PRESSES = {"kind": "intervision", "when": "today", "amount": "2"}


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


def text(response):
    return " ".join(response.content.decode().split())


def sent_again(form):
    return {name: form[name].value() or "" for name in form.fields}


def test_what_is_not_finished_waits_above_the_list_and_is_saved_later(client, teacher, settings):
    half = {"kind": "course", "when": "yesterday", "title": "Dyslexie", "hours_pedagogy": "1,5"}
    client.post(NEW, {**half, "key": uuid4(), "later": "1"})
    draft = Draft.objects.get()
    waiting = text(client.get(LIST))

    form = client.get(f"{KEEP}{draft.pk}/").context["form"]
    client.post(f"{KEEP}{draft.pk}/", {**sent_again(form), "amount": "1.5"})

    assert "Dyslexie" in waiting
    activity = Activity.objects.get()
    assert (activity.kind, activity.done_on, activity.title, activity.total) == (
        *("course", date(2026, 11, 20), "Dyslexie", 1.5),
    )
    assert not Draft.objects.exists()


def test_a_draft_keeps_what_no_database_can_store_without_it(client, teacher):
    client.post(KEEP, {"key": uuid4(), "title": "Dys\0lexie"})

    assert Draft.objects.get().values["title"] == "Dyslexie"


def test_who_was_signed_out_midway_is_led_back_to_what_was_typed(client, teacher):
    client.post(KEEP, {"key": uuid4(), "title": "Inter"})
    draft = Draft.objects.get()

    form = text(client.get(NEW))
    itself = text(client.get(f"{KEEP}{draft.pk}/"))

    assert f'href="{KEEP}{draft.pk}/"' in form
    assert "niet afmaakte" in form
    assert "niet afmaakte" not in itself


def test_a_script_keeps_what_is_typed(client, teacher):
    answer = client.post(KEEP, {"key": uuid4(), "title": "Inter", "unknown": "x" * 999})

    assert answer.status_code == 204
    assert Draft.objects.get().values == {
        "title": "Inter",
        **dict.fromkeys(["kind", "when", "day", "amount", "hours"], ""),
        **{name: "" for name in Draft.objects.get().values if name.startswith("hours_")},
    }


def test_a_draft_without_a_key_is_no_draft(client, teacher):
    assert client.post(KEEP, {"key": "x"}).status_code == 404


def test_too_many_drafts_are_told_and_nothing_is_saved(client, teacher):
    for _ in range(MOST_DRAFTS):
        teacher.drafts.create(key=uuid4())

    answer = client.post(NEW, {**THREE_PRESSES, "key": uuid4(), "later": "1"})

    assert "U heeft 20 concepten." in text(answer)
    assert client.post(KEEP, {"key": uuid4()}).status_code == 409
    assert Activity.objects.count() == 0


def test_a_draft_is_thrown_away(client, teacher):
    draft = teacher.drafts.create(key=uuid4())

    answer = client.post(f"{KEEP}{draft.pk}/weggooien/", follow=True)

    assert "Het concept is weg." in text(answer)
    assert not Draft.objects.exists()


def test_a_second_press_on_throwing_away_reads_that_it_is_done(client, teacher):
    where = f"{KEEP}{teacher.drafts.create(key=uuid4()).pk}/weggooien/"
    client.post(where, follow=True)

    answer = client.post(where, follow=True)

    assert "Dat was al weggegooid." in text(answer)


def test_what_another_threw_away_does_not_exist(client, teacher):
    draft = PersonFactory(teacher=True).drafts.create(key=uuid4())
    where = f"{KEEP}{draft.pk}/weggooien/"
    discard_draft(draft, actor=draft.person)

    assert client.post(where).status_code == 404


@pytest.mark.parametrize("act", ["", "weggooien/"])
def test_anothers_draft_does_not_exist(client, teacher, act):
    draft = PersonFactory(teacher=True).drafts.create(key=uuid4())

    assert client.post(f"{KEEP}{draft.pk}/{act}", THREE_PRESSES).status_code == 404
    assert Draft.objects.exists()


@pytest.mark.parametrize(
    ("changes", "question"),
    [
        pytest.param({}, "Zo’n activiteit staat op deze dag al in uw dossier.", id="doubled"),
        pytest.param(
            {"kind": "course", "amount": "other", "hours": "40"},
            "Hiermee heeft u 42 uur op één dag.",
            id="40 hours a day",
        ),
    ],
)
def test_what_may_be_a_slip_is_asked_and_saved_by_who_is_sure(client, teacher, changes, question):
    ActivityFactory(person=teacher, done_on=date(2026, 11, 21))

    asked = client.post(NEW, {**THREE_PRESSES, **changes})
    before = Activity.objects.count()
    client.post(NEW, {**THREE_PRESSES, **changes, "sure": "on"})

    assert asked.context["form"].non_field_errors() == [question]
    assert "Ja, dit klopt: sla het op" in text(asked)
    assert (before, Activity.objects.count()) == (1, 2)


def test_a_change_asks_only_about_what_is_new(client, teacher):
    activity = ActivityFactory(person=teacher, kind="programme", hours={"subject_content": 120})
    where = f"{LIST}{activity.pk}/"
    form = client.get(where).context["form"]

    client.post(where, {**sent_again(form), "title": "Master"})
    same_day = ActivityFactory(person=teacher, title="Master", kind="programme")
    form = client.get(f"{LIST}{same_day.pk}/").context["form"]
    fields = {**sent_again(form), "title": "Anders", "amount": "other", "hours": "5"}
    client.post(f"{LIST}{same_day.pk}/", fields)

    activity.refresh_from_db()
    same_day.refresh_from_db()
    assert (activity.title, same_day.title) == ("Master", "Anders")


def test_a_title_that_is_typed_finds_own_activities_and_offers(client, teacher):
    own = ActivityFactory(person=teacher, title="Letterkunde", search_key="letterkunde")
    ActivityFactory(title="Letterkunde van een ander", search_key="letterkunde van een ander")
    offer = OfferFactory(validated=True)

    page = text(client.get(f"{LIST}voorstellen/?q=letterkunde"))

    assert f"{LIST}{own.pk}/herhalen/" in page
    assert f"/aanbod/{offer.pk}/" in page
    assert "van een ander" not in page


@pytest.mark.parametrize("asked", ["", "le", "zwemmen"])
def test_nothing_known_gives_nothing(client, teacher, asked):
    OfferFactory(validated=True)

    assert text(client.get(f"{LIST}voorstellen/?q={asked}")) == ""


def test_titles_that_were_used_are_offered_each_once(client, teacher):
    for title in ["Eerst", "", "Later", "Eerst"]:
        ActivityFactory(person=teacher, title=title)

    assert client.get(NEW).context["titles"] == ["Eerst", "Later"]
