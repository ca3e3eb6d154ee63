"""Withdrawing a certificate, by an administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.services.views import record_view
from core import clock
from core.forms import submit
from core.permissions import require
from register.forms.people import WithdrawForm
from register.models import Certificate
from register.permissions import can_withdraw
from register.services.certificates import withdraw_certificate
from register.signing.codes import plain_code


@role_required(RoleKind.ADMINISTRATOR)
def withdraw(request: StaffRequest, code: str) -> HttpResponse:
    """Show a certificate, recording for its holder that it was viewed, and withdraw it."""
    found = get_object_or_404(Certificate.objects.with_holder(), code=plain_code(code))
    require(can_withdraw(request.user, found))
    person, form = found.cycle.registration.person, WithdrawForm(request.POST or None)
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    if submit(form, withdraw_certificate, certificate=found, actor=request.user, on=clock.today()):
        messages.success(request, _("The certificate has been withdrawn. The teacher is told."))
        return redirect("register:person", person.pk)
    context = {"certificate": found, "person": person, "form": form}
    return render(request, "register/withdraw.html", context)
