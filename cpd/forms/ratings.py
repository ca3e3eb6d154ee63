from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import TextField
from cpd.choices.sessions import RatingStatus

SCORES = [
    (5, pgettext_lazy("rating", "5, very good")),
    (4, pgettext_lazy("rating", "4, good")),
    (3, pgettext_lazy("rating", "3, fair")),
    (2, pgettext_lazy("rating", "2, poor")),
    (1, pgettext_lazy("rating", "1, bad")),
]


class RatingForm(forms.Form):
    """What somebody thinks of a course where they were."""

    score = forms.TypedChoiceField(
        label=_("What do you think of it?"),
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you think of it.")},
    )
    text = TextField(
        label=_("Why?"),
        help_text=_("Everybody can read this, without your name. Name no people."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What a provider answers to a rating."""

    text = TextField(
        label=_("Your answer"),
        help_text=_("Everybody can read this below the rating."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your answer.")},
    )


class ModerateForm(forms.Form):
    """Why a rating is hidden, or shown again."""

    reason = TextField(
        label=_("Why?"),
        help_text=_("This stays in the records of the register."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why.")},
    )


class RatingFilterForm(forms.Form):
    """What to look for among ratings."""

    status = forms.ChoiceField(
        label=_("Status"),
        choices=[("", pgettext_lazy("ratings", "All")), *RatingStatus.choices],
        required=False,
    )
    q = TextField(label=_("Words"), max_length=100, required=False)
