"""The texts of an assessment: codes in, sentences out, in the active language."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cpd.choices.activities import Category
from register.rules import Assessment, Finding, NormCode, Reason
from schools.choices import Sector

REQUIREMENTS: Mapping[str, Promise] = {
    NormCode.TOTAL: gettext_lazy("Hours in total"),
    NormCode.PRIMARY: gettext_lazy("Primary process"),
    NormCode.CONTENT: gettext_lazy("Of which subject content"),
    NormCode.EXPERIENCE: gettext_lazy("Teaching"),
}
SENTENCES: Mapping[str, Promise] = {
    "sum": gettext_lazy("%(total)s = %(primary)s primary + %(other)s other."),
    "other_capped": gettext_lazy(
        "%(excess)s of your %(done)s other hours do not count: the maximum is %(cap)s."
    ),
    "only_in_sector": gettext_lazy("This requirement applies in %(sector)s."),
    "computed_from_appointment": gettext_lazy("Computed from your appointment."),
    "less_leave": gettext_lazy("On leave you do not teach: that is %(leave)s hours less."),
    "no_qualification": gettext_lazy("No qualification is listed with your registration yet."),
}

# The same for somebody who reads about a teacher; what is not here suits both.
ABOUT_A_TEACHER: Mapping[str, Promise] = {
    "other_capped": gettext_lazy(
        "%(excess)s of %(done)s other hours do not count: the maximum is %(cap)s."
    ),
    "computed_from_appointment": gettext_lazy("Computed from the appointments."),
    "less_leave": gettext_lazy("On leave nobody teaches: that is %(leave)s hours less."),
    "no_qualification": gettext_lazy("No qualification is listed with this registration yet."),
}


def requirement_name(finding: Finding) -> str:
    """Return what a requirement is called, e.g. "Waarvan vakinhoud" or "Lesgeven: Nederlands"."""
    if finding.qualification:
        return _("Teaching: %(qualification)s") % {"qualification": finding.qualification}
    return str(REQUIREMENTS[finding.code])


def standing_text(finding: Finding) -> str:
    """Return the status of a requirement: "Gehaald" or "Nog 16 uur"."""
    return _("Reached") if finding.met else _still(finding.missing)


def reason_text(reason: Reason) -> str:
    """Return the sentence that explains a number, e.g. "Berekend uit uw benoeming."."""
    return _reason_text(reason, SENTENCES)


def reason_about(reason: Reason) -> str:
    """Return the same for somebody else than the teacher: "Berekend uit de benoemingen."."""
    return _reason_text(reason, {**SENTENCES, **ABOUT_A_TEACHER})


def _reason_text(reason: Reason, sentences: Mapping[str, Promise]) -> str:
    if reason.code == "parts":
        return _parts(reason.params)
    words = {name: _word(value) for name, value in reason.params.items()}
    return str(sentences[reason.code]) % words


def gap_text(assessment: Assessment) -> str:
    """Return what is still needed in all, as a headline: "Nog 56 uur, waarvan 16 vakinhoud"."""
    if not assessment.duty:
        return _("No re-registration is asked of you")
    if assessment.met:
        return _("You meet all requirements")
    if assessment.gap.hours:
        return _hours_text(assessment)
    return _teaching_gap_text([row.qualification for row in assessment.findings if not row.met])


def gap_about(assessment: Assessment) -> str:
    """Return what is still needed for somebody else than the teacher, if anything is."""
    if assessment.gap.hours:
        return _hours_text(assessment)
    untaught = [row.qualification for row in assessment.findings if not row.met]
    if untaught == [""]:
        return _("The hours are complete, but no qualification is listed with this registration")
    return _("The hours are complete, but not enough was taught for %(names)s") % {
        "names": ", ".join(untaught)
    }


def _hours_text(assessment: Assessment) -> str:
    gap = assessment.gap
    figures = {"hours": hours_text(gap.hours), "primary": hours_text(gap.primary)}
    if gap.content:
        figures["content"] = hours_text(gap.content)
        return _("%(hours)s hours to go, of which %(content)s subject content") % figures
    if gap.primary == gap.hours:
        return _("%(hours)s hours to go in the primary process") % figures
    if gap.primary:
        return _("%(hours)s hours to go, of which %(primary)s in the primary process") % figures
    return _still(gap.hours)


def _teaching_gap_text(untaught: Sequence[str]) -> str:
    if untaught == [""]:
        return _("Your hours are complete, but no qualification is listed with your registration")
    return _("Your hours are complete, but you have not yet taught enough for %(names)s") % {
        "names": ", ".join(untaught)
    }


def _still(hours: Decimal) -> str:
    words = ngettext("%(hours)s hour to go", "%(hours)s hours to go", 1 if hours == 1 else 2)
    return words % {"hours": hours_text(hours)}


def _parts(hours: Mapping[str, Decimal | str]) -> str:
    named = [
        _("%(hours)s %(category)s") % {"hours": _word(hours[code]), "category": code.label}
        for code in Category
        if code in hours
    ]
    return f"{', '.join(named)}."


def _word(value: Decimal | str) -> str:
    return str(Sector(value).label) if isinstance(value, str) else hours_text(value)


def hours_text(hours: Decimal) -> str:
    """Write a number of hours without needless zeros, e.g. 2,5 and 1.328."""
    whole = hours == hours.to_integral_value()
    return number_format(int(hours) if whole else hours.normalize(), force_grouping=True)
