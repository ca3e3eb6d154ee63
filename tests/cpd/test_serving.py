from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from cpd.models import ApplicationDecision
from cpd.serving import Case, Service, months_until, service_per_month
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ApplicationRoundFactory, JudgementFactory, SubmissionFactory

NOVEMBER = date(2026, 11, 1)


def cases(*days):
    """Return cases that took so many days, with a term of ten."""
    decided = date(2026, 11, 20)
    since = [decided - timedelta(days=number) for number in days]
    return [Case(day, decided, day + timedelta(days=10)) for day in since]


def test_a_month_says_what_half_and_nine_in_ten_took_and_how_many_were_in_time():
    found = service_per_month(cases(9, 1, 2, 10, 3, 4, 5, 6, 7, 30), months=[NOVEMBER], fewest=5)

    assert found == [Service(NOVEMBER, 10, median=5, most=10, in_time=90)]


def test_too_few_decisions_say_nothing_but_their_number():
    assert service_per_month(cases(1, 2, 3, 4), months=[NOVEMBER], fewest=5) == [
        Service(NOVEMBER, 4)
    ]


def test_a_month_without_decisions_stands_there_too():
    assert service_per_month([], months=[NOVEMBER], fewest=5) == [Service(NOVEMBER, 0)]


def test_the_months_end_with_the_one_before_today():
    assert months_until(date(2026, 2, 14), count=3) == [
        date(2025, 11, 1),
        date(2025, 12, 1),
        date(2026, 1, 1),
    ]


@pytest.mark.django_db
def test_everybody_reads_how_long_judging_takes(client):
    for days in (2, 4, 6, 8, 40):
        submission = at(date(2026, 10, 30) - timedelta(days=days), SubmissionFactory)
        at(date(2026, 10, 30), JudgementFactory, submission=submission)

    response = client.get("/aanbod/termijnen/")

    october = response.context["found"].months[-1]
    assert october == Service(date(2026, 10, 1), 5, median=6, most=40, in_time=80)
    html = response.content.decode()
    assert "binnen <em>6 dagen</em>" in html
    assert "september 2026" not in html
    assert "De afgelopen twaalf maanden is er niets besloten." in html


def at(day, make, **values):
    """Make something as it would have been made at noon on a day."""
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        return make(**values)


@pytest.mark.django_db
def test_everybody_reads_how_long_it_takes_to_become_a_provider(client):
    administrator = PersonFactory(administrator=True)
    for days in (2, 4, 6, 8, 20):
        handed_in = at(date(2026, 10, 30) - timedelta(days=days), ApplicationRoundFactory)
        at(
            date(2026, 10, 30),
            ApplicationDecision.objects.create,
            round=handed_in,
            outcome="refuse",
            reasons="Daarom.",
            decided_by=administrator,
        )

    page = client.get("/aanbod/termijnen/")

    october = page.context["admitted"].months[-1]
    assert october == Service(date(2026, 10, 1), 5, median=6, most=20, in_time=80)
    assert "binnen 14 dagen" in page.text
