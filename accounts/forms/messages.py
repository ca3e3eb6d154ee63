from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import Way
from core.forms import with_empty


class MessageFilter(forms.Form):
    q = forms.CharField(
        label=_("Whole email address or registration number"), max_length=100, required=False
    )
    way = forms.ChoiceField(
        label=_("How"), choices=with_empty(_("In any way"), Way.choices), required=False
    )
