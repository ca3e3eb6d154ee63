"""Key figures about professional development (domain.md §10.7)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.kpi import ALL, Kpi, Unit

from .choices.activities import ActivityKind, Category


def by_category() -> Mapping[str, str | Promise]:
    return {value: capfirst(label) for value, label in Category.choices}


def by_kind() -> Mapping[str, str | Promise]:
    return {ALL: _("All kinds"), **dict(ActivityKind.choices)}


KPIS = [
    Kpi(
        name="uren",
        title=_("Hours of professional development"),
        definition=_(
            "Hours of activities done in the twelve months up to and including the reference date, "
            "by what they count as. What was taken out of a file again does not count."
        ),
        unit=Unit.HOURS,
        by=_("Counts as"),
        lines=by_category,
        sql="""
select category, sum(hours), count(distinct person_id)
from cpd_activityhours
where status <> 'withdrawn' and done_on <= %(on)s
    and done_on > (%(on)s::date - interval '12 months')::date
group by category
""",
    ),
    Kpi(
        name="gevalideerd",
        title=_("Share of judged courses"),
        definition=_(
            "Of the activities done in the twelve months up to and including the reference date: "
            "the share that is a course of the catalogue, which was judged beforehand. The rest "
            "are activities that teachers wrote down themselves."
        ),
        unit=Unit.PERCENT,
        by=_("Kind"),
        lines=by_kind,
        sql="""
select kind, 100.0 * count(offer_id) / nullif(count(*), 0), count(*)
from cpd_activity
where status <> 'withdrawn' and done_on <= %(on)s
    and done_on > (%(on)s::date - interval '12 months')::date
group by grouping sets ((kind), ())
""",
    ),
]
