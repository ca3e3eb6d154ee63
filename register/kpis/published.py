"""Key figures of the register, and the list of all that are published (domain.md §10.7)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import kpis as accounts
from core.kpi import ALL, Kpi, Unit
from cpd import kpis as cpd
from schools import kpis as schools
from schools.choices import Section

from . import procedures
from .regions import REGION_KPIS

# Who is registered in a sector: through a qualification for it that they confirmed.
_IN_SECTOR = """
select qualification.sector, count(distinct registration.person_id),
    count(distinct registration.person_id)
from register_registration registration
left join register_qualification qualification
    on qualification.person_id = registration.person_id and qualification.confirmed_on <= %(on)s
where registration.section = 'register' and registration.registered_on <= %(on)s
    and (registration.ended_on is null or registration.ended_on > %(on)s)
    {and_what}
group by grouping sets ((qualification.sector), ())
having qualification.sector is not null or grouping(qualification.sector) = 1
"""


def by_section() -> Mapping[str, str | Promise]:
    return {ALL: _("All parts"), **{value: capfirst(label) for value, label in Section.choices}}


def by_step() -> Mapping[str, str | Promise]:
    return {
        "delivered": _("Delivered"),
        "invited": _("Invited"),
        "claimed": _("Record claimed"),
        "registered": _("Confirmed, and so registered"),
        "renewed": _("Renewed"),
    }


def in_whole() -> Mapping[str, str | Promise]:
    return {ALL: _("All teachers")}


OWN = [
    Kpi(
        name="geregistreerd",
        title=_("Registered teachers"),
        definition=_(
            "Teachers who are in the register on the reference date: they confirmed what was "
            "delivered about them, and did not leave. By the sectors for which they are qualified; "
            "who is qualified for two counts in both, and once in the whole."
        ),
        unit=Unit.PEOPLE,
        by=_("Sector"),
        lines=schools.by_sector,
        sql=_IN_SECTOR.format(and_what=""),
    ),
    Kpi(
        name="geherregistreerd",
        title=_("Renewed registrations"),
        definition=_(
            "Registered teachers with a certificate of re-registration that is in force on the "
            "reference date."
        ),
        unit=Unit.PEOPLE,
        by=_("Sector"),
        lines=schools.by_sector,
        sql=_IN_SECTOR.format(
            and_what="""and exists (
        select from register_certificate certificate
        join register_cycle cycle on cycle.id = certificate.cycle_id
        where cycle.registration_id = registration.id and certificate.issued_on <= %(on)s
            and certificate.valid_until > %(on)s
            and (certificate.withdrawn_on is null or certificate.withdrawn_on > %(on)s)
    )"""
        ),
    ),
    Kpi(
        name="met-aantekening",
        title=_("Registered with a note"),
        definition=_(
            "Registered teachers with a note on the reference date: they did not "
            "re-register in time."
        ),
        unit=Unit.PEOPLE,
        by=_("Sector"),
        lines=schools.by_sector,
        sql=_IN_SECTOR.format(
            and_what="""and exists (
        select from register_note note
        where note.registration_id = registration.id and note.since <= %(on)s
            and (note.until is null or note.until > %(on)s)
    )"""
        ),
    ),
    Kpi(
        name="nieuw-ingeschreven",
        title=_("New registrations in a month"),
        definition=_(
            "Teachers who were registered in the month before the reference date, by the sectors "
            "for which they are qualified; who is qualified for two counts in both."
        ),
        unit=Unit.PEOPLE,
        by=_("Sector"),
        lines=schools.by_sector,
        sql=_IN_SECTOR.format(
            and_what="""and registration.registered_on < %(on)s
    and registration.registered_on >= (%(on)s::date - interval '1 month')::date"""
        ),
    ),
    Kpi(
        name="trechter",
        title=_("From delivered to renewed"),
        definition=_(
            "Of the people who were delivered for the register up to and including the reference "
            "date and did not leave: how many got a code to claim their record, claimed it, "
            "confirmed it and so were registered, and were ever renewed."
        ),
        unit=Unit.PEOPLE,
        by=_("Step"),
        lines=by_step,
        sql="""
with delivered as (
    select registration.id, registration.registered_on, person.id as person,
        (person.claimed_at at time zone 'Europe/Amsterdam')::date as claimed_on
    from register_registration registration
    join accounts_person person on person.id = registration.person_id
    where registration.section = 'register' and registration.delivered_on <= %(on)s
        and (registration.ended_on is null or registration.ended_on > %(on)s)
), step as (
    select 'delivered' as key, count(*) as number from delivered
    union all
    select 'invited', count(*) from delivered
    where claimed_on <= %(on)s or exists (
        select from accounts_claimcode code
        where code.person_id = delivered.person
            and (code.issued_at at time zone 'Europe/Amsterdam')::date <= %(on)s
    )
    union all
    select 'claimed', count(*) from delivered where claimed_on <= %(on)s
    union all
    select 'registered', count(*) from delivered where registered_on <= %(on)s
    union all
    select 'renewed', count(*) from delivered where exists (
        select from register_certificate certificate
        join register_cycle cycle on cycle.id = certificate.cycle_id
        where cycle.registration_id = delivered.id and certificate.issued_on <= %(on)s
    )
)
select key, number, number from step
""",
    ),
    Kpi(
        name="bevestigd",
        title=_("Delivered and confirmed"),
        definition=_(
            "Of the people who were delivered up to and including the reference date and did not "
            "leave: the share that confirmed what was delivered, and so is registered."
        ),
        unit=Unit.PERCENT,
        by=_("Part of the register"),
        lines=by_section,
        sql="""
select section, 100.0 * count(*) filter (where registered_on <= %(on)s) / nullif(count(*), 0),
    count(*)
from register_registration
where delivered_on <= %(on)s and (ended_on is null or ended_on > %(on)s)
group by grouping sets ((section), ())
""",
    ),
    Kpi(
        name="dagen-tot-bevestiging",
        title=_("Days from delivery to confirmation"),
        definition=_(
            "Of who confirmed in the twelve months up to and including the reference date: the "
            "number of days after the delivery in which half of them had done so."
        ),
        unit=Unit.DAYS,
        by=_("Part of the register"),
        lines=by_section,
        sql="""
select section,
    percentile_cont(0.5) within group (order by registered_on - delivered_on), count(*)
from register_registration
where registered_on <= %(on)s
    and registered_on > (%(on)s::date - interval '12 months')::date
group by grouping sets ((section), ())
""",
    ),
    Kpi(
        name="dagen-tot-besluit",
        title=_("Days from application to decision"),
        definition=_(
            "Of the applications for re-registration that were decided in the twelve months up to "
            "and including the reference date: the number of days in which half of them were."
        ),
        unit=Unit.DAYS,
        by=_("Teachers"),
        lines=in_whole,
        sql="""
select '', percentile_cont(0.5) within group (order by decided_on - submitted_on), count(*)
from register_cycle
where submitted_on is not null and decided_on <= %(on)s
    and decided_on > (%(on)s::date - interval '12 months')::date
""",
    ),
]
COUNTRY_KPIS = [*schools.KPIS, *OWN, *procedures.KPIS, *cpd.KPIS, *accounts.KPIS]
KPIS = {kpi.name: kpi for kpi in [*COUNTRY_KPIS, *REGION_KPIS]}
