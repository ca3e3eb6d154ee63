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
]
