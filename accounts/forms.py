from datetime import timedelta

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, TextField, with_empty

from .choices import ROLES_OF, OrganisationKind, RoleKind, Way
from .models import Organisation
from .sign_in_forms import (
    FILL_IN_CODE,
    FILL_IN_EMAIL,
    FILL_IN_NEW_PASSWORD,
    NEW_PASSWORD_HELP,
)


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


class InviteForm(forms.Form):
    """Invite somebody to a role that the organisation has."""

    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The invitation goes to this address. Check it well."),
        error_messages={"required": _("Fill in the email address of your colleague.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = ROLES_OF[OrganisationKind(organisation.kind)]
        self.fields["kind"] = forms.ChoiceField(
            label=_("Role"),
            choices=[(kind.value, kind.label) for kind in kinds],
            initial=kinds[0].value,
            widget=forms.RadioSelect if len(kinds) > 1 else forms.HiddenInput,
        )

    def clean_kind(self) -> RoleKind:
        return RoleKind(self.cleaned_data["kind"])


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


class MessageFilter(forms.Form):
    q = forms.CharField(
        label=_("Whole email address or registration number"), max_length=100, required=False
    )
    way = forms.ChoiceField(
        label=_("How"), choices=with_empty(_("In any way"), Way.choices), required=False
    )


class AlarmForm(forms.Form):
    """What an administrator found about a claim that somebody did not recognise."""

    outcome = forms.ChoiceField(
        label=_("Who was it?"),
        choices=[
            ("lift", _("It was the teacher. The account works again.")),
            ("undo", _("It was somebody else. The claim is undone, the file stays as it is.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who it was.")},
    )
    finding = TextField(
        label=_("What did you find?"),
        help_text=_("Who you spoke to, and how you knew that it was really them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what you found.")},
    )


class OfficeForm(forms.Form):
    name = TextField(
        label=_("Name of the office"),
        max_length=200,
        error_messages={"required": _("Fill in the name of the office.")},
    )


class MandateForm(forms.Form):
    """Which office may deliver, and how long; people fill in a last day."""

    office = forms.ModelChoiceField(
        label=_("Administration office"),
        queryset=Organisation.objects.filter(kind=OrganisationKind.OFFICE).order_by("name"),
        empty_label=_("Choose…"),
        error_messages={"required": _("Choose an office.")},
    )
    since = DayField(label=_("First day"))
    until = DayField(
        label=_("Last day"),
        help_text=_("Leave it empty where you do not know yet. You can revoke it at any time."),
        required=False,
    )

    def clean_until(self):
        last_day = self.cleaned_data["until"]
        return last_day + timedelta(days=1) if last_day else None
