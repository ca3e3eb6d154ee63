"""The words for a row that meets other rows, or what the register has already."""

from django.utils.translation import gettext_lazy as _

RIGHT_AS_IT_IS = _("Is it right? Then you need do nothing.")

CONFLICT_FAULTS = {
    "row_twice": (
        _("This row is the same as row %(row)s."),
        _("We process it once. You need do nothing."),
    ),
    "staff_number_shared": (
        _("Row %(row)s has the same staff number with another citizen service number."),
        _("A staff number belongs to one person. Look at both rows."),
    ),
    "birth_date_differs": (
        _("Row %(row)s has the same citizen service number with another date of birth."),
        _("Look which of the two is right."),
    ),
    "name_differs": (
        _("Row %(row)s has the same citizen service number with another name."),
        _("Look which of the two is right."),
    ),
    "bsn_differs": (
        _("Row %(row)s has the same name and date of birth with another citizen service number."),
        _("Is it the same person? Then look which number is right. Are they two? Then accept it."),
    ),
    "employment_differs": (
        _("Row %(row)s is about the same appointment, but says something else."),
        _("Give both rows the same value."),
    ),
    "bases_overlap": (
        _("This row overlaps row %(row)s: the same appointment, ground and subject areas."),
        _("Let the one end before the other begins."),
    ),
    "already_known": (
        _("You deliver this as new, but we had it already. We change it."),
        RIGHT_AS_IT_IS,
    ),
    "staff_not_known": (
        _("We do not know this staff number at your board."),
        _("Deliver this person as new (N) first."),
    ),
    "appointment_not_known": (
        _("We do not know this person in this function at this location."),
        _("Look at the location and the function, or deliver the appointment as new (N)."),
    ),
    "basis_not_known": (
        _("We do not know this ground with this begin."),
        _(
            "Look at the code, the subject areas and the begin. A new ground is delivered as "
            "new (N)."
        ),
    ),
    "bsn_changed": (_("This staff number had another citizen service number."), RIGHT_AS_IT_IS),
    "staff_number_of_another": (
        _(
            "This staff number belongs to somebody else: the citizen service number and the "
            "date of birth differ."
        ),
        _("Give a new member of staff a new number."),
    ),
}
