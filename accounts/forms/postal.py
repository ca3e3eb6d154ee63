"""The form for a postal address."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.selectors.postal import Envelope
from core.forms import TextField

DUTCH_POSTCODE = re.compile(r"([1-9]\d{3}) ?([A-Z]{2})")


class AddressForm(forms.Form):
    """An address, handed to the service as one ``envelope``."""

    street = TextField(
        label=_("Street and number, or post box"),
        max_length=100,
        error_messages={"required": _("Fill in street and number.")},
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = TextField(
        label=_("Postcode"),
        max_length=12,
        error_messages={"required": _("Fill in the postcode.")},
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    town = TextField(
        label=_("Town"),
        max_length=80,
        error_messages={"required": _("Fill in the town.")},
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    country = TextField(
        label=_("Country"),
        help_text=_("Only when it is not the Netherlands."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "country-name"}),
    )

    def clean(self) -> dict:
        """Check a Dutch postcode, four digits and two letters; foreign ones are not checked."""
        found = super().clean() or {}
        if {"street", "postcode", "town"} - found.keys():
            return found
        postcode, country = " ".join(found["postcode"].upper().split()), found.get("country", "")
        dutch = DUTCH_POSTCODE.fullmatch(postcode)
        if dutch:
            postcode = f"{dutch[1]} {dutch[2]}"
        elif not country:
            self.add_error("postcode", _("Write the postcode as 1234 AB, or fill in the country."))
            return found
        return {"envelope": Envelope(found["street"], postcode, found["town"], country)}
