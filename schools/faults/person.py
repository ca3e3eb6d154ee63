"""The words for the person in a row."""

from django.utils.translation import gettext_lazy as _

RIGHT_AS_IT_IS = _("Is it right? Then you need do nothing.")

PERSON_FAULTS = {
    "no_person": (
        _("This row is not about a person. It looks like a total or a heading."),
        _("We leave it out. You need do nothing."),
    ),
    "staff_number_missing": (
        _("The staff number is empty."),
        _("Fill in the number that this person has in your staff system."),
    ),
    "staff_number_unreadable": (
        _("This staff number is longer than %(length)s characters or cannot be read."),
        _("Fill in the number that this person has in your staff system."),
    ),
    "bsn_missing": (
        _("The citizen service number is empty."),
        _("Fill it in. Without it we cannot tell who this is."),
    ),
    "bsn_malformed": (
        _("This citizen service number does not have nine digits."),
        _("Write nine digits, without letters."),
    ),
    "bsn_impossible": (
        _("This citizen service number cannot exist."),
        _("Compare it with the passport. Often two digits have changed places."),
    ),
    "name_missing": (_("This name is empty."), _("Fill in the name as it is in the passport.")),
    "name_too_long": (
        _("This name is longer than %(length)s characters."),
        _("Shorten it. Perhaps two values came together."),
    ),
    "name_unreadable": (
        _("This name cannot be read."),
        _("Write it in letters, as it is in the passport."),
    ),
    "name_odd": (_("This name has a sign that names seldom have: %(character)s"), RIGHT_AS_IT_IS),
    "birth_date_missing": (
        _("The date of birth is empty."),
        _("Fill it in, for example as 31-12-1985."),
    ),
    "birth_date_in_future": (_("This date of birth is still to come."), _("Look at the year.")),
    "age_unusual": (_("With this date of birth the age is %(age)s."), RIGHT_AS_IT_IS),
    "gender_unknown": (_("Here we read M, V or O."), _("We leave it empty. You need do nothing.")),
    "email_malformed": (
        _("This is not an email address."),
        _("We leave it empty. You can deliver it later."),
    ),
    "date_unreadable": (
        _("We cannot read this date."),
        _("Write it as 31-12-2026, 2026-12-31 or 20261231, with the year in four digits."),
    ),
}
