from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts.forms.sign_in import (
    FILL_IN_CODE,
    FILL_IN_EMAIL,
    FILL_IN_NEW_PASSWORD,
    NEW_PASSWORD_HELP,
)
from core.forms import DayField, TextField


class PasswordForm(forms.Form):
    """Choose a password, typed once: it can be made visible, and reset by mail."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=NEW_PASSWORD_HELP,
        strip=False,
        validators=[validate_password],
        error_messages={"required": FILL_IN_NEW_PASSWORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class JoinForm(PasswordForm):
    """The account of a new colleague."""

    given_names = TextField(
        label=_("Given names"),
        max_length=200,
        error_messages={"required": _("Fill in your given names.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    prefix = TextField(  # type: ignore[assignment]  # a field; a form's own prefix stays None
        label=_("Prefix"),
        help_text=_("For example “van der”."),
        max_length=20,
        required=False,
    )
    family_name = TextField(
        label=_("Family name"),
        max_length=200,
        error_messages={"required": _("Fill in your family name.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )

    field_order = ["given_names", "prefix", "family_name", "password"]


def birth_date_field() -> DayField:
    """Return a field that asks people for their own date of birth."""
    return DayField(
        label=_("Date of birth"),
        help_text=_("For example 31-12-1985."),
        error_messages={
            "required": _("Fill in your date of birth."),
        },
        widget=forms.DateInput(attrs={"autocomplete": "bday", "inputmode": "numeric"}),
    )


class CodeForm(forms.Form):
    """The code of the school and the date of birth."""

    text = TextField(
        label=_("Code"),
        help_text=_(
            "Twelve characters, in the letter or mail of your school. For example K7QD-4M2X-9TRF."
        ),
        max_length=40,
        error_messages={"required": FILL_IN_CODE},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    birth_date = birth_date_field()


class AccountForm(PasswordForm):
    """How a teacher will sign in."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_(
            "Better an address of your own than one of your school: you keep it for years."
        ),
        error_messages={"required": FILL_IN_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    field_order = ["email", "password"]
