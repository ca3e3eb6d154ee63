"""The list of one's own activities: standing, periods, months, totals, files to take along."""

from datetime import date
from decimal import Decimal

import pytest
from icalendar import Calendar
from pikepdf import Pdf

from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory, OfferFactory
from tests.factories.register import CycleFactory

pytestmark = pytest.mark.django_db
LIST = "/mijn/activiteiten/"


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


@pytest.fixture
def period(teacher):
    return CycleFactory(
        registration__person=teacher,
        since=date(2024, 1, 1),
        counted_since=date(2024, 1, 1),
        planned_until=date(2028, 1, 1),
        until=date(2028, 1, 1),
    )


def text(response):
    return " ".join(response.content.decode().split())


def standings(response):
    return {str(activity): activity.standing for activity in response.context["activities"]}


def test_every_activity_says_how_it_counts(client, teacher, period):
    ActivityFactory(person=teacher, title="Zelf")
    offer = OfferFactory(validated=True)
    ActivityFactory(person=teacher, title="Cursus", kind="course", offer=offer)
    ActivityFactory(person=teacher, title="Vroeger", done_on=date(2023, 12, 31))
    ActivityFactory(person=teacher, title="Besloten", settled=True)

    response = client.get(LIST)

    assert standings(response) == {
        "Zelf": "self_reported",
        "Cursus": "validated",
        "Vroeger": "too_early",
        "Besloten": "settled",
    }
    assert "U deed het voordat uw periode begon." in text(response)


def test_who_has_no_period_has_no_hours_to_reach(client, teacher):
    ActivityFactory(person=teacher, title="Zelf")

    assert standings(client.get(LIST)) == {"Zelf": "kept"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("period=2024-01-01", ["Nu"], id="a period"),
        pytest.param("period=2020-01-01", ["Nu", "Vroeger"], id="no period of this person"),
        pytest.param("status=self_reported", ["Nu", "Vroeger"], id="added by oneself"),
        pytest.param("status=validated", [], id="validated"),
    ],
)
def test_the_list_is_narrowed(client, teacher, period, query, found):
    ActivityFactory(person=teacher, title="Nu")
    ActivityFactory(person=teacher, title="Vroeger", done_on=date(2023, 12, 31))

    response = client.get(f"{LIST}?{query}")

    assert [str(activity) for activity in response.context["activities"]] == found


def test_the_totals_are_of_all_pages_and_of_what_is_shown(client, teacher):
    for _ in range(26):
        ActivityFactory(person=teacher, hours={"pedagogy": 2, "subject_content": 1})
    ActivityFactory(person=teacher, kind="course", hours={"pedagogy": 100})
    ActivityFactory(person=teacher, withdrawn=True)

    response = client.get(f"{LIST}?kind=intervision")

    assert response.context["totals"].hours == {"pedagogy": 52, "subject_content": 26}
    assert "Samen 78 uur: 52 pedagogiek, 26 vakinhoud." in text(response)


def test_a_category_finds_activities_with_all_their_hours(client, teacher):
    ActivityFactory(person=teacher, hours={"pedagogy": 2, "subject_content": 1})
    ActivityFactory(person=teacher, hours={"subject_content": 4})

    response = client.get(f"{LIST}?category=pedagogy")

    assert response.context["totals"].total == 3


def test_the_same_list_in_time_has_months_with_their_hours(client, teacher):
    for day in [date(2026, 11, 3), date(2026, 11, 1), date(2026, 9, 30)]:
        ActivityFactory(person=teacher, done_on=day)

    months = client.get(f"{LIST}?view=time").context["months"]

    assert [(month.title, len(month.activities), month.hours) for month in months] == [
        ("November 2026", 2, Decimal(4)),
        ("September 2026", 1, Decimal(2)),
    ]


def test_the_spreadsheet_holds_what_the_filters_leave(client, teacher, period):
    ActivityFactory(
        person=teacher,
        title="=1+1",
        done_on=date(2026, 11, 12),
        hours={"pedagogy": Decimal("1.5"), "subject_content": 1},
    )
    ActivityFactory(person=teacher, kind="course")

    response = client.get(f"{LIST}lijst.csv?kind=intervision")

    assert response["Content-Disposition"] == 'attachment; filename="activiteiten.csv"'
    assert response.content.decode("utf-8-sig").splitlines() == [
        "datum;soort;titel;aanbieder;uren;vakinhoud;vakdidactiek;pedagogiek;"
        "professioneel handelen;ontwikkeling van de school;ontwikkeling van het beroep;status",
        "12-11-2026;Intervisie;'=1+1;;2,50;1,00;0,00;1,50;0,00;0,00;0,00;Telt mee: zelf toegevoegd",
    ]


def test_the_calendar_has_a_day_for_each_activity(client, teacher):
    activity = ActivityFactory(person=teacher, title="Intervisie team Nederlands")

    response = client.get(f"{LIST}agenda.ics")

    [event] = Calendar.from_ical(response.content).events
    assert (event.start, event["summary"], event["uid"]) == (
        date(2026, 11, 12),
        "Intervisie team Nederlands",
        f"activity-{activity.pk}@localhost:8000",
    )
    assert str(event["description"]) == "Intervisie, 2,00 uur"


def test_the_paper_is_tagged_and_dutch_and_holds_all_pages_of_the_list(client, teacher, tmp_path):
    for _ in range(26):
        ActivityFactory(person=teacher)
    path = tmp_path / "list.pdf"

    path.write_bytes(client.get(f"{LIST}lijst.pdf", headers={"Accept-Language": "en"}).content)

    with Pdf.open(path) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("nl", True)
        assert len(pdf.pages) == 2


@pytest.mark.parametrize("name", ["lijst.csv", "lijst.pdf", "agenda.ics"])
def test_nothing_of_anothers_is_taken_along(client, teacher, name):
    ActivityFactory(title="Van een ander")

    assert b"Van een ander" not in client.get(f"{LIST}{name}").content


def test_a_list_with_everything_takes_as_many_queries_for_one_as_for_many(
    client, teacher, period, django_assert_max_num_queries
):
    def count(where):
        with django_assert_max_num_queries(10) as captured:
            client.get(where)
        return len(captured)

    ActivityFactory(person=teacher, kind="course", offer=OfferFactory(validated=True))
    one = count(LIST), count(f"{LIST}lijst.csv")
    for n in range(3):
        offer = OfferFactory(validated=True)
        day = date(2026, 10, n + 1)
        ActivityFactory(person=teacher, kind="course", offer=offer, done_on=day)

    assert (count(LIST), count(f"{LIST}lijst.csv")) == one


@pytest.mark.parametrize(("query", "hidden"), [("kind=course", True), ("status=settled", False)])
def test_filters_that_are_used_seldom_wait_until_asked_for(client, teacher, query, hidden):
    page = text(client.get(f"{LIST}?{query}"))

    assert ("Meer filters" in page) == hidden
