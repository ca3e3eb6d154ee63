"""What re-registration requires of a teacher, and whether it is met.

Standard library only: these rules know nothing of the database, the web or the texts on a page.
"""

from schools.rules import add_months

from .assessment import (
    NO_DUTY,
    Assessment,
    Facts,
    Finding,
    Gap,
    Portion,
    Reason,
    Source,
    Teaching,
    assess,
)
from .closing import closed_by, helpful_categories, with_hours
from .cycles import (
    Period,
    conditional_until,
    days_left,
    first_cycle_end,
    next_cycle,
    submit_from,
)
from .forecast import Forecast, Pace, forecast
from .leave import days_of_leave
from .leaving import leaves_on, stays_on
from .notes import Effect, effects_ahead
from .procedures import (
    Act,
    Clock,
    Event,
    Party,
    Procedure,
    Remedy,
    Term,
    read_procedure,
    still_waits_for,
    terms,
)
from .records import as_record, facts_as_record, facts_from_record, from_record
from .reminders import due_conditional_step, due_on, due_step
from .rule_sets import Cap, Norm, NormCode, RuleSet, Step
from .sample import (
    NO_SECTOR,
    Question,
    SampleTerms,
    answer_before,
    commitment,
    decide_before,
    is_drawn,
    last_before,
    lot,
    next_month,
    plain_outcome,
    read_sample_terms,
    seed,
    stratum,
)
from .teaching import Spell, teaching_hours
from .terms import (
    holidays,
    is_working_day,
    next_working_day,
    term_end,
    working_days_later,
)

__all__ = [
    "NO_DUTY",
    "NO_SECTOR",
    "Act",
    "Assessment",
    "Cap",
    "Clock",
    "Effect",
    "Event",
    "Facts",
    "Finding",
    "Forecast",
    "Gap",
    "Norm",
    "NormCode",
    "Pace",
    "Party",
    "Period",
    "Portion",
    "Procedure",
    "Question",
    "Reason",
    "Remedy",
    "RuleSet",
    "SampleTerms",
    "Source",
    "Spell",
    "Step",
    "Teaching",
    "Term",
    "add_months",
    "answer_before",
    "as_record",
    "assess",
    "closed_by",
    "commitment",
    "conditional_until",
    "days_left",
    "days_of_leave",
    "decide_before",
    "due_conditional_step",
    "due_on",
    "due_step",
    "effects_ahead",
    "facts_as_record",
    "facts_from_record",
    "first_cycle_end",
    "forecast",
    "from_record",
    "helpful_categories",
    "holidays",
    "is_drawn",
    "is_working_day",
    "last_before",
    "leaves_on",
    "lot",
    "next_cycle",
    "next_month",
    "next_working_day",
    "plain_outcome",
    "read_procedure",
    "read_sample_terms",
    "seed",
    "stays_on",
    "still_waits_for",
    "stratum",
    "submit_from",
    "teaching_hours",
    "term_end",
    "terms",
    "with_hours",
    "working_days_later",
]
