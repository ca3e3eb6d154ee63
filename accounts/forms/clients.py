"""Forms for API clients, funds and agreements."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import OWN_SCOPES, SCOPES_OF, OrganisationKind
from accounts.models import Organisation, Person
from core.forms import DayField, TextField


class ClientForm(forms.Form):
    """A client of an organisation: its name, purpose, scopes and last day."""

    name = TextField(
        label=_("Name of the connection"),
        help_text=_("For example the name of your staff system."),
        max_length=100,
        error_messages={"required": _("Give the connection a name.")},
    )
    purpose = TextField(
        label=_("What is it for?"),
        help_text=_("One sentence, for anybody who looks at the connection later."),
        max_length=300,
        error_messages={"required": _("Write what the connection is for.")},
    )
    until = DayField(
        label=_("It works up to this day"),
        help_text=_("Leave this empty when you do not know yet. For example 31-12-2027."),
        required=False,
    )

    def __init__(self, *args, organisation: Organisation, workers: list[Person], **kwargs) -> None:
        """Ask who is responsible for the client if there is a choice of ``workers``."""
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
            help_text=_("The connection works in the name of this person."),
            choices=[(pk, person.full_name) for pk, person in self.workers.items()],
            initial=next(iter(self.workers), None),
            widget=forms.RadioSelect if len(workers) > 1 else forms.HiddenInput,
        )

    def clean_responsible(self) -> Person:
        return self.workers[self.cleaned_data["responsible"]]


class OwnClientForm(forms.Form):
    """A program to which a teacher gives access to their own file."""

    name = TextField(
        label=_("Name of the program"),
        help_text=_("For example the name of your portfolio."),
        max_length=100,
        error_messages={"required": _("Give the connection a name.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[(scope.value, scope.label) for scope in OWN_SCOPES],
        error_messages={"required": _("Choose at least one thing that it may do.")},
        widget=forms.CheckboxSelectMultiple,
    )
    until = DayField(
        label=_("It works up to this day"),
        help_text=_("Leave this empty when you do not know yet. For example 31-12-2027."),
        required=False,
    )


class FundForm(forms.Form):
    """A new fund and the first person who works for it."""

    name = TextField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Write the name of the organisation.")},
    )
    email = forms.EmailField(
        label=_("Email address of the contact person"),
        help_text=_("This person gets an invitation and can invite colleagues."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class AgreementForm(forms.Form):
    """What an organisation may check, what for, and how much."""

    purpose = TextField(
        label=_("What is it for?"),
        help_text=_("Each teacher who is checked reads this."),
        max_length=200,
        error_messages={"required": _("Write what the organisation checks for.")},
    )
    code = forms.SlugField(
        label=_("Code"),
        help_text=_("How a system names this agreement. For example lerarenbeurs-2027."),
        max_length=40,
        error_messages={
            "required": _("Give the agreement a code."),
            "invalid": _("Use letters, digits and dashes only."),
        },
    )
    ground = TextField(
        label=_("Legal ground"),
        help_text=_("The law or rule that asks for it."),
        max_length=300,
        error_messages={"required": _("Write the law or rule that asks for it.")},
    )
    with_reason = forms.BooleanField(
        label=_("The organisation also hears why somebody could not be registered"), required=False
    )
    a_day = forms.IntegerField(
        label=_("How many teachers a day?"), min_value=1, max_value=1_000_000, initial=10_000
    )
    until = DayField(
        label=_("It holds up to this day"),
        help_text=_("Leave this empty when you do not know yet. For example 31-12-2027."),
        required=False,
    )
