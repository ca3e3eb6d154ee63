from django import forms
from django.utils.translation import gettext_lazy as _


class SchoolSearchForm(forms.Form):
    q = forms.CharField(label=_("Number, name or town"), required=False, max_length=80, strip=True)
