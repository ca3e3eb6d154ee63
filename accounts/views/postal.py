"""Where a teacher wants letters on paper to go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from accounts.forms.postal import AddressForm
from accounts.models import PostalAddress
from accounts.services.postal import forget_postal_address, set_postal_address
from core.forms import attempt, submit


@never_cache
@teacher_required
def postal_address(request: SignedInRequest) -> HttpResponse:
    """Show the address, and change it. It is typed again each time: we keep lines, no fields."""
    form = AddressForm(request.POST or None)
    if submit(form, set_postal_address, person=request.user, actor=request.user):
        messages.success(request, _("Letters go to this address from now on."))
        return redirect("accounts:postal_address")
    known = PostalAddress.objects.filter(person=request.user).first()
    return render(request, "accounts/postal_address.html", {"form": form, "address": known})


@require_POST
@teacher_required
def postal_address_remove(request: SignedInRequest) -> HttpResponse:
    done = _("The address is thrown away.")
    attempt(request, done, forget_postal_address, person=request.user, actor=request.user)
    return redirect("accounts:postal_address")
