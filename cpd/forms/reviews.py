from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core.forms import TextField
from cpd.choices.judging import Outcome
from cpd.choices.offers import Language
from cpd.reviewing import HIGHEST, LOWEST, Criterion

SCORES = [(number, str(number)) for number in range(LOWEST, HIGHEST + 1)]


@dataclass(frozen=True)
class Question:
    """One criterion on the form: how it is met, and why."""

    criterion: Criterion
    score: forms.BoundField
    why: forms.BoundField


class VerdictForm(forms.Form):
    """A validator's verdict: a score and a motivation per criterion, and a conclusion."""

    outcome = forms.ChoiceField(
        label=_("Your conclusion"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you conclude.")},
    )
    argument = TextField(
        label=_("What has to be different?"),
        help_text=_("Only where you ask for changes. The provider reads this."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hints = {
        Outcome.VALIDATE: _("No criterion has a 1."),
        Outcome.ASK: _("The provider reads what you ask and hands in again."),
        Outcome.REFUSE: _("At least one criterion has a 1. The provider can object."),
    }

    def __init__(self, *args: Any, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score_{criterion.code}"] = forms.TypedChoiceField(
                label=_("Score"),
                choices=SCORES,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose a score for “%s”.") % criterion.name},
            )
            self.fields[f"why_{criterion.code}"] = TextField(
                label=_("Why this score?"),
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                error_messages={"required": _("Write why, for “%s”.") % criterion.name},
            )
        self.order_fields([name for name in self.fields if name not in self.base_fields])

    def questions(self) -> list[Question]:
        return [
            Question(one, self[f"score_{one.code}"], self[f"why_{one.code}"])
            for one in self.criteria
        ]

    def clean(self) -> dict:
        data = self.cleaned_data
        if data.get("outcome") == Outcome.ASK and not data.get("argument"):
            self.add_error("argument", _("Write what has to be different."))
        if self.errors:
            return data
        scores = {
            one.code: (data[f"score_{one.code}"], data[f"why_{one.code}"]) for one in self.criteria
        }
        return {"outcome": data["outcome"], "argument": data["argument"], "scores": scores}


class DeclineForm(forms.Form):
    """Why a validator cannot judge something."""

    reason = TextField(
        label=_("Why not?"),
        help_text=_("For example: you know the provider well, or it is outside your subject."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why not.")},
    )


class ReassignForm(forms.Form):
    """Who is asked instead."""

    def __init__(
        self,
        *args: Any,
        validators: list[Person],
        loads: Mapping[int, tuple[int, int]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = {str(person.pk): person for person in validators}
        self.fields["validator"] = forms.TypedChoiceField(
            label=_("Who is asked instead?"),
            choices=[(key, person.full_name) for key, person in people.items()],
            coerce=people.get,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a validator.")},
        )
        self.hints = {
            str(person.pk): _("Verdicts asked now: %s") % loads.get(person.pk, (0, 0))[0]
            for person in validators
        }


class LanguagesForm(forms.Form):
    """In which languages a validator judges."""

    languages = forms.MultipleChoiceField(
        label=_("In which languages do you judge?"),
        choices=[(language.value, capfirst(language.label)) for language in Language],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
