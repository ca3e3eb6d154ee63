"""A teacher and sessions: mean to go, be there, have proof."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt
from cpd.models import Session
from cpd.selectors import sessions as selectors
from cpd.services.sessions import change_mind, intend

ON_A_PAGE = 25


@teacher_required
def my_sessions(request: SignedInRequest) -> HttpResponse:
    """Show where one means to go and where one was."""
    attended = selectors.attended_by(request.user)
    context = {
        "going": selectors.meant_by(request.user, clock.today()),
        "page": Paginator(attended, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "cpd/my_sessions.html", context)


@require_POST
@teacher_required
def go(request: SignedInRequest, pk: int) -> HttpResponse:
    """Note that one means to go, or no longer."""
    session = get_object_or_404(Session.objects.of_public_offers(), pk=pk)
    if "not" in request.POST:
        done = _("We have removed your note.")
        attempt(request, done, change_mind, session=session, actor=request.user)
    else:
        done = _("Noted. You hear from us when this session is changed or cancelled.")
        attempt(request, done, intend, session=session, actor=request.user, on=clock.today())
    return redirect("cpd:my_sessions" if "mine" in request.POST else session.offer)
