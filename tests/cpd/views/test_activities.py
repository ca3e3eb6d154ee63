from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from cpd.models import Activity
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, OfferFactory
from tests.factories.register import CycleFactory

pytestmark = pytest.mark.django_db
LIST, NEW = "/mijn/activiteiten/", "/mijn/activiteiten/nieuw/"
THREE_PRESSES = {"kind": "intervision", "when": "today", "amount": "2"}


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


@pytest.fixture
def cycle(teacher):
    """A period of this teacher, from February on."""
    first, last = date(2026, 2, 1), date(2030, 2, 1)
    return CycleFactory(registration__person=teacher, since=first, planned_until=last)


def page(response):
    return response.content.decode()


def titles(response):
    return [str(activity) for activity in response.context["page"]]


def test_three_presses_log_an_intervision_of_two_hours(client, teacher):
    response = client.post(NEW, THREE_PRESSES)

    activity = Activity.objects.get()
    assert (activity.person, activity.kind, activity.done_on) == (teacher, "intervision", TODAY)
    assert activity.total == 2
    assert response["Location"] == "/mijn/"


def test_after_saving_it_says_for_what_the_hours_count(client, cycle):
    client.post(NEW, THREE_PRESSES)

    assert (
        "Opgeslagen: Intervisie, 21 november 2026. Dat telt mee als 1 uur pedagogiek en 1 uur"
        " vakdidactiek."
    ) in page(client.get(LIST))


def test_what_was_saved_can_be_completed_at_once(client, teacher):
    home = client.post(NEW, THREE_PRESSES, follow=True)

    made = reverse("cpd:activity", args=[Activity.objects.get().pk])
    assert f'<a class="utrecht-link" href="{made}">Wijzig of vul aan</a>' in page(home)


def test_saving_and_another_gives_an_empty_form(client, teacher):
    response = client.post(NEW, {**THREE_PRESSES, "again": "1"})

    assert response["Location"] == NEW


def test_a_double_press_logs_once(client, teacher):
    key = client.get(NEW).context["form"]["key"].value()

    client.post(NEW, {**THREE_PRESSES, "key": key})
    client.post(NEW, {**THREE_PRESSES, "key": key})

    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        pytest.param({"kind": ""}, "kind", "Kies wat voor activiteit het was.", id="no kind"),
        pytest.param({"amount": ""}, "amount", "Kies hoeveel uur het duurde.", id="no hours"),
        pytest.param(
            {"amount": "other", "hours": ""}, "hours", "Vul in hoeveel uur het duurde.", id="other"
        ),
        pytest.param(
            {"amount": "other", "hours": "veel"},
            "hours",
            "Vul een getal in, bijvoorbeeld 2 of 1,5.",
            id="no number",
        ),
        pytest.param({"when": "other"}, "day", "Vul in welke dag het was.", id="no day"),
        pytest.param(
            {"when": "other", "day": "31-2-2026"},
            "day",
            "Vul een dag, maand en jaar in, bijvoorbeeld 12-11-2026.",
            id="no such day",
        ),
        pytest.param(
            {"when": "other", "day": "22-11-2026"},
            "__all__",
            "Deze dag moet nog komen. Voeg de activiteit toe als u haar heeft gedaan.",
            id="tomorrow",
        ),
        pytest.param(
            {"amount": "other", "hours": "-2"},
            "__all__",
            "Vul meer dan 0 en hoogstens 2000 uur in.",
            id="negative",
        ),
        pytest.param(
            {"hours_pedagogy": "1"},
            "__all__",
            "De uren per categorie zijn samen niet gelijk aan de uren van de activiteit.",
            id="split differs",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(client, teacher, changes, field, words):
    response = client.post(NEW, {**THREE_PRESSES, **changes})

    assert response.context["form"].errors == {field: [words]}
    assert Activity.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("12-11-2026", date(2026, 11, 12), id="dashes"),
        pytest.param("1/2/2026", date(2026, 2, 1), id="slashes"),
        pytest.param("1-2-26", date(2026, 2, 1), id="short year"),
        pytest.param("2026-02-01", date(2026, 2, 1), id="ISO"),
    ],
)
def test_a_day_is_written_as_people_do(client, teacher, day, expected):
    client.post(NEW, {**THREE_PRESSES, "when": "other", "day": day})

    assert Activity.objects.get().done_on == expected


