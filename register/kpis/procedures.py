"""Key figures about decisions and objections (domain.md §10.7)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.kpi import ALL, Kpi, Unit
from register.choices.cases import CaseStatus

ENDINGS = (CaseStatus.UPHELD, CaseStatus.DISMISSED, CaseStatus.INADMISSIBLE)

# The last decision about each objection in the twelve months up to the reference date.
_DECIDED = """
with decided as (
    select distinct on (event.case_id) event.case_id, case event.act
        when 'uphold' then 'upheld' when 'dismiss' then 'dismissed' else 'inadmissible'
    end as outcome
    from register_caseevent event
    join register_case objection on objection.id = event.case_id
        and objection.procedure = 'objection'
    where event.act in ('uphold', 'dismiss', 'declare_inadmissible') and event.on <= %(on)s
        and event.on > (%(on)s::date - interval '12 months')::date
    order by event.case_id, event.id desc
)
select {what} from decided {by}
"""


def by_outcome() -> Mapping[str, str | Promise]:
    return {ALL: _("All objections"), **{end: capfirst(end.label) for end in ENDINGS}}


def all_objections() -> Mapping[str, str | Promise]:
    return {ALL: _("All objections")}


def all_applications() -> Mapping[str, str | Promise]:
    return {ALL: _("All applications")}


KPIS = [
    Kpi(
        name="binnen-termijn",
        title=_("Decided within the term"),
        definition=_(
            "Of the applications for re-registration that were decided in the twelve months up to "
            "and including the reference date: the share that was decided within eight weeks "
            "(Awb 4:13)."
        ),
        unit=Unit.PERCENT,
        by=_("Applications"),
        lines=all_applications,
        sql="""
select '', 100.0 * count(*) filter (where decided_on <= submitted_on + 56) / nullif(count(*), 0),
    count(*)
from register_cycle
where submitted_on is not null and decided_on <= %(on)s
    and decided_on > (%(on)s::date - interval '12 months')::date
""",
    ),
    Kpi(
        name="bezwaren",
        title=_("Objections decided"),
        definition=_(
            "Objections that were decided in the twelve months up to and including the reference "
            "date, by what was decided."
        ),
        unit=Unit.CASES,
        by=_("Decision"),
        lines=by_outcome,
        sql=_DECIDED.format(
            what="outcome, count(*), count(*)", by="group by grouping sets ((outcome), ())"
        ),
    ),
    Kpi(
        name="bezwaren-gegrond",
        title=_("Share of objections that were well-founded"),
        definition=_(
            "Of the objections that were decided in the twelve months up to and including the "
            "reference date: the share in which the objector was right, wholly or in part."
        ),
        unit=Unit.PERCENT,
        by=_("Objections"),
        lines=all_objections,
        sql=_DECIDED.format(
            what="""'', 100.0 * count(*) filter (where outcome = 'upheld') / nullif(count(*), 0),
    count(*)""",
            by="",
        ),
    ),
]
