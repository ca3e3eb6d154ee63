"""Forms for showing something to a manager or coach, and for what the two agree."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.forms import TextField


class ShareForm(forms.Form):
    """What is shown, who sees it, and for how long."""

    name = TextField(
        label=_("Who do you talk to?"),
        help_text=_("The name of your manager or coach."),
        max_length=100,
        error_messages={"required": _("Fill in the name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The link goes to this address. Check it well."),
        error_messages={"required": _("Fill in the email address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[(14, _("2 weeks")), (30, _("30 days")), (90, _("90 days"))],
        initial=30,
        coerce=int,
        widget=forms.RadioSelect,
    )
    with_report = forms.BooleanField(
        label=_("Show also what is needed and what I have"), required=False
    )

    def __init__(self, *args, activities: list, needed: bool, **kwargs) -> None:
        """Offer to show what is ``needed`` only to whom something is asked of."""
        super().__init__(*args, **kwargs)
        if not needed:
            del self.fields["with_report"]
        self.fields["activities"] = forms.TypedMultipleChoiceField(
            label=_("Which activities do you show?"),
            choices=[(one.pk, f"{one}, {date_format(one.done_on, 'j F Y')}") for one in activities],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    def clean(self) -> dict:
        return {"with_report": False, **self.cleaned_data}


class AgreementForm(forms.Form):
    text = TextField(
        label=_("What do you agree?"),
        help_text=_("One agreement at a time. The other confirms it."),
        max_length=1000,
        error_messages={"required": _("Write down what you agree.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
