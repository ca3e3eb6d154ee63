"""The texts for many faults of one kind, where the text for one fault mentions facts of its row."""

from django.utils.translation import gettext_lazy as _

GROUPS = {
    "row_twice": _("A row is there twice."),
    "staff_number_shared": _("One staff number has two citizen service numbers."),
    "birth_date_differs": _("One citizen service number has two dates of birth."),
    "name_differs": _("One citizen service number has two names."),
    "bsn_differs": _("One name and date of birth have two citizen service numbers."),
    "employment_differs": _("Rows of one appointment say different things."),
    "bases_overlap": _("Two rows of one ground overlap each other."),
    "name_odd": _("A name has a sign that names seldom have."),
    "age_unusual": _("With this date of birth the age is unusual."),
    "fte_rounded": _("The size of a job has more than four decimals."),
    "fte_total": _("The jobs of one person at your board are together more than 1.2."),
    "end_before_begin": _("The end comes before the begin."),
    "location_on_other_days": _("The location does not belong to your board on that day."),
    "code_unknown": _("The code of the ground does not exist."),
    "code_mistyped": _("The code of the ground is nearly one that exists."),
    "code_of_other_sector": _("The ground is not for the sector of the school."),
    "code_of_other_function": _("The ground does not go with the function category."),
    "subject_mistyped": _("The subject area is nearly one that exists."),
    "subject_unknown": _("We do not know the subject area."),
    "end_missing": _("A temporary ground has no end."),
    "term_exceeded_months": _("A temporary ground lasts too long."),
    "term_exceeded_years": _("A temporary ground lasts too long."),
    "term_exceeded_school_years": _("A temporary ground lasts too long."),
    "term_exceeded_fulltime_months": _("A temporary ground lasts too long."),
    "chain_too_long": _("A temporary ground lasts too long, together with earlier periods."),
    "chain_too_long_school_years": _(
        "A temporary ground lasts too long, together with earlier periods."
    ),
    "chain_nearly_full": _("A temporary ground is nearly at its longest."),
    "declaration_needed": _("A ground asks for a written declaration."),
    "guest_hours": _("A guest teacher may teach more hours than allowed."),
    "no_section": _("The ground gives no place in the register."),
}
