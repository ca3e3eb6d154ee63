from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import PlacingForm, TextField, WebField
from cpd.choices.providers import Admission, ApplicationStatus
from cpd.keeping import FILE_CODES
from cpd.models import Application

from .evidence import KINDS_OF_FILES
from .fields import RecentDayField


class StartForm(forms.Form):
    """Where the link to the application goes."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("At your organisation. We mail you a link with which you can stop and go on."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your email address.")},
    )


class OrganisationForm(forms.Form):
    """Which organisation applies."""

    name = TextField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of the organisation.")},
    )
    kvk = TextField(
        label=_("Chamber of Commerce number"),
        help_text=_("Eight digits."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the eight digits of the number.")},
    )
    website = WebField(
        label=_("Website"),
        required=False,
    )

    def clean_kvk(self) -> str:
        kvk = "".join(self.cleaned_data["kvk"].replace(".", " ").split())
        if not (len(kvk) == 8 and kvk.isascii() and kvk.isdigit()):  # noqa: PLR2004  as its name says
            raise forms.ValidationError(_("This number has eight digits."), code="eight")
        return kvk


class ContactForm(forms.Form):
    """The people we can reach; the second person also gets our letters."""

    contact = TextField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    phone = TextField(
        label=_("Telephone number"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    second_contact = TextField(label=_("Name of a colleague"), max_length=200, required=False)
    second_email = forms.EmailField(
        label=_("Email address of this colleague"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict:
        data = self.cleaned_data
        if data.get("second_contact") and not data.get("second_email"):
            self.add_error("second_email", _("Write the email address of this colleague."))
        return data


class RequirementForm(PlacingForm):
    """How one requirement is met. The service gets ``text`` and ``file`` (name and content)."""

    places = dict.fromkeys(FILE_CODES, "file")
    text = TextField(
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write how you do this.")},
    )
    file = forms.FileField(
        label=_("A file that shows this"),
        help_text=_("PDF, Word, PowerPoint, Excel or a photo. At most 10 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": KINDS_OF_FILES}),
    )

    def __init__(self, *args: Any, question: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = question, hint

    def clean(self) -> dict:
        data, file = self.cleaned_data, self.cleaned_data.get("file")
        return {**data, "file": (file.name, file.read()) if file else None}


class HandInForm(forms.Form):
    """Hand the application in, with an answer if a question was asked."""

    answer = TextField(
        label=_("Your answer to our question"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    declared = forms.BooleanField(
        label=_("I may do this for this organisation, and what is written here is true."),
        error_messages={"required": _("Say that this is true and that you may do this.")},
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if application.status != ApplicationStatus.CHANGES_ASKED:
            del self.fields["answer"]

    def clean(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "declared"}


class DecideForm(forms.Form):
    """An administrator's decision about an application, with the reasons the applicant reads."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Admission,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reasons = TextField(
        label=_("Why?"),
        help_text=_("The applicant reads this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write why you decide this.")},
    )
    hints = {
        Admission.ADMIT: _("They get an invitation and can describe courses at once."),
        Admission.ASK: _("They answer and hand in again; then the two weeks start again."),
        Admission.REFUSE: _("They can object."),
    }


class ApplicationFilterForm(forms.Form):
    """Which applications to show."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[
            ("", pgettext_lazy("applications", "All")),
            *(one for one in ApplicationStatus.choices if one[0] != ApplicationStatus.DRAFT),
        ],
        required=False,
    )
    q = TextField(label=_("Name or Chamber of Commerce number"), max_length=100, required=False)


class SuspendForm(forms.Form):
    """From when a provider is suspended, and why."""

    since = RecentDayField(label=_("From which day?"), help_text=_("Today? Leave it empty."))
    reason = TextField(
        label=_("Why?"),
        help_text=_("The provider reads this. The public reads only that it is suspended."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write why you decide this.")},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def clean_since(self) -> date:
        return self.cleaned_data["since"] or self.on


class LiftForm(forms.Form):
    """Why a suspension ends."""

    reason = TextField(
        label=_("Why does it end?"),
        help_text=_("The provider reads this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why you decide this.")},
    )
