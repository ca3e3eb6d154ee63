"""Figures of a board about its own staff: counts, never a file (domain.md §2.3, §7, §10.7).

They are protected like published figures: rounded to five, and suppressed for fewer than five
people. A manager must not be able to derive one teacher's file from a sum.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.kpi import ALL, Kpi, Unit
from cpd.choices.activities import Payer
from cpd.kpis import by_category

from .published import by_step

# ``of`` is the board; its staff are who teach there on the day, by a ground that holds.
_STAFF = """
with staff as (
    select distinct staff.person_id
    from schools_staffrecord staff
    join schools_appointment appointment on appointment.staff_id = staff.id
    join schools_appointmentbasis basis on basis.appointment_id = appointment.id
    where staff.board_id = %(of)s and appointment.voided_at is null
        and basis.voided_at is null and basis.since <= %(on)s
        and (basis.until is null or basis.until > %(on)s)
)
"""


def _of_staff(rest: str) -> str:
    return f"{_STAFF.rstrip()}{rest}"


def by_phase() -> Mapping[str, str | Promise]:
    return {
        "running": _("Running, more than a year left"),
        "last_year": _("Running, the last year"),
        "submitted": _("Asked for renewal"),
        "conditional": _("In extra time"),
        "noted": _("With a note"),
    }


def by_payer() -> Mapping[str, str | Promise]:
    return {
        ALL: _("All costs"),
        Payer.EMPLOYER: _("Paid by the school"),
        Payer.OWN_BUDGET: _("From the teachers’ own budgets"),
        Payer.GRANT: _("From a grant"),
        Payer.MYSELF: _("Paid by teachers themselves"),
    }


def by_term() -> Mapping[str, str | Promise]:
    return {
        "1": _("Within one month"),
        "3": _("Within three months"),
        "6": _("Within six months"),
    }


def by_category_and_whole() -> Mapping[str, str | Promise]:
    return {ALL: _("All hours"), **by_category()}


BOARD_KPIS = [
    Kpi(
        name="van-levering-tot-herregistratie",
        title=_("How far your staff are"),
        definition=_(
            "People with a ground at your board today: how many you passed on for the register, "
            "and how many of them claimed their record, confirmed it and were renewed."
        ),
        unit=Unit.PEOPLE,
        by=_("Step"),
        lines=by_step,
        sql=_of_staff(""", held as (
    select registration.id, registration.registered_on, person.id as person_id,
        (person.claimed_at at time zone 'Europe/Amsterdam')::date as claimed_on
    from staff
    join accounts_person person on person.id = staff.person_id
    join register_registration registration on registration.person_id = person.id
        and registration.section = 'register' and registration.delivered_on <= %(on)s
        and (registration.ended_on is null or registration.ended_on > %(on)s)
), step as (
    select 'delivered' as key, count(*) as number from held
    union all
    select 'invited', count(*) from held where claimed_on <= %(on)s or exists (
        select from accounts_claimcode code where code.person_id = held.person_id
            and (code.issued_at at time zone 'Europe/Amsterdam')::date <= %(on)s
    )
    union all
    select 'claimed', count(*) from held where claimed_on <= %(on)s
    union all
    select 'registered', count(*) from held where registered_on <= %(on)s
    union all
    select 'renewed', count(*) from held where exists (
        select from register_certificate certificate
        join register_cycle cycle on cycle.id = certificate.cycle_id
        where cycle.registration_id = held.id and certificate.issued_on <= %(on)s
    )
)
select key, number, number from step
"""),
    ),
    Kpi(
        name="perioden",
        title=_("Periods of re-registration"),
        definition=_(
            "Registered teachers of your board today, by where they are in their period. Whether "
            "somebody has enough hours, only the teacher sees."
        ),
        unit=Unit.PEOPLE,
        by=_("Phase"),
        lines=by_phase,
        sql=_of_staff(""", held as (
    select registration.id from staff
    join register_registration registration on registration.person_id = staff.person_id
        and registration.section = 'register' and registration.registered_on <= %(on)s
        and (registration.ended_on is null or registration.ended_on > %(on)s)
), phase as (
    select case when cycle.status <> 'open' then cycle.status
        when cycle.until <= (%(on)s::date + interval '12 months')::date then 'last_year'
        else 'running' end as key
    from register_cycle cycle
    join held on held.id = cycle.registration_id
    where cycle.status in ('open', 'submitted', 'conditional') and cycle.since <= %(on)s
    union all
    select 'noted' from register_note note
    join held on held.id = note.registration_id
    where note.since <= %(on)s and (note.until is null or note.until > %(on)s)
)
select key, count(*), count(*) from phase group by key
"""),
    ),
    Kpi(
        name="gronden-die-eindigen",
        title=_("Grounds that end soon"),
        definition=_(
            "People with a temporary ground at your board today, by how soon it ends. Who ends "
            "within a month is also counted within three and six."
        ),
        unit=Unit.PEOPLE,
        by=_("Ends"),
        lines=by_term,
        sql="""
select term.months::text, count(distinct staff.person_id), count(distinct staff.person_id)
from (values (1), (3), (6)) as term (months)
join schools_staffrecord staff on staff.board_id = %(of)s
join schools_appointment appointment on appointment.staff_id = staff.id
    and appointment.voided_at is null
join schools_appointmentbasis basis on basis.appointment_id = appointment.id
    and basis.voided_at is null and basis.since <= %(on)s and basis.until > %(on)s
    and basis.until <= (%(on)s::date + make_interval(months => term.months))::date
group by term.months
""",
    ),
    Kpi(
        name="uren",
        title=_("Hours of professional development"),
        definition=_(
            "Hours that teachers of your board today wrote down in the last twelve months, "
            "together. Nothing is shown of fewer than five people."
        ),
        unit=Unit.HOURS,
        by=_("Counts as"),
        lines=by_category_and_whole,
        sql=_of_staff("""
select hours.category, sum(hours.hours), count(distinct activity.person_id)
from staff
join cpd_activity activity on activity.person_id = staff.person_id
join cpd_activityhours hours on hours.activity_id = activity.id
where activity.status <> 'withdrawn' and activity.done_on <= %(on)s
    and activity.done_on > (%(on)s::date - interval '12 months')::date
group by grouping sets ((hours.category), ())
"""),
    ),
    Kpi(
        name="kosten",
        title=_("Costs of professional development"),
        definition=_(
            "What the activities of teachers of your board today cost in the last twelve months, "
            "as they wrote it down, by who paid. Nothing is shown of fewer than five people."
        ),
        unit=Unit.EUROS,
        by=_("Who paid"),
        lines=by_payer,
        sql=_of_staff("""
select cost.payer, sum(cost.amount), count(distinct activity.person_id)
from cpd_cost cost
join cpd_activity activity on activity.id = cost.activity_id
join staff on staff.person_id = activity.person_id
where activity.status <> 'withdrawn' and activity.done_on <= %(on)s
    and activity.done_on > (%(on)s::date - interval '12 months')::date
group by grouping sets ((cost.payer), ())
"""),
    ),
]
