"""Key figures about records of people (domain.md §10.7)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.kpi import Kpi, Unit


def by_result() -> Mapping[str, str | Promise]:
    return {"found": _("Looked at as possible doubles"), "merged": _("Were one person, and merged")}


KPIS = [
    Kpi(
        name="dubbelen",
        title=_("Double records"),
        definition=_(
            "Pairs of records that were found to be alike in the twelve months up to and including "
            "the reference date, and the pairs that were merged in those months and not taken "
            "apart again."
        ),
        unit=Unit.CASES,
        by=_("Pairs"),
        lines=by_result,
        sql="""
with pair as (
    select 'found' as result, found_at as at, null::timestamptz as undone_at from accounts_double
    union all
    select 'merged', merged_at, undone_at from accounts_merge
), dated as (
    select result, (at at time zone 'Europe/Amsterdam')::date as day,
        (undone_at at time zone 'Europe/Amsterdam')::date as undone
    from pair
)
select result, count(*), count(*) from dated
where day <= %(on)s and day > (%(on)s::date - interval '12 months')::date
    and (undone is null or undone > %(on)s)
group by result
""",
    )
]
