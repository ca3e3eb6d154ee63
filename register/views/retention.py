"""Deleting one's own account, and how long which data is kept."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.choices import RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from accounts.step_up import step_up_to_send
from accounts.terms import kept_years
from core import clock
from core.forms import submit
from register.forms.dossier import DeleteAccountForm
from register.selectors.kept import kept_and_cleared
from register.services.retention import delete_account as delete


@teacher_required
@step_up_to_send
def delete_account(request: SignedInRequest) -> HttpResponse:
    """Explain what is deleted, what is kept and why; then delete the account."""
    on = clock.today()
    form = DeleteAccountForm(request.POST or None)
    if submit(form, delete, person=request.user, actor=request.user, on=on):
        logout(request)
        messages.success(request, _("Your account is deleted. You get a mail that says so."))
        return redirect("pages:home")
    context = {"form": form, "years": kept_years("closed_account", on=on)}
    return render(request, "register/delete_account.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def terms(request: StaffRequest) -> HttpResponse:
    context = {"terms": kept_and_cleared(on=clock.today())}
    return render(request, "register/retention.html", context)
