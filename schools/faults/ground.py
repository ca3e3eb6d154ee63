"""The words for the ground in a row."""

from django.utils.translation import gettext_lazy as _

NO_SUCH_CODE = _("This code does not exist on %(on_date)s.")
DID_YOU_MEAN = _("Do you mean %(code)s, %(title)s?")
NOT_QUALIFIED = _(
    "The teacher is appointed without being qualified. Then a subject area is required."
)
NO_SUCH_AREA = _("We do not know the subject area %(value)s.")
SHORTEN = _("Set the end to %(last_cell)s or choose another ground.")
RIGHT_AS_IT_IS = _("Is it right? Then you need do nothing.")
NOTHING_TO_DO = _("You need do nothing.")

GROUND_FAULTS = {
    "code_missing": (
        _("The basis code is empty."),
        _(
            "Fill in on which ground this person is appointed. You need not deliver support "
            "staff who need no proven competence."
        ),
    ),
    "code_unknown": (NO_SUCH_CODE, _("Choose a code from the list of grounds.")),
    "code_mistyped": (NO_SUCH_CODE, DID_YOU_MEAN),
    "code_of_other_sector": (
        _("%(title)s (%(code)s) is not for the sector of this school."),
        _("Choose a code of the sector, or look at the location."),
    ),
    "code_of_other_function": (
        _("%(title)s (%(code)s) does not go with function category %(category)s."),
        _("Choose another code, or another function category."),
    ),
    "subject_missing": (NOT_QUALIFIED, _("Fill in the subject, for example NAT for physics.")),
    "subject_missing_primary": (NOT_QUALIFIED, _("Fill it in, for example GR for class teacher.")),
    "subject_mistyped": (NO_SUCH_AREA, DID_YOU_MEAN),
    "subject_unknown": (NO_SUCH_AREA, _("Choose one from the list of subject areas.")),
    "subjects_too_many": (
        _("One row can hold %(most)s subject areas."),
        _("Spread them over more rows."),
    ),
    "end_missing": (
        _("%(title)s (%(code)s) is temporary. Then an end is required."),
        _("Fill in the last day, or choose another ground."),
    ),
    "term_exceeded_months": (
        _("%(title)s (%(code)s) may last %(allowed)s months at most. These are %(found)s."),
        SHORTEN,
    ),
    "term_exceeded_years": (
        _("%(title)s (%(code)s) may last %(years)s years at most. These are %(found)s months."),
        SHORTEN,
    ),
    "term_exceeded_school_years": (
        _(
            "%(title)s (%(code)s) may last until %(last_date)s at most, for it is counted in "
            "school years."
        ),
        SHORTEN,
    ),
    "term_exceeded_fulltime_months": (
        _(
            "%(title)s (%(code)s) may last as long as %(months)s months of full-time work. "
            "For this job that is %(allowed)s months. These are %(found)s."
        ),
        SHORTEN,
    ),
    "chain_too_long": (
        _(
            "Together with earlier periods %(title)s (%(code)s) lasts %(found)s months. It "
            "may be %(allowed)s at most."
        ),
        _("Set an earlier end or choose another ground."),
    ),
    "chain_too_long_school_years": (
        _(
            "Together with earlier periods %(title)s (%(code)s) may last until %(last_date)s "
            "at most."
        ),
        SHORTEN,
    ),
    "chain_nearly_full": (
        _("%(title)s (%(code)s) has used %(found)s of at most %(allowed)s months."),
        _("Think in time of what comes after it."),
    ),
    "declaration_needed": (
        _("%(title)s (%(code)s) asks for a written declaration."),
        _("See that it is in the staff file."),
    ),
    "guest_hours": (
        _(
            "A guest teacher may teach %(hours)s hours a week at most, on average over the "
            "year. With this size of the job it may be more."
        ),
        RIGHT_AS_IT_IS,
    ),
    "no_section": (_("%(title)s (%(code)s) gives no place in the register."), NOTHING_TO_DO),
}
