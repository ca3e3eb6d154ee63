from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from core.forms import TextField

from .choices import ROLES_OF, SCOPES_OF, OrganisationKind, RoleKind, Way
from .models import Organisation, Person
from .sign_in_forms import (
    FILL_IN_CODE,
    FILL_IN_EMAIL,
    FILL_IN_NEW_PASSWORD,
    NEW_PASSWORD_HELP,
)

WAYS_TO_WRITE_A_DATE = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d"]


class PasswordForm(forms.Form):
    """Choose a password, typed once: it can be made visible and be asked for again by mail."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=NEW_PASSWORD_HELP,
        strip=False,
        validators=[validate_password],
        error_messages={"required": FILL_IN_NEW_PASSWORD},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class JoinForm(PasswordForm):
    """What a new colleague tells about themselves."""

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
    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_("For example 31-12-1985."),
        input_formats=WAYS_TO_WRITE_A_DATE,
        error_messages={
            "required": _("Fill in your date of birth."),
            "invalid": _("This is not a date. Write it as 31-12-1985."),
        },
        widget=forms.DateInput(attrs={"autocomplete": "bday", "inputmode": "numeric"}),
    )


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
        label=_("How"), choices=[("", _("In any way")), *Way.choices], required=False
    )


class ClientForm(forms.Form):
    """A machine of an organisation: what it is called, what for, what it may do, until when."""

    name = TextField(
        label=_("Name of the connection"),
        help_text=_("For example the name of your staff system."),
        max_length=100,
        error_messages={"required": _("Give the connection a name.")},
    )
    purpose = TextField(
        label=_("What is it for?"),
        help_text=_("One sentence. Whoever looks at the connection later understands it."),
        max_length=300,
        error_messages={"required": _("Write what the connection is for.")},
    )
    until = forms.DateField(
        label=_("It works up to this day"),
        help_text=_("Leave this empty when you do not know yet. For example 31-12-2027."),
        input_formats=WAYS_TO_WRITE_A_DATE,
        required=False,
        error_messages={"invalid": _("This is not a date. Write it as 31-12-1985.")},
    )

    def __init__(self, *args, organisation: Organisation, workers: list[Person], **kwargs) -> None:
        """Ask who answers for the machine where there is a choice of ``workers``."""
        super().__init__(*args, **kwargs)
        scopes = SCOPES_OF.get(OrganisationKind(organisation.kind), [])
        self.fields["scopes"] = forms.MultipleChoiceField(
            label=_("What may it do?"),
            choices=[(scope.value, scope.label) for scope in scopes],
            error_messages={"required": _("Choose at least one thing that it may do.")},
            widget=forms.CheckboxSelectMultiple,
        )
        self.workers = {str(person.pk): person for person in workers}
        self.fields["responsible"] = forms.ChoiceField(
            label=_("Who answers for it?"),
            help_text=_("The machine works in the name of this person."),
            choices=[(pk, person.full_name) for pk, person in self.workers.items()],
            initial=next(iter(self.workers), None),
            widget=forms.RadioSelect if len(workers) > 1 else forms.HiddenInput,
        )

    def clean_responsible(self) -> Person:
        return self.workers[self.cleaned_data["responsible"]]


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
        help_text=_("Whom you spoke, and how you knew that it was really them."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write down what you found.")},
    )
