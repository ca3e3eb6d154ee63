"""A teacher's sessions: intending to go, being present, and proof of it."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt
from core.lists import paged
from cpd.exports import attendance_as_pdf
from cpd.forms.sessions import PresenceForm
from cpd.models import Attendance, CalendarFeed, Session
from cpd.selectors import sessions as selectors
from cpd.services.attendance import confirm_presence
from cpd.services.sessions import change_mind, intend

from .activity_list import download

SAW_CODE = "saw_code"  # session key: whose screen somebody saw, and until when that holds
TIME_TO_CONFIRM = 30 * 60  # seconds: a teacher who scanned may still have to sign in


@teacher_required
def my_sessions(request: SignedInRequest) -> HttpResponse:
    """Show where the teacher intends to go and has been."""
    attended = selectors.attended_by(request.user)
    feed = CalendarFeed.objects.filter(person=request.user).first()
    context = {
        "going": selectors.meant_by(request.user, clock.today()),
        "page": paged(request, attended),
        "feed": feed,
        "feed_address": selectors.calendar_address(feed) if feed else "",
    }
    return render(request, "cpd/my_sessions.html", context)


@never_cache
def present(request: HttpRequest) -> HttpResponse:
    """Check the code on the screen of a session, scanned or typed.

    Only wrong codes count towards the rate limit: a hall full of teachers shares one IP address.
    """
    form = PresenceForm(request.GET or None)
    if form.is_bound and not ratelimit.consume(request, action="present", dry_run=True):
        return ratelimit.respond_429(request)
    if found := form.is_valid() and selectors.session_showing(
        form.cleaned_data["code"], timezone.now(), on=clock.today()
    ):
        until = int(timezone.now().timestamp()) + TIME_TO_CONFIRM
        request.session[SAW_CODE] = {"session": found.pk, "until": until}
        return redirect("cpd:session_present", found.pk)
    if form.is_valid():
        ratelimit.consume(request, action="present")
        form.add_error("code", _("This code is not on a screen now. A code lasts a minute."))
    return render(request, "cpd/present.html", {"form": form})


@never_cache
@teacher_required
def session_present(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a teacher who saw the screen of a session confirm their presence."""
    saw = request.session.get(SAW_CODE, {})
    if saw.get("session") != pk or saw["until"] < timezone.now().timestamp():
        return redirect("cpd:present")
    session = get_object_or_404(Session.objects.select_related("offer__provider"), pk=pk)
    if request.method == "POST":
        done = _("You are noted. The hours come when the provider has handed in the list.")
        kwargs = {"session": session, "actor": request.user, "on": clock.today()}
        attempt(request, done, confirm_presence, **kwargs)
        return redirect("cpd:my_sessions")
    return render(request, "cpd/session_present.html", {"session": session})


@teacher_required
def proof(request: SignedInRequest, pk: int) -> HttpResponse:
    """Download proof of attendance at a session."""
    mine = Attendance.objects.proven(request.user).with_session()
    attendance = get_object_or_404(mine, pk=pk)
    return download("pdf", "bewijs-van-deelname", attendance_as_pdf(attendance, on=clock.today()))


@require_POST
@teacher_required
def go(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that the teacher intends to go, or no longer does."""
    session = get_object_or_404(Session.objects.of_public_offers(), pk=pk)
    if "not" in request.POST:
        done = _("We have removed your note.")
        attempt(request, done, change_mind, session=session, actor=request.user)
    else:
        done = _("Noted. You hear from us when this session is changed or cancelled.")
        attempt(request, done, intend, session=session, actor=request.user, on=clock.today())
    return redirect("cpd:my_sessions" if "mine" in request.POST else session.offer)
