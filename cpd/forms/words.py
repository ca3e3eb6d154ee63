from typing import Any

from django import forms

from core.text import clean_text


class WordsField(forms.CharField):
    """Text that others read: without signs that nobody sees."""

    def clean(self, value: Any) -> str:
        return clean_text(super().clean(value))
