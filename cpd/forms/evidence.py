from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PlacingForm
from cpd.keeping import FILE_CODES

KINDS_OF_FILES = "image/jpeg,image/png,image/webp,.pdf,.docx,.pptx,.xlsx"


class EvidenceForm(PlacingForm):
    """A file as evidence; its type is determined by its content."""

    places = dict.fromkeys(FILE_CODES, "file")

    file = forms.FileField(
        label=_("File"),
        help_text=_("A photo, PDF, Word, PowerPoint or Excel. At most 10 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": KINDS_OF_FILES}),
        error_messages={"required": _("Choose a file.")},
    )

    def clean(self) -> dict:
        file = self.cleaned_data.get("file")
        return {"name": file.name, "data": file.read()} if file else {}
