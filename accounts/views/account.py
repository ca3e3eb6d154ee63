"""After signing in: where to go, in which role, and what there is to know about one's account."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts import unsent as unsent_forms
from accounts.doors import GOING_TO, SignedInRequest, choose, has_second_factor, teacher_required
from accounts.selectors import people as selectors
from core import clock
from core.lists import paged

OURSELVES = "same-origin"  # what a browser says of a link on our own page


@login_required
def start(request: SignedInRequest) -> HttpResponse:
    """Go on to where somebody was going, to their one area, or to a choice between areas; who
    never had one is about to ask for a record.
    """
    if going_to := request.session.pop(GOING_TO, ""):
        return redirect(going_to)
    if len(request.areas) == 1:
        return redirect(request.areas[0].url)
    if not request.areas and not request.user.roles.exists():
        return redirect(settings.WITHOUT_RECORD_URL)
    return render(request, "accounts/start.html")


@login_required
def unsent(request: SignedInRequest) -> HttpResponse:
    """Offer to send what somebody had sent when they turned out to be signed out."""
    found = unsent_forms.take(request.session, request.user)
    if found is None:
        return redirect("accounts:start")
    return render(request, "accounts/unsent.html", {"unsent": found})


@login_required
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Work for another of one's organisations.

    A link may do this: it changes nothing but which page its reader sees next, and that page says
    for whom they now work. A link on another site may not: it leads to the start page.
    """
    if request.headers.get("Sec-Fetch-Site", OURSELVES) not in (OURSELVES, "none"):
        return redirect("accounts:start")
    role = get_object_or_404(request.user.roles.on(clock.today()), pk=pk)
    return redirect(choose(request, role))


@login_required
def account(request: SignedInRequest) -> HttpResponse:
    person = request.user
    return render(
        request,
        "accounts/account.html",
        {
            "second_factor": has_second_factor(person),
            "factors": Authenticator.objects.filter(user=person).order_by("type", "created_at"),
            "roles": person.roles.select_related("organisation").order_by("-since"),
        },
    )


@teacher_required
def who_looked(request: SignedInRequest) -> HttpResponse:
    page = paged(request, selectors.who_looked(request.user))
    return render(request, "accounts/who_looked.html", {"page": page})