@pytest.mark.parametrize(("hours", "expected"), [("7,5", "7.5"), ("7.5", "7.5"), ("120", "120")])
def test_hours_are_written_with_a_comma_or_a_point(client, teacher, hours, expected):
    client.post(NEW, {**THREE_PRESSES, "amount": "other", "hours": hours, "sure": "on"})

    assert Activity.objects.get().total == Decimal(expected)


def test_what_is_hidden_is_not_read(client, teacher):
    client.post(NEW, {**THREE_PRESSES, "day": "onzin", "hours": "onzin"})

    assert Activity.objects.get().done_on == TODAY


def test_a_day_before_the_period_is_explained_and_not_said_to_count(client, cycle):
    client.post(NEW, {**THREE_PRESSES, "when": "other", "day": "31-1-2026"})

    said = page(client.get(LIST))
    assert "Opgeslagen: Intervisie, 31 januari 2026. Het staat in uw dossier." in said
    assert "Deze dag ligt voor uw periode." in said


def test_a_day_of_the_period_counts_though_the_account_is_younger(client, cycle, teacher):
    teacher.claimed_at = timezone.now()
    teacher.save()

    client.post(NEW, {**THREE_PRESSES, "when": "other", "day": "1-2-2026"})

    said = page(client.get(LIST))
    assert "Dat telt mee als 1 uur pedagogiek" in said
    assert "ligt voor uw periode" not in said


def test_a_period_that_was_decided_is_explained(client, cycle):
    cycle.status = "renewed"
    cycle.decided_on, cycle.until = TODAY, TODAY
    cycle.save()

    client.post(NEW, {**THREE_PRESSES, "when": "yesterday"})

    said = page(client.get(LIST))
    assert "Het staat in uw dossier." in said
    assert "Over deze periode heeft het register al besloten." in said


def test_who_needs_no_hours_is_not_told_that_they_count(client, teacher):
    client.post(NEW, THREE_PRESSES)

    assert ("Opgeslagen: Intervisie, 21 november 2026. Het staat in uw dossier.") in page(
        client.get(LIST)
    )


def test_an_activity_is_repeated_with_save(client, teacher):
    earlier = ActivityFactory(person=teacher, title="Team Nederlands", hours={"pedagogy": 4})

    form = client.get(f"/mijn/activiteiten/{earlier.pk}/herhalen/").context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    client.post(f"/mijn/activiteiten/{earlier.pk}/herhalen/", fields)

    again = Activity.objects.latest("pk")
    assert (again.title, again.done_on, again.total) == ("Team Nederlands", TODAY, 4)
    assert [row.category for row in again.hours.all()] == ["pedagogy"]


def test_other_hours_than_before_are_divided_anew(client, teacher):
    earlier = ActivityFactory(person=teacher, hours={"pedagogy": 4})
    where = f"/mijn/activiteiten/{earlier.pk}/"
    form = client.get(where).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}

    client.post(where, {**fields, "amount": "2"})

    assert dict(earlier.hours.values_list("category", "hours")) == {
        "pedagogy": 1,
        "subject_teaching": 1,
    }


def test_a_doubt_leads_to_where_it_is_answered(client, teacher):
    client.post(NEW, THREE_PRESSES)

    asked = client.post(NEW, THREE_PRESSES)

    assert '<a class="utrecht-link" href="#id_sure">' in page(asked)
    assert Activity.objects.count() == 1
    client.post(NEW, {**THREE_PRESSES, "sure": "on"})
    assert Activity.objects.count() == 2


def test_the_second_of_two_windows_is_told(client, teacher):
    activity = ActivityFactory(person=teacher)
    where = f"/mijn/activiteiten/{activity.pk}/"
    fields = {**THREE_PRESSES, "version": 1}

    client.post(where, fields)
    second = client.post(where, {**fields, "title": "Te laat"})

    assert second.context["form"].non_field_errors() == [
        "U heeft deze activiteit intussen in een ander venster gewijzigd. Open haar opnieuw."
    ]
    assert '<a class="utrecht-link" href="?">U heeft deze activiteit intussen' in page(second)
    activity.refresh_from_db()
    assert activity.title == ""


def test_a_window_of_what_was_removed_meanwhile_offers_to_put_it_back(client, teacher):
    activity = ActivityFactory(person=teacher)
    where, change = f"{LIST}{activity.pk}/", {**THREE_PRESSES, "version": activity.version}
    client.post(f"{where}verwijderen/")

    response = client.post(where, change, follow=True)

    assert response.redirect_chain == [(f"{LIST}?removed={activity.pk}", 302)]
    assert "U heeft deze activiteit verwijderd" in page(response)
    assert "Zet terug" in page(response)


