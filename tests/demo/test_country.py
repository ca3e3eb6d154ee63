from datetime import date

import pytest
from django.db import connection

from accounts.models import Person, PersonIdentifier
from cpd.models import Activity, ActivityHours
from demo.country import NotEmptyError, populate
from register.models import Cycle, Registration
from register.selectors.assessment import assess_cycle
from register.selectors.country import assess_portion, portions
from schools.models import AppointmentBasis, StaffRecord

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 22)
PERSONS, ACTIVITIES = 120, 5

# A country is written without looking up foreign keys, so here each is looked up.
LOOKED_UP = """
select format('select %%L, count(*) from %%s a where a.%%I is not null and not exists
    (select from %%s b where b.%%I = a.%%I)', con.conname, con.conrelid::regclass, col.attname,
    con.confrelid::regclass, ref.attname, col.attname)
from pg_constraint con
join pg_attribute col on col.attrelid = con.conrelid and col.attnum = con.conkey[1]
join pg_attribute ref on ref.attrelid = con.confrelid and ref.attnum = con.confkey[1]
where con.contype = 'f'
"""


@pytest.fixture
def country():
    populate(PERSONS, activities=ACTIVITIES, seed=1, on=ON, tell=str)


def test_everybody_has_a_number_a_record_and_a_place(country):
    teachers = Registration.objects.filter(status="registered").count()

    assert Person.objects.filter(number__startswith="LR").count() == PERSONS
    assert PersonIdentifier.objects.count() == PERSONS
    assert StaffRecord.objects.count() == PERSONS
    assert AppointmentBasis.objects.count() >= PERSONS
    assert Cycle.objects.count() == teachers > PERSONS / 2
    assert Activity.objects.count() == teachers * ACTIVITIES == ActivityHours.objects.count()


def test_no_foreign_key_points_at_nothing(country):
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_UP.replace("%%", "%"))
        checks = [statement for (statement,) in cursor.fetchall()]
        cursor.execute(" union all ".join(checks))
        astray = {name: count for name, count in cursor.fetchall() if count}

    assert len(checks) > 20
    assert astray == {}


def test_a_second_country_is_refused(country):
    with pytest.raises(NotEmptyError):
        populate(1, activities=1, seed=2, on=ON, tell=str)


def test_the_batch_says_of_everybody_what_their_own_page_says(country):
    [everybody] = portions(on=ON)
    in_one_go = dict(assess_portion(everybody, on=ON))

    one_by_one = {cycle.pk: assess_cycle(cycle, ON) for cycle in Cycle.objects.with_registration()}

    assert in_one_go == one_by_one
    assert len({assessment.total for assessment in one_by_one.values()}) > 10
