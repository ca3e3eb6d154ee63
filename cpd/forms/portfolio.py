import base64
import binascii
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LARGEST_FILE = 500_000


class PortfolioForm(forms.Form):
    """The file of an earlier portfolio, or the text of the one that was just previewed."""

    file = forms.FileField(
        label=_("Your earlier portfolio"),
        help_text=_("A CSV file, for example from a spreadsheet. At most 500 kB."),
        required=False,
        error_messages={"empty": _("This file is empty. Choose another.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Return the bytes as ``data``."""
        file, seen = self.cleaned_data.get("file"), self.cleaned_data.get("seen", "")
        if file is None and not seen:
            if "file" not in self.errors:
                self.add_error("file", _("Choose a file."))
            return {}
        if file and file.size > LARGEST_FILE:
            self.add_error("file", _("This file is larger than 500 kB. Take it over in parts."))
            return {}
        try:
            return {"data": file.read() if file else base64.b64decode(seen, validate=True)}
        except binascii.Error:
            self.add_error("file", _("Choose the file again."))
            return {}


def seen_again(data: bytes) -> str:
    """Return a file as text for a hidden field, from which it is checked again on confirmation."""
    return base64.b64encode(data).decode()
