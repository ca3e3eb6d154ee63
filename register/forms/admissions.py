"""One question per page, for somebody who asks to be in the register."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.joining import JoinForm, birth_date_field
from register.forms.diplomas import QualifiedForm


class Unrepeated(forms.PasswordInput):
    """A text that is readable while typing, and that is never rendered back into a page."""

    input_type = "text"


class NameForm(JoinForm):
    """The name as in the passport."""

    password = None  # type: ignore[assignment]  # a form leaves a field out so


class BirthDateForm(forms.Form):
    birth_date = birth_date_field()


class NumberForm(forms.Form):
    """The citizen service number, which is never shown again."""

    bsn = forms.CharField(
        label=_("Citizen service number"),
        help_text=_("Nine digits. It is on your passport, identity card or driving licence."),
        max_length=20,
        error_messages={"required": _("Fill in your citizen service number.")},
        widget=Unrepeated(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class QualificationForm(QualifiedForm):
    """What somebody is qualified for, and since when."""

    def __init__(self, *args, on: date, **kwargs) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.order_fields(["subject", "awarded_on"])
