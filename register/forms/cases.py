"""The forms of procedures."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.forms import DayField, PlacingForm, TextField, let_choose, with_empty
from register.choices.cases import LEAVE, CaseGround, ProcedureCode
from register.choices.work import WorkKind
from register.dossier.case_file import Way
from register.forms.diplomas import EMPTY, PaperForm, paper_field
from register.models.case import STRIKING_OFF
from register.rules import Period

LONGEST = 4000
LONG = 18  # digits of a primary key


def words_field(label: Any, **extra: Any) -> TextField:
    return TextField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}), **extra
    )


class LeavePaperForm(PaperForm):
    file = paper_field(
        _("Evidence of your leave"),
        help_text=_(
            "A statement of your school, as PDF, JPEG or PNG, at most 5 MB. "
            "Send nothing about your health: the register does not ask for that."
        ),
        error_messages={"required": _("Choose a file."), "empty": EMPTY},
    )


class DeferralForm(PlacingForm, LeavePaperForm):
    places = {"too_short": "last_day", "outside": "since"}

    kind = forms.ChoiceField(
        label=_("What kind of leave is it?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in LEAVE],
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("First day of the leave"))
    last_day = DayField(label=_("Last day of the leave"))
    words = words_field(
        _("Explanation"),
        help_text=_("Say how the register can check this, for example by asking your school."),
    )
    field_order = ("kind", "since", "last_day", "words", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False

    def clean(self) -> dict[str, Any]:
        """Turn the last day of the leave into an exclusive end."""
        data = super().clean()
        since, last = data.pop("since", None), data.pop("last_day", None)
        if since and last and last < since:
            self.add_error("last_day", _("The last day must come after the first."))
        elif since and last:
            data["leave"] = Period(since, last + timedelta(days=1))
        return data


class ReasonForm(forms.Form):
    words = words_field(_("Why?"), help_text=_("You need not say why."), required=False)


class ObjectionForm(forms.Form):
    words = words_field(
        _("Why do you disagree?"),
        help_text=_("Say what is not right, and what it should be in your view."),
    )


class StrikeOffForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[(CaseGround(ground).value, capfirst(ground.label)) for ground in STRIKING_OFF],
        widget=forms.RadioSelect,
    )
    words = words_field(
        _("Reasons"),
        help_text=_(
            "Say what it rests on. The teacher reads this; after a death only the register does."
        ),
    )


class WorkFilter(forms.Form):
    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=with_empty(_("All"), WorkKind.choices)
    )
    whose = forms.ChoiceField(
        label=_("Who works on it"),
        required=False,
        choices=[("", _("Everybody")), ("mine", _("I")), ("nobody", _("Nobody yet"))],
    )


class ItemsField(forms.MultipleChoiceField):
    """The ticked rows of the list of work, each as “kind:key”."""

    def valid_value(self, value: str) -> bool:
        kind, _, row = value.partition(":")
        return kind in WorkKind.values and row.isascii() and row.isdecimal() and len(row) <= LONG


class TakeForm(forms.Form):
    act = forms.ChoiceField(choices=[("take", ""), ("release", "")])
    item = ItemsField()


class PostForm(forms.Form):
    posts_on = DayField(
        label=_("On which day do they go to the post?"),
        help_text=_("This day is printed on the letters. The terms in them are counted from it."),
    )


class ActForm(PlacingForm):
    """An act in a case, of those open to the reader; chosen already where there is ``only`` one.

    The words are printed in a letter, unless the reader writes them to the register, or about
    somebody who died.
    """

    places = {
        "no_reasons": "words",
        "no_day": "named",
        "too_early": "act",
        "unannounced": "act",
        "once": "act",
    }

    act = forms.ChoiceField(label=_("What do you want to do?"), widget=forms.RadioSelect)
    words = words_field(_("Explanation"), required=False)
    named = DayField(label=_("Which day?"), required=False)

    def __init__(self, *args: Any, ways: Sequence[Way], letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "act", ((way.rule.code, way.name) for way in ways))
        self.only = ways[0] if len(ways) == 1 else None
        if self.only:
            self.initial["act"] = self.only.rule.code
        if letter:
            self.fields["words"].help_text = _("This is printed in the letter.")
        if not any(way.rule.names_day for way in ways):
            del self.fields["named"]


class CaseFilter(forms.Form):
    procedure = forms.ChoiceField(
        label=_("Procedure"),
        choices=with_empty(_("All procedures"), ProcedureCode.choices),
        required=False,
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        choices=[("", _("Everybody’s")), ("mine", _("Mine")), ("nobody", _("Nobody’s yet"))],
        required=False,
    )
