from types import MappingProxyType
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms import DayField
from schools.choices import (
    DeliveryChoice,
    DeliveryKind,
    RowOutcome,
)
from schools.models import Delivery
from schools.rules import COLUMNS
from schools.selectors.rows import FAULTS, SIGNALS
from schools.services.deliveries import NOTHING

LARGEST_FILE = 64 * 1024 * 1024


class DeliverForm(forms.Form):
    """A file of staff data. Its name and content type are ignored: we look at the content."""

    file = forms.FileField(
        label=_("Your staff file"),
        help_text=_("An Excel or CSV file, as your staff system exports it. At most 64 MB."),
        allow_empty_file=True,
        error_messages={"required": _("Choose your staff file.")},
    )
    kind = forms.ChoiceField(
        label=_("What is in this file?"),
        choices=[
            (DeliveryKind.CHANGES, _("What is new or different")),
            (DeliveryKind.FULL, _("All our staff, as it is on one day")),
        ],
        widget=forms.RadioSelect,
        initial=DeliveryKind.CHANGES,
        required=False,
    )
    on = DayField(
        label=_("Of which day is this?"),
        help_text=_("Who is not in the file, ends on the day before."),
        required=False,
    )
    hints = MappingProxyType(
        {
            DeliveryKind.CHANGES: _("Who is not in the file, stays as is."),
            DeliveryKind.FULL: _("Who is not in the file, has left: you see the number first."),
        }
    )

    def clean_kind(self) -> DeliveryKind:
        return DeliveryKind(self.cleaned_data["kind"] or DeliveryKind.CHANGES)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 64 MB. Deliver it in parts."), code="too_large"
            )
        return file


class ChoiceForm(forms.Form):
    """What to do with a checked delivery; the digest says which preview was seen.

    ``ends`` is asked when so many people would leave that the file may be incomplete.
    """

    digest = forms.CharField(widget=forms.HiddenInput)
    ends = forms.IntegerField(
        label=_("How many people have left?"),
        help_text=_("Type the number above, so that half a file ends nobody."),
        required=False,
        min_value=0,
    )

    def __init__(self, data: QueryDict | None, *, delivery: Delivery):
        super().__init__(data, initial={"digest": delivery.preview_digest})
        if not delivery.asks_how_many_leave:
            del self.fields["ends"]
        choices = [*_good(delivery), (NOTHING, _("Process nothing"))]
        self.fields["choice"] = forms.ChoiceField(
            label=_("What do you want to do?"),
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose what we should do with this delivery.")},
        )
        self.hints = {
            DeliveryChoice.GOOD: _("You get the faults as a list. Deliver those rows again later."),
            NOTHING: _("This delivery then disappears. You can deliver a better file at any time."),
        }

    def add_error(self, field: str | None, error: Any) -> None:
        """Show a wrong number of leaving people at the field where it was typed."""
        if "ends" in self.fields and getattr(error, "code", None) == "ends_differ":
            field = "ends"
        super().add_error(field, error)


def _good(delivery: Delivery) -> list[tuple[str, str]]:
    if not delivery.applicable:
        return []
    words = ngettext(
        "Process the %(n)s good row now", "Process the %(n)s good rows now", delivery.good
    )
    if not delivery.good:
        words = str(_("Process this delivery now"))
    choice = DeliveryChoice.GOOD if delivery.rejected else DeliveryChoice.ALL
    return [(choice, words % {"n": number_format(delivery.good, force_grouping=True)})]


class RowFilterForm(forms.Form):
    """Which rows of a delivery are shown."""

    show = forms.ChoiceField(
        label=_("Show"),
        choices=[
            (FAULTS, _("Faults and signals")),
            (RowOutcome.REJECTED, _("Faults only")),
            (SIGNALS, _("Signals only")),
            *(
                (outcome.value, outcome.label)
                for outcome in RowOutcome
                if outcome != RowOutcome.REJECTED
            ),
        ],
    )
    column = forms.ChoiceField(
        label=_("Column"),
        required=False,
        choices=[("", _("All columns")), *((column, column) for column in COLUMNS)],
    )
    q = forms.CharField(label=_("Row or staff number"), required=False, max_length=20)
    code = forms.SlugField(required=False, max_length=40, widget=forms.HiddenInput)
