from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import let_choose, with_empty
from cpd.choices.sessions import Province
from schools.choices import Sector
from schools.selectors.codes import subject_titles


class WishForm(forms.Form):
    """For which subject and where somebody looks for a course."""

    subject = forms.ChoiceField(
        label=_("For which subject"), error_messages={"required": _("Choose a subject.")}
    )
    province = forms.ChoiceField(
        label=_("Where"),
        choices=with_empty(_("Choose"), Province.choices),
        error_messages={"required": _("Choose a province.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = subject_titles(Sector.values)
        subjects = ((value, capfirst(title)) for value, title in titles.items())
        let_choose(self, "subject", [("", _("Choose")), *subjects])


class DemandForm(forms.Form):
    """Of which subject and province to read what is asked for."""

    subject = forms.ChoiceField(label=_("For which subject"), required=False)

    province = forms.ChoiceField(
        label=_("Where"),
        choices=with_empty(_("The whole country"), Province.choices),
        required=False,
    )

    def __init__(self, *args: Any, subjects: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_for = ((subject, subject) for subject in sorted(subjects, key=str.casefold))
        let_choose(self, "subject", with_empty(_("All subjects"), asked_for))
