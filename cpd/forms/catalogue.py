from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import let_choose
from cpd.choices.activities import OFFERED, Category
from cpd.choices.catalogue import Order, PriceRange
from cpd.choices.offers import Language, OfferStatus, Setting
from cpd.choices.sessions import ONLINE, Province
from cpd.selectors.catalogue import Option, months_from
from schools.choices import Sector

TICKS = forms.CheckboxSelectMultiple
# Of these filters only what gives something is shown.
LONG = ("subject", "setting", "place", "month", "language")


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter as the page draws it: it is open where something in it is chosen."""

    name: str
    label: str | Promise
    choices: list[Choice]

    @property
    def chosen(self) -> bool:
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Tab:
    """One status of offers, as a figure that leads to their list."""

    label: str | Promise
    count: int
    href: str
    current: bool


class CatalogueForm(forms.Form):
    """What to look for in the catalogue."""

    q = forms.CharField(label=_("Search the catalogue"), max_length=100, required=False)
    category = forms.MultipleChoiceField(
        label=_("Counts as"), choices=Category, required=False, widget=TICKS
    )
    kind = forms.MultipleChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in OFFERED],
        required=False,
        widget=TICKS,
    )
    sector = forms.MultipleChoiceField(
        label=_("Sector"), choices=Sector, required=False, widget=TICKS
    )
    subject = forms.MultipleChoiceField(label=_("Subjects"), required=False, widget=TICKS)
    setting = forms.MultipleChoiceField(
        label=_("How"), choices=Setting, required=False, widget=TICKS
    )
    place = forms.MultipleChoiceField(
        label=_("Where"),
        choices=[(ONLINE, pgettext_lazy("session", "Online")), *Province.choices],
        required=False,
        widget=TICKS,
    )
    month = forms.MultipleChoiceField(label=_("When"), required=False, widget=TICKS)
    language = forms.MultipleChoiceField(
        label=_("Language"), choices=Language, required=False, widget=TICKS
    )
    price = forms.MultipleChoiceField(
        label=_("Price in all"), choices=PriceRange, required=False, widget=TICKS
    )
    sort = forms.ChoiceField(label=_("Order"), choices=Order, required=False)

    def __init__(self, *args: Any, on: date, subjects: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        let_choose(self, "subject", ((subject, subject) for subject in subjects))
        days = ((month, date.fromisoformat(f"{month}-01")) for month in months_from(on))
        let_choose(self, "month", ((month, date_format(day, "F Y")) for month, day in days))

    def facets(self, numbers: Mapping[str, list[Option]]) -> list[Facet]:
        """Return the filters with their choices, how many each gives, and what is chosen."""
        return [self._facet(name, options) for name, options in numbers.items()]

    def _facet(self, name: str, options: list[Option]) -> Facet:
        field, chosen = self.fields[name], self.cleaned_data.get(name, ())
        counts = {option.value: option.count for option in options}
        choices = [
            Choice(value, label, counts[value], value in chosen)
            for value, label in field.choices  # type: ignore[attr-defined]  # a field with choices
            if counts[value] or value in chosen or name not in LONG
        ]
        return Facet(name, field.label or "", choices)


class OfferFilterForm(forms.Form):
    """What to look for among offers, whatever their status."""

    status = forms.ChoiceField(choices=OfferStatus, required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=_("Title or provider"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *((kind.value, kind.label) for kind in OFFERED)],
        required=False,
    )

    def tabs(self, counts: Mapping[str, int]) -> list[Tab]:
        """Return a figure for each of these statuses, in their own order."""
        current = self.cleaned_data.get("status", "")
        return [
            Tab(status.label, counts[status], f"?status={status.value}", status == current)
            for status in OfferStatus
            if status in counts
        ]
