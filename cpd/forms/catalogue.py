from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cpd.choices import OFFERED, Category, OfferStatus, Order
from cpd.selectors.catalogue import FREE, Option
from schools.choices import Sector

TICKS = forms.CheckboxSelectMultiple


@dataclass(frozen=True)
class Choice:
    value: str
    label: str | Promise
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A filter as the page draws it: it stands open where something in it is chosen."""

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
    price = forms.MultipleChoiceField(
        label=_("Price"), choices=[(FREE, _("Free"))], required=False, widget=TICKS
    )
    sort = forms.ChoiceField(label=_("Order"), choices=Order, required=False)

    def facets(self, numbers: Mapping[str, list[Option]]) -> list[Facet]:
        """Return the filters with their choices, how many each gives, and what is chosen."""
        return [self._facet(self[name], options) for name, options in numbers.items()]

    def _facet(self, bound: forms.BoundField, options: list[Option]) -> Facet:
        choices = [
            Choice(option.value, box.choice_label, option.count, box.data["selected"])
            for box, option in zip(bound, options, strict=True)
        ]
        return Facet(bound.name, bound.label, choices)


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
