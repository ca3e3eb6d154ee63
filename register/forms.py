from datetime import date
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import DoubleStatus
from accounts.models import Agreement
from core import clock
from core.forms import DayField, PlacingForm, TextField, with_empty
from cpd.choices import INFORMAL
from cpd.forms.fields import HoursField, RecentDayField

from .acts import HistoryKind
from .choices import MOVE_TO, Withdrawal
from .codes import plain_code

MOST_BYTES = 5 * 1024 * 1024
MOST = 2000  # hours


# The columns of a delivery, as a teacher would name them.
DELIVERED = [
    ("geslachtsnaam", _("My family name")),
    ("voornamen", _("My given names")),
    ("geboortedatum", _("My date of birth")),
    ("email", _("My email address")),
    ("vestiging", _("The school or location")),
    ("functiecategorie", _("My function")),
    ("betrekkingsomvang", _("The size of my job")),
    ("grondslagcode", _("On what ground I teach, or my qualification")),
    ("onderwijsterreinen", _("My subjects")),
    ("begin", _("From when or until when I work there")),
]


class DisputeForm(forms.Form):
    """What is wrong; ``key`` makes a form that is sent twice one question."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    field = forms.ChoiceField(
        label=_("What is wrong?"), choices=DELIVERED, widget=forms.RadioSelect
    )
    message = TextField(
        label=_("What should it be?"),
        help_text=_("Your school reads this and changes it, or answers you."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DoubleFilterForm(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=with_empty(_("All"), DoubleStatus.choices)
    )


class SubmitForm(forms.Form):
    declared = forms.BooleanField(
        label=_("What is in my file is true, as far as I know."),
        error_messages={"required": _("Tick this box to ask for renewal.")},
    )


class DecisionForm(PlacingForm):
    places = {"met": "outcome", "not_met": "outcome"}

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[(one.value, one.label) for one in MOVE_TO],
        widget=forms.RadioSelect,
    )
    motivation = TextField(
        label=_("Motivation"),
        help_text=_("The teacher reads this in the letter. Say what you looked at and why."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class HistoryForm(forms.Form):
    """A filter on the history of a person."""

    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=with_empty(_("Everything"), HistoryKind.choices)
    )


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Name or registration number"),
        help_text=_("A typing error, an accent or a prefix does no harm."),
        max_length=100,
        error_messages={"required": _("Type a name or a number.")},
    )
    place = forms.CharField(
        label=_("Town or school"),
        help_text=_("Finds only teachers who choose to show where they work."),
        max_length=100,
        required=False,
    )

    def clean_q(self):
        typed = self.cleaned_data["q"]
        if not any(sign.isalnum() for sign in typed):
            raise forms.ValidationError(_("Type a name or a number."))
        return typed


class DayForm(forms.Form):
    day = RecentDayField(label=_("On which day?"), help_text=_("For example 12-11-2025"))

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day is None or day > clock.today():
            raise forms.ValidationError(
                _("Choose a day that has been, for example 12-11-2025."), code="no_day"
            )
        return day


class OpennessForm(forms.Form):
    shows_school = forms.BooleanField(
        label=_("Show the schools where I work"),
        help_text=_("People can then also find you by town or school."),
        required=False,
    )


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Anybody who checks the certificate reads this."),
        choices=Withdrawal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )


class CheckForm(forms.Form):
    code = forms.CharField(
        label=_("Check code"),
        help_text=_("It is under the QR code, for example K7QD 4M2X 9TRF"),
        max_length=40,
        error_messages={"required": _("Fill in the code that is on the certificate.")},
    )

    def clean_code(self):
        code = plain_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("A check code has 12 letters and figures. Look again at the certificate.")
            )
        return code


class FileForm(forms.Form):
    """A certificate as a file; it is compared and not stored."""

    file = forms.FileField(
        label=_("Certificate (PDF)"),
        help_text=_("We compare the file with the one we issued and do not keep it."),
        error_messages={"required": _("Choose the file of the certificate first.")},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 5 MB, so it is not one of our certificates.")
            )
        return file


class WhatIfForm(forms.Form):
    """What somebody might do: items of the plan, offers, and hours with colleagues."""

    what_if = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)

    def __init__(self, *args, plan: list[int], offers: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, keys in (("plan", plan), ("offer", offers)):
            self.fields[name] = forms.TypedMultipleChoiceField(
                choices=[(key, key) for key in keys], coerce=int, required=False
            )
        for kind in INFORMAL:
            self.fields[f"hours_{kind}"] = HoursField(label=kind.label, min_value=0, max_value=MOST)

    @property
    def informal_fields(self) -> list[forms.BoundField]:
        return [self[f"hours_{kind}"] for kind in INFORMAL]


class CheckListForm(forms.Form):
    """A list of teachers to check, under which agreement and for which day."""

    file = forms.FileField(
        label=_("Your list"),
        help_text=_("A CSV file with registration number and date of birth. At most 10,000 lines."),
        error_messages={"required": _("Choose the file with your list.")},
    )
    on = DayField(
        label=_("As things were on"),
        help_text=_("Leave this empty for today. For example 31-12-2025."),
        required=False,
    )

    def __init__(self, *args, agreements: list[Agreement], on: date, **kwargs) -> None:
        """Offer the agreements in force ``on`` this day."""
        super().__init__(*args, **kwargs)
        self.agreements = {agreement.code: agreement for agreement in agreements}
        self.today = on
        self.fields["agreement"] = forms.ChoiceField(
            label=_("What do you check for?"),
            choices=[(one.code, one.purpose) for one in agreements],
            initial=next(iter(self.agreements), None),
            widget=forms.RadioSelect if len(agreements) > 1 else forms.HiddenInput,
        )

    def clean_agreement(self) -> Agreement:
        return self.agreements[self.cleaned_data["agreement"]]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is too large for 10,000 lines."))
        return file

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"] or self.today
        return day


class DeleteAccountForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, delete my account. I took along what I want to keep."),
        error_messages={"required": _("Tick this box if you are sure.")},
    )

    def clean(self) -> dict[str, object]:
        """Drop the confirmation, which the service does not need."""
        super().clean()
        self.cleaned_data.pop("sure", None)
        return self.cleaned_data
