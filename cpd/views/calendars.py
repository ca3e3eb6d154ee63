"""Calendar feeds of sessions: of a course, of a provider, and of a teacher."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from cpd.exports import sessions_as_ics
from cpd.models import Offer, Provider
from cpd.selectors import sessions as selectors
from cpd.services.calendars import close_calendar, open_calendar

from .activity_list import download


def of_offer(request: HttpRequest, pk: int) -> HttpResponse:
    offer = get_object_or_404(Offer.objects.judged(), pk=pk)
    found = selectors.in_public_calendar(clock.today(), offer=offer.pk)
    return download("ics", f"aanbod-{pk}", sessions_as_ics(found, name=offer.title))


def of_provider(request: HttpRequest, pk: int) -> HttpResponse:
    provider = get_object_or_404(Provider, pk=pk)
    found = selectors.in_public_calendar(clock.today(), offer__provider=provider.pk)
    return download("ics", f"aanbieder-{pk}", sessions_as_ics(found, name=provider.name))


@never_cache
def own(request: HttpRequest, pk: int, secret: str) -> HttpResponse:
    """Give a calendar program the sessions of its owner; the address is the secret."""
    feed = selectors.feed_at(pk, secret)
    if feed is None:
        raise Http404
    found = selectors.in_calendar_of(feed.person, clock.today())
    return download("ics", "mijn-bijeenkomsten", sessions_as_ics(found, name="Lerarenregister"))


@require_POST
@teacher_required
def follow(request: SignedInRequest) -> HttpResponse:
    """Create, renew or end the address of the teacher's own calendar."""
    if "stop" in request.POST:
        close_calendar(actor=request.user)
        messages.success(request, _("The address of your calendar does not work any more."))
    else:
        open_calendar(actor=request.user)
        messages.success(request, _("Your calendar has an address. Earlier ones stopped working."))
    return redirect("cpd:my_sessions")
