from django import forms
from django.utils.translation import gettext_lazy as _

from core import clock
from cpd.forms.fields import RecentDayField
from register.signing.codes import plain_code

MOST_BYTES = 5 * 1024 * 1024


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
