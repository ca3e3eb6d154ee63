"""The form by which administrators write the words of a message."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import MessageText
from core.forms import TextField
from cpd.forms.fields import RecentDayField
from register.words.messages import MessageRule, refuse_wrong_blanks

LONGEST = 5000
PAIRS = [("subject", "body"), ("subject_en", "body_en")]


def _area(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 16, "lang": language})


class TextForm(forms.Form):
    """Both languages of a message, for a preview and to be saved; ``rule`` says which blanks."""

    subject = TextField(
        label=_("Subject"), max_length=150, widget=forms.TextInput(attrs={"lang": "nl"})
    )
    body = TextField(label=_("Text"), max_length=LONGEST, widget=_area("nl"))
    subject_en = TextField(
        label=_("Subject in English"), max_length=150, widget=forms.TextInput(attrs={"lang": "en"})
    )
    body_en = TextField(label=_("Text in English"), max_length=LONGEST, widget=_area("en"))
    since = RecentDayField(
        label=_("From which day?"),
        help_text=_("Messages of before that day stay as they were sent."),
    )

    def __init__(self, *args: object, rule: MessageRule, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.rule = rule
        self.fields["since"].required = True

    def clean(self) -> dict[str, Any]:
        """Return the words as a version that is not saved yet, for a preview and for the service;
        say at the text itself which of its blanks are unknown or missing.
        """
        words = {name: self.cleaned_data.get(name, "") for pair in PAIRS for name in pair}
        for subject, body in PAIRS:
            words[body] = words[body].replace("\r\n", "\n")
            if words[subject] and words[body]:
                self._refuse_wrong_blanks(body, words[subject], words[body])
        return {"since": self.cleaned_data.get("since"), "text": MessageText(**words)}

    def _refuse_wrong_blanks(self, field: str, subject: str, body: str) -> None:
        try:
            refuse_wrong_blanks(self.rule, subject, body)
        except ValidationError as refusal:
            self.add_error(field, refusal)
