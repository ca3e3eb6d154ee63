"""The words for the appointment in a row."""

from django.utils.translation import gettext_lazy as _

CATEGORIES = _("Fill in a number from 1 to 18: 8 to 11 is teaching, 12 to 15 is support.")
KINDS = _(
    "Fill in 1 (permanent), 2 (temporary), 3 (replacement) or 4 (at work without a contract)."
)
SIZES = _("Write 1 for a full-time job and, for example, 0.8 for four days a week.")
NOTHING_TO_DO = _("You need do nothing.")
RIGHT_AS_IT_IS = _("Is it right? Then you need do nothing.")
MUTATIONS = _(
    "Fill in N (new), W (changed), B (ended) or V (taken back). Or S: as it is now, new or changed."
)

WORK_FAULTS = {
    "location_missing": (
        _("The location is empty."),
        _("Fill in the code of the location, for example 12AB00."),
    ),
    "location_malformed": (
        _("This is not the code of a location."),
        _("Write two digits, two letters and two digits, for example 12AB00."),
    ),
    "location_unknown": (
        _("We do not know this location."),
        _("Compare the code with that of your school. Often two characters have changed places."),
    ),
    "location_of_other_board": (
        _("This is a location of another board."),
        _(
            "Is the code wrong? Fill in that of your own location. Did this school come to your "
            "board? Then tell the register on which day."
        ),
    ),
    "location_on_other_days": (
        _("This location does not belong to your board on %(on_date)s."),
        _(
            "Look at the begin and the end: deliver only the days on which the school was yours. "
            "Was it yours on that day? Then tell the register."
        ),
    ),
    "category_missing": (_("The function category is empty."), CATEGORIES),
    "category_unknown": (_("This function category does not exist."), CATEGORIES),
    "not_for_register": (
        _("This function is not for the register."),
        _("We keep nothing of this row. You need do nothing."),
    ),
    "kind_missing": (_("The kind of employment is empty."), KINDS),
    "kind_unknown": (_("This kind of employment does not exist."), KINDS),
    "fte_missing": (_("The size of the job is empty."), SIZES),
    "fte_unreadable": (_("We cannot read this size of the job."), SIZES),
    "fte_out_of_range": (
        _("The size of a job is between 0 and 1.2."),
        _(
            "Write 0.8 or 80%% for four days a week, not 80 or 32. Are all sizes percentages? Then "
            "put “%%” in the name of their column."
        ),
    ),
    "fte_rounded": (_("We keep four decimals: %(kept_figure)s."), NOTHING_TO_DO),
    "fte_zero": (_("The size of the job is 0."), RIGHT_AS_IT_IS),
    "fte_above_one": (_("This is more than a full-time job."), RIGHT_AS_IT_IS),
    "fte_total": (
        _("Together the jobs of this person at your board are %(total_figure)s of a full job."),
        RIGHT_AS_IT_IS,
    ),
    "begin_missing": (
        _("The begin is empty."),
        _("Fill in the first day on which this ground holds."),
    ),
    "end_before_begin": (
        _("The end comes before the begin, %(begin_date)s."),
        _("Look at both dates."),
    ),
    "end_missing_for_ending": (
        _("This row ends a ground, but the end is empty."),
        _("Fill in the last day."),
    ),
    "end_far_away": (
        _("Your system writes this day where there is no end."),
        _("We keep it without an end, in every row of this file. You need do nothing."),
    ),
    "mutation_missing": (_("The kind of change is empty."), MUTATIONS),
    "mutation_unknown": (_("This kind of change does not exist."), MUTATIONS),
    "mutated_on_missing": (
        _("The date of the change is empty."),
        _("Fill in the day on which the change takes effect."),
    ),
    "mutated_far_ahead": (
        _("This change is more than a year ahead."),
        _("Look at the year. Is it right? Then you need do nothing."),
    ),
    "late": (
        _("This change is more than a month old."),
        _("You need do nothing. We count it as “late”."),
    ),
}
