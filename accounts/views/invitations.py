"""Accepting an invitation, by somebody new or by somebody who has an account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, choose
from accounts.entrance import enter
from accounts.forms.joining import JoinForm
from accounts.selectors.invitations import invitation_of
from accounts.selectors.people import has_account
from accounts.services import invitations
from core import clock
from core.forms import submit

LINK = "invitation"  # in the session: the secret of the link that was followed


def follow_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address, so that no log, history or other site gets it."""
    request.session[LINK] = token
    return redirect("accounts:invitation")


@never_cache
@sensitive_post_parameters("password")
def invitation(request: HttpRequest) -> HttpResponse:
    """Show what somebody is invited to; somebody new makes an account here."""
    found = invitation_of(request.session.get(LINK, ""))
    if found is None:
        return render(request, "accounts/invitation_gone.html", status=410)
    if request.user.is_authenticated or has_account(found.email):
        return render(request, "accounts/invitation_accept.html", {"invitation": found})
    form = JoinForm(request.POST or None)
    if submit(form, invitations.join, invitation=found, on=clock.today(), actor=None):
        del request.session[LINK]
        return enter(request, email=found.email, password=form.cleaned_data["password"])
    return render(request, "accounts/invitation_join.html", {"invitation": found, "form": form})


@login_required
@require_POST
def accept(request: SignedInRequest) -> HttpResponse:
    found = invitation_of(request.session.get(LINK, ""))
    if found is None:
        return redirect("accounts:invitation")
    try:
        role = invitations.accept(found, on=clock.today(), actor=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("accounts:invitation")
    del request.session[LINK]
    messages.success(request, _("You now work for %(name)s.") % {"name": role.organisation.name})
    return redirect(choose(request, role))
