from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import ROLES_OF, OrganisationKind, RoleKind
from accounts.models import Organisation


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
