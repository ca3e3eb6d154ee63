"""Key figures about what school boards delivered (domain.md §10.7)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.kpi import ALL, Kpi, Unit

from .choices import Section, Sector
from .models import BasisCode
from .selectors.codes import Titles


def by_sector() -> Mapping[str, str | Promise]:
    return {ALL: _("All sectors"), **{value: capfirst(label) for value, label in Sector.choices}}


def by_ground() -> Mapping[str, str]:
    """Return the grounds of the anteroom, under the words of the code list."""
    codes = BasisCode.objects.filter(section=Section.ANTEROOM).values_list("code", flat=True)
    titles = Titles()
    return {code: f"{code}: {titles.basis(code)}" for code in dict.fromkeys(codes)}


def by_ended_ground() -> Mapping[str, str | Promise]:
    return {ALL: _("All grounds"), **by_ground()}


def all_files() -> Mapping[str, str | Promise]:
    return {ALL: _("All files")}


KPIS = [
    Kpi(
        name="aangeleverd",
        title=_("Delivered by school boards"),
        definition=_(
            "People with an appointment on the reference date, as school boards delivered "
            "it. Who works in two sectors counts in both, and once in the whole."
        ),
        unit=Unit.PEOPLE,
        by=_("Sector"),
        lines=by_sector,
        sql="""
select location.sector, count(distinct staff.person_id), count(distinct staff.person_id)
from schools_appointment appointment
join schools_staffrecord staff on staff.id = appointment.staff_id
join schools_location location on location.id = appointment.location_id
where appointment.voided_at is null and appointment.since <= %(on)s
    and (appointment.until is null or appointment.until > %(on)s)
group by grouping sets ((location.sector), ())
""",
    ),
    Kpi(
        name="voorportaal",
        title=_("In the anteroom, by ground"),
        definition=_(
            "People who teach on the reference date on a ground that belongs to the anteroom, "
            "by that ground. Who has two grounds counts for both."
        ),
        unit=Unit.PEOPLE,
        by=_("Ground"),
        lines=by_ground,
        sql="""
select basis.code, count(distinct staff.person_id), count(distinct staff.person_id)
from schools_appointmentbasis basis
join schools_appointment appointment on appointment.id = basis.appointment_id
join schools_staffrecord staff on staff.id = appointment.staff_id
join schools_basiscode code on code.code = basis.code and code.section = 'anteroom'
    and (code.in_force_from is null or code.in_force_from <= basis.since)
    and (code.in_force_until is null or code.in_force_until > basis.since)
where basis.voided_at is null and basis.since <= %(on)s
    and (basis.until is null or basis.until > %(on)s)
group by basis.code
""",
    ),
    Kpi(
        name="gronden-opgevolgd",
        title=_("Grounds that ended and were followed up"),
        definition=_(
            "Of the temporary grounds of the anteroom that ended in the twelve months up to and "
            "including the reference date: the share after which the same person went on teaching "
            "on another ground, at any school, without a day in between. After the rest somebody "
            "stopped, or no other ground was delivered."
        ),
        unit=Unit.PERCENT,
        by=_("Ground"),
        lines=by_ended_ground,
        sql="""
with ended as (
    select basis.id, basis.code, basis.until, staff.person_id
    from schools_appointmentbasis basis
    join schools_appointment appointment on appointment.id = basis.appointment_id
    join schools_staffrecord staff on staff.id = appointment.staff_id
    join schools_basiscode code on code.code = basis.code and code.section = 'anteroom'
        and (code.in_force_from is null or code.in_force_from <= basis.since)
        and (code.in_force_until is null or code.in_force_until > basis.since)
    where basis.voided_at is null and basis.until <= %(on)s
        and basis.until > (%(on)s::date - interval '12 months')::date
), followed as (
    select ended.id, ended.code, exists (
        select from schools_appointmentbasis later
        join schools_appointment appointment on appointment.id = later.appointment_id
        join schools_staffrecord staff on staff.id = appointment.staff_id
        where staff.person_id = ended.person_id and later.voided_at is null
            and later.since <= ended.until
            and (later.until is null or later.until > ended.until)
    ) as went_on
    from ended
)
select code, 100.0 * count(*) filter (where went_on) / nullif(count(*), 0), count(*)
from followed
group by grouping sets ((code), ())
""",
    ),
    Kpi(
        name="seconden-per-persoon",
        title=_("Time that a delivery takes a board"),
        definition=_(
            "Of the files that were approved in the twelve months up to and including the "
            "reference date: the time between handing in and approving, for each row, for which "
            "half of the files took less. What somebody did before handing in is not in it, and "
            "time in which nobody was at work is."
        ),
        unit=Unit.SECONDS,
        by=_("Files"),
        lines=all_files,
        sql="""
with approved as (
    select (approved_at at time zone 'Europe/Amsterdam')::date as day,
        extract(epoch from approved_at - handed_in_at) / rows as seconds
    from schools_delivery where kind in ('changes', 'full') and rows > 0
)
select '', percentile_cont(0.5) within group (order by seconds), count(*)
from approved
where day <= %(on)s and day > (%(on)s::date - interval '12 months')::date
""",
    ),
]
