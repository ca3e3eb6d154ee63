"""Forms for handing in a diploma and for judging one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.forms import DayField, TextField
from register.papers.scans import Paper
from register.selectors.diplomas import subjects_on

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


EMPTY = _("This file is empty. Choose another one.")


def paper_field(label: StrOrPromise, **extra: Any) -> forms.FileField:
    """Return a field for a file that ``register.papers`` takes."""
    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})
    return forms.FileField(label=label, widget=widget, **extra)


class PaperForm(forms.Form):
    """A scan; the service gets ``paper``."""

    file = paper_field(
        _("Scan or photo of your diploma"),
        help_text=_("PDF, JPEG or PNG, at most 5 MB. Only who looks at it can open it."),
        error_messages={"required": _("Choose the scan of your diploma."), "empty": EMPTY},
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if file := found.pop("file", None):
            found["paper"] = Paper(file.name, file.read())
        return found


class QualifiedForm(forms.Form):
    """What somebody is qualified for, and since when: ``sector`` and ``subject``."""

    awarded_on = DayField(
        label=_("Date on the diploma"),
        help_text=_("For example 31-12-1985."),
        error_messages={
            "required": _("Fill in the date on your diploma."),
        },
        widget=forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"] = forms.ChoiceField(
            label=_("What are you qualified for?"),
            choices=[("", _("Choose")), *subjects_on(on)],
            error_messages={"required": _("Choose what you are qualified for.")},
        )

    def clean(self) -> dict:
        found = super().clean() or {}
        if "subject" in found:
            found["sector"], _colon, found["subject"] = found["subject"].partition(":")
        return found


class DiplomaForm(QualifiedForm, PaperForm):
    """What somebody is qualified for, since when, and who is asked to judge the diploma."""

    field_order = ["subject", "awarded_on", "file", "checker"]

    def __init__(self, *args, checkers: list[Organisation], on: date, **kwargs) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.checkers = {str(one.pk): one for one in checkers}
        self.fields["checker"] = forms.ChoiceField(
            label=_("Who looks at it?"),
            choices=[(pk, one.name) for pk, one in self.checkers.items()],
            initial=next(iter(self.checkers), None),
            widget=forms.RadioSelect if len(checkers) > 1 else forms.HiddenInput,
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict:
        found = super().clean()
        if "checker" in found:
            found["checker"] = self.checkers[found["checker"]]
        return found


class QueueFilter(forms.Form):
    """Filters on the diplomas that wait."""

    q = forms.CharField(label=_("Name or registration number"), max_length=100, required=False)
    what = forms.ChoiceField(
        label=_("What"),
        choices=[
            ("", _("Everything")),
            ("admission", _("Asks to be registered")),
            ("qualification", _("Adds a qualification")),
        ],
        required=False,
    )
    done = forms.BooleanField(label=_("Also what is done"), required=False)


def _outcome(*choices: tuple[str, StrOrPromise]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("What do you decide?"),
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )


class CheckDiplomaForm(forms.Form):
    """The conclusion about a diploma."""

    outcome = _outcome(
        ("accept", _("The diploma is right: the teacher is qualified")),
        ("ask", _("I need something more")),
        ("refuse", _("No qualification follows from this diploma")),
    )
    reasons = TextField(
        label=_("What does the teacher read?"),
        help_text=_("Needed where you ask or refuse: what is missing, or why not."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict:
        found = super().clean() or {}
        if found.get("outcome") in ("ask", "refuse") and not found.get("reasons"):
            self.add_error("reasons", _("Write what the teacher has to know."))
        return found


class AdmitForm(CheckDiplomaForm):
    """The conclusion about the diploma of somebody who asks to be registered."""

    outcome = _outcome(
        ("accept", _("Admit: the diploma is right and belongs to this person")),
        ("ask", _("I need something more")),
        ("refuse", _("Refuse, with reasons")),
    )
