from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.errors import Refused
from cpd.forms.costs import CostForm
from cpd.models import Cost
from cpd.selectors.activities import hours_by_category
from cpd.services.costs import set_cost
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory
from tests.factories.schools import AppointmentFactory, BasisFactory

pytestmark = pytest.mark.django_db
BUDGET = "/mijn/budget/"


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    appointment = AppointmentFactory(staff__person=person, since=date(2026, 8, 1))
    BasisFactory(appointment=appointment)
    client.force_login(person)
    return person


def text(response):
    return " ".join(response.text.split())


def write(client, activity, **fields):
    where = f"/mijn/activiteiten/{activity.pk}/kosten/"
    return client.post(where, {"amount": "120,50", "hours": "2", "payer": "own_budget", **fields})


def test_the_budget_shows_its_sum(client, teacher):
    activity = ActivityFactory(person=teacher, title="Cursus")
    write(client, activity)

    page = text(client.get(BUDGET))

    assert "€ 600 \N{MULTIPLICATION SIGN} 0,8 = € 480 voor dit jaar" in page
    assert "€ 120,50 uitgegeven" in page
    assert "€ 359,50 over" in page
    assert "83 uur \N{MULTIPLICATION SIGN} 0,8 = 66,4 uur voor dit jaar" in page
    assert "64,4 uur over" in page
    assert "Cursus" in page


def test_who_only_supports_reads_that_no_budget_is_computed(client):
    person = PersonFactory(teacher=True)
    AppointmentFactory(staff__person=person, since=date(2026, 8, 1), category=12)
    client.force_login(person)

    page = text(client.get(BUDGET))

    assert "Voor ondersteunend werk rekenen wij geen budget uit" in page
    assert "Wij kennen uw aanstelling in dit jaar niet" not in page


@pytest.mark.parametrize("payer", ["employer", "grant", "myself"])
def test_what_others_paid_is_written_down_but_not_taken_from_the_budget(client, teacher, payer):
    write(client, ActivityFactory(person=teacher), payer=payer)

    page = text(client.get(BUDGET))

    assert "€ 480 over" in page
    assert "€ 120,5" in page


def test_costs_change_nothing_of_what_counts(client, teacher):
    activity = ActivityFactory(person=teacher)
    before = hours_by_category(teacher.pk, date(2026, 1, 1), date(2027, 1, 1))

    write(client, activity, amount="999999", hours="100")

    assert hours_by_category(teacher.pk, date(2026, 1, 1), date(2027, 1, 1)) == before


def test_nothing_at_all_takes_it_away(client, teacher):
    activity = ActivityFactory(person=teacher)
    write(client, activity)

    write(client, activity, amount="", hours="")

    assert not Cost.objects.exists()


def test_a_removed_activity_costs_nothing(client, teacher):
    activity = ActivityFactory(person=teacher)
    write(client, activity)
    client.post(f"/mijn/activiteiten/{activity.pk}/verwijderen/")

    assert "€ 480 over" in text(client.get(BUDGET))


def test_an_earlier_school_year_can_be_looked_at(client, teacher):
    activity = ActivityFactory(person=teacher, done_on=date(2026, 7, 31), title="Vorig jaar")
    write(client, activity)

    earlier, nonsense = client.get(f"{BUDGET}?year=2025"), client.get(f"{BUDGET}?year=9999")

    assert "Vorig jaar" in text(earlier)
    assert "Wij kennen uw aanstelling in dit jaar niet" in text(earlier)
    assert "Schooljaar 2026-2027" in text(nonsense)


def test_what_is_wrong_is_told(client, teacher):
    answer = write(client, ActivityFactory(person=teacher), amount="-1", payer="")

    assert answer.context["form"].errors == {"payer": ["Kies wie betaalde."]}


def test_costs_less_than_nothing_are_refused(teacher):
    activity = ActivityFactory(person=teacher)

    with pytest.raises(Refused):
        set_cost(activity, actor=teacher, amount=Decimal(-1), hours=Decimal(0), payer="myself")


def test_nobody_writes_down_for_another(client, teacher):
    activity = ActivityFactory()

    with pytest.raises(PermissionDenied):
        set_cost(activity, actor=teacher, amount=Decimal(1), hours=Decimal(0), payer="myself")
    assert write(client, activity).status_code == 404


def test_the_budget_takes_as_many_queries_for_one_as_for_three(
    client, teacher, django_assert_max_num_queries
):
    def count():
        with django_assert_max_num_queries(10) as captured:
            client.get(BUDGET)
        return len(captured)

    write(client, ActivityFactory(person=teacher))
    one = count()
    for _ in range(2):
        write(client, ActivityFactory(person=teacher))

    assert count() == one


@pytest.mark.parametrize(("amount", "shown"), [("245.50", "245,50"), ("100.00", "100")])
def test_an_amount_is_shown_as_people_write_euros(amount, shown):
    form = CostForm(initial={"amount": Decimal(amount)})
    assert form["amount"].value() == shown
