from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from core.forms import let_choose
from cpd.selectors.queue import LATE, MINE, NOBODY, SOON

from .catalogue import OfferFilterForm


class QueueFilterForm(OfferFilterForm):
    """What to look for in the queue."""

    who = forms.ChoiceField(
        label=_("Who looks after it"),
        choices=[
            ("", pgettext_lazy("people", "Everybody")),
            (MINE, pgettext_lazy("people", "Me")),
            (NOBODY, pgettext_lazy("people", "Nobody yet")),
        ],
        required=False,
    )
    due = forms.ChoiceField(
        label=_("To be judged"),
        choices=[
            ("", pgettext_lazy("term", "Whenever")),
            (SOON, _("Within five days, or too late")),
            (LATE, _("Too late")),
        ],
        required=False,
    )


class AssignForm(forms.Form):
    """Who handles the ticked offers; empty means nobody in particular."""

    to = forms.TypedChoiceField(label=_("Who looks after these?"), required=False)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = {str(person.pk): person for person in people}
        field = self.fields["to"]
        names = ((key, person.full_name) for key, person in found.items())
        let_choose(self, "to", [("", pgettext_lazy("people", "Nobody yet")), *names])
        field.coerce, field.empty_value = found.get, None  # type: ignore[attr-defined]  # it is typed
