"""Key figures of each region: those of boards about their staff, for regional cooperation.

A region is a province: the only division that each of DUO's files of schools has, of locations as
well as of vocational institutions (domain.md §9.4). They are published like all other figures.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.kpi import ALL, Kpi, Unit
from cpd.choices.sessions import Province
from schools.choices import Section

# Who teaches where on the day, on a ground in force; everybody once more for the whole country.
# Some of DUO's files have Friesland, others Fryslân.
_STAFF = """
with ground as (
    select staff.person_id, basis.until, case location.province
        when '' then 'unknown' when 'Friesland' then 'fryslan' when 'Fryslân' then 'fryslan'
        else replace(lower(location.province), '-', '_') end as region
    from schools_staffrecord staff
    join schools_appointment appointment on appointment.staff_id = staff.id
    join schools_location location on location.id = appointment.location_id
    join schools_appointmentbasis basis on basis.appointment_id = appointment.id
    where basis.voided_at is null and basis.since <= %(on)s
        and (basis.until is null or basis.until > %(on)s)
), staff as (
    select person_id, region from ground union select person_id, '' from ground
)
"""
_IN_SECTION = """
select staff.region, count(*), count(*)
from staff
join register_registration registration on registration.person_id = staff.person_id
    and registration.section = '{section}' and registration.registered_on <= %(on)s
    and (registration.ended_on is null or registration.ended_on > %(on)s)
group by staff.region
"""


def by_region() -> Mapping[str, str | Promise]:
    return {ALL: _("All regions"), **dict(Province.choices)}


def _kpi(
    name: str, title: str | Promise, definition: str | Promise, rest: str, unit: Unit = Unit.PEOPLE
) -> Kpi:
    sql = f"{_STAFF.rstrip()}{rest}"
    return Kpi(name, title, definition, unit, by=_("Region"), lines=by_region, sql=sql)


REGION_KPIS = [
    _kpi(
        "regio-geregistreerd",
        _("Registered teachers, by region"),
        _(
            "Teachers who are in the register on the reference date, by the province of the "
            "schools at which they have a ground. Who teaches in two counts in both, and once in "
            "the whole."
        ),
        _IN_SECTION.format(section=Section.REGISTER),
    ),
    _kpi(
        "regio-voorportaal",
        _("In the anteroom, by region"),
        _(
            "People who confirmed what was delivered and are in the anteroom on the reference "
            "date: they teach and are on the way to a qualification."
        ),
        _IN_SECTION.format(section=Section.ANTEROOM),
    ),
    _kpi(
        "regio-ondersteuners",
        _("Supporting staff, by region"),
        _("Supporters and instructors who are in their own part on the reference date."),
        _IN_SECTION.format(section=Section.SUPPORT),
    ),
    _kpi(
        "regio-bevestigd",
        _("Delivered and confirmed, by region"),
        _(
            "Of the people with a ground at a school there who were delivered up to and including "
            "the reference date and did not leave: the share that confirmed what was delivered."
        ),
        """
select staff.region,
    100.0 * count(*) filter (where registration.registered_on <= %(on)s) / count(*), count(*)
from staff
join register_registration registration on registration.person_id = staff.person_id
    and registration.delivered_on <= %(on)s
    and (registration.ended_on is null or registration.ended_on > %(on)s)
group by staff.region
""",
        Unit.PERCENT,
    ),
    _kpi(
        "regio-gronden-die-eindigen",
        _("Grounds that end within six months, by region"),
        _(
            "People with a temporary ground at a school there that ends in the six months after "
            "the reference date."
        ),
        """, ending as (
    select person_id, region from ground
    where until <= (%(on)s::date + interval '6 months')::date
)
select region, count(distinct person_id), count(distinct person_id)
from (select * from ending union select person_id, '' from ending) as both_ways
group by region
""",
    ),
    _kpi(
        "regio-laatste-jaar",
        _("Periods of re-registration in their last year, by region"),
        _(
            "Registered teachers with a ground there whose period of re-registration ends within "
            "a year after the reference date, and who did not ask for renewal yet."
        ),
        """
select staff.region, count(distinct staff.person_id), count(distinct staff.person_id)
from staff
join register_registration registration on registration.person_id = staff.person_id
    and registration.section = 'register' and registration.registered_on <= %(on)s
    and (registration.ended_on is null or registration.ended_on > %(on)s)
join register_cycle cycle on cycle.registration_id = registration.id
    and cycle.since <= %(on)s and cycle.until > %(on)s
    and cycle.until <= (%(on)s::date + interval '12 months')::date
    and (cycle.submitted_on is null or cycle.submitted_on > %(on)s)
group by staff.region
""",
    ),
    _kpi(
        "regio-uren",
        _("Hours of professional development, by region"),
        _(
            "Hours that teachers with a ground there wrote down in the twelve months up to and "
            "including the reference date, together."
        ),
        """, done as (
    select person_id, sum(hours) as hours from cpd_activityhours
    where status <> 'withdrawn' and done_on <= %(on)s
        and done_on > (%(on)s::date - interval '12 months')::date
    group by person_id
)
select staff.region, sum(done.hours), count(*)
from staff
join done on done.person_id = staff.person_id
group by staff.region
""",
        Unit.HOURS,
    ),
    _kpi(
        "regio-kosten",
        _("Costs of professional development, by region"),
        _(
            "What the activities of teachers with a ground there cost in the twelve months up to "
            "and including the reference date, as they wrote it down."
        ),
        """, spent as (
    select activity.person_id, sum(cost.amount) as amount
    from cpd_activity activity
    join cpd_cost cost on cost.activity_id = activity.id
    where activity.status <> 'withdrawn' and activity.done_on <= %(on)s
        and activity.done_on > (%(on)s::date - interval '12 months')::date
    group by activity.person_id
)
select staff.region, sum(spent.amount), count(*)
from staff
join spent on spent.person_id = staff.person_id
group by staff.region
""",
        Unit.EUROS,
    ),
]