def test_of_a_followed_offer_the_day_is_changed(client, teacher):
    activity = ActivityFactory(person=teacher, offer=OfferFactory(validated=True))
    where = f"/mijn/activiteiten/{activity.pk}/"

    client.post(where, {"when": "other", "day": "1-11-2026", "version": 1, "kind": "course"})

    activity.refresh_from_db()
    assert (activity.done_on, activity.total) == (date(2026, 11, 1), 16)


def test_removing_offers_to_put_back(client, teacher):
    activity = ActivityFactory(person=teacher)

    removed = client.post(f"/mijn/activiteiten/{activity.pk}/verwijderen/", follow=True)
    restore = reverse("cpd:activity_restore", args=[activity.pk])
    client.post(restore)

    activity.refresh_from_db()
    assert restore in page(removed)
    assert activity.status == "counts"


def test_what_a_decision_was_based_on_is_shown_and_stays(client, teacher):
    activity = ActivityFactory(person=teacher, settled=True)

    response = client.get(f"/mijn/activiteiten/{activity.pk}/")

    assert "Deze activiteit blijft zoals ze is." in page(response)
    assert "form" not in response.context


def test_there_is_no_activity_nought_to_repeat(client, teacher):
    assert client.get(f"{LIST}0/herhalen/").status_code == 404


@pytest.mark.parametrize("act", ["", "herhalen/", "verwijderen/", "terugzetten/"])
def test_anothers_activity_does_not_exist(client, teacher, act):
    activity = ActivityFactory()

    response = client.post(f"/mijn/activiteiten/{activity.pk}/{act}", THREE_PRESSES)

    assert response.status_code == 404
    activity.refresh_from_db()
    assert activity.status == "counts"


@pytest.mark.parametrize("where", [LIST, NEW, f"{LIST}1/"])
def test_only_teachers_come_in(client, where):
    visitor = client.get(where)
    client.force_login(PersonFactory(provider=True))

    assert visitor["Location"] == f"{reverse('account_login')}?next={where}"
    assert client.get(where).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("", ["Lezen", "Lesbezoek", "Dyslexie in de klas"], id="all but removed"),
        pytest.param("q=DYSLEXIË", ["Dyslexie in de klas"], id="words without accents"),
        pytest.param("q=lesbez", ["Lesbezoek"], id="the kind has words too"),
        pytest.param("kind=course", ["Dyslexie in de klas"], id="kind"),
        pytest.param("category=subject_content", ["Lezen"], id="category"),
        pytest.param("status=withdrawn", ["Weg"], id="removed"),
        pytest.param("since=2-11-2026", ["Lezen", "Lesbezoek"], id="since"),
        pytest.param("until=2-11-2026", ["Lesbezoek", "Dyslexie in de klas"], id="until"),
        pytest.param("kind=nonsense&since=x", [], id="nonsense filters are told, not obeyed"),
        pytest.param("q=niets", [], id="nothing"),
    ],
)
def test_activities_are_found(client, teacher, query, expected):
    kwargs = {"person": teacher}
    ActivityFactory(
        kind="course",
        title="Dyslexie in de klas",
        search_key="dyslexie in de klas",
        done_on=date(2026, 11, 1),
        **kwargs,
    )
    ActivityFactory(kind="lesson_visit", done_on=date(2026, 11, 2), **kwargs)
    ActivityFactory(
        title="Lezen",
        kind="self_study",
        done_on=date(2026, 11, 3),
        hours={"subject_content": 1},
        **kwargs,
    )
    ActivityFactory(title="Weg", withdrawn=True, **kwargs)
    ActivityFactory(title="Van een ander")

    found = titles(client.get(f"{LIST}?{query}"))

    assert found == (expected or found if "nonsense" in query else expected)


def test_the_list_has_pages_and_a_count(client, teacher):
    for _ in range(26):
        ActivityFactory(person=teacher)

    second = client.get(f"{LIST}?page=2")

    assert second.context["page"].paginator.count == 26
    assert len(second.context["page"]) == 1


def queries(client, where, django_assert_max_num_queries, number):
    with django_assert_max_num_queries(number) as captured:
        client.get(where)
    return len(captured)


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    client, teacher, django_assert_max_num_queries
):
    ActivityFactory(person=teacher)
    one = queries(client, LIST, django_assert_max_num_queries, 10)
    ActivityFactory(person=teacher)
    ActivityFactory(person=teacher, withdrawn=False, title="Nog een")

    assert queries(client, LIST, django_assert_max_num_queries, 10) == one
