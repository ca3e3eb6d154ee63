from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import DoubleStatus
from core.forms import with_empty
from register.choices.cycles import Withdrawal
from register.words.acts import HistoryKind


class DoubleFilterForm(forms.Form):
    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=with_empty(_("All"), DoubleStatus.choices)
    )


class HistoryForm(forms.Form):
    """A filter on the history of a person."""

    kind = forms.ChoiceField(
        label=_("What"), required=False, choices=with_empty(_("Everything"), HistoryKind.choices)
    )


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why?"),
        help_text=_("Anybody who checks the certificate reads this."),
        choices=Withdrawal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the reason.")},
    )
