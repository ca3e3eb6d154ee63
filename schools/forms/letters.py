from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from schools.choices import LetterTo
from schools.models import Location


class LettersForm(forms.Form):
    """Who gets a letter with a code on paper."""

    who = forms.ChoiceField(
        label=_("Who gets a letter?"),
        choices=LetterTo.choices,
        initial=LetterTo.NO_CODE,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, places: Iterable[Location], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["location"] = forms.ChoiceField(
            label=_("School"),
            required=False,
            choices=[("", _("All schools")), *((place.code, str(place)) for place in places)],
        )
