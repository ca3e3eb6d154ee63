"""“This was not me”: said by the one who got the mail, looked into by an administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.choices import AlarmStatus, Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.forms.alarms import AlarmForm
from accounts.models import ClaimAlarm
from accounts.selectors import claims as selectors
from accounts.services.alarms import lift_alarm, raise_alarm, undo_claim
from accounts.services.views import record_view
from core.forms import attempt
from core.lists import paged


@never_cache
def not_me(request: HttpRequest, token: str) -> HttpResponse:
    """Freeze a file by one press, not by the link itself: mail scanners follow links."""
    code = selectors.code_of_alarm(token)
    if code is None:
        return render(request, "accounts/alarm_gone.html", status=410)
    raised = ClaimAlarm.objects.filter(code=code).first()
    if request.method == "POST" and raised is None:
        done = _("Thank you. The file is closed until we have looked.")
        attempt(request, done, raise_alarm, code=code, actor=None)
        return redirect(request.path)
    return render(request, "accounts/alarm_raise.html", {"raised": raised, "person": code.person})


@role_required(RoleKind.ADMINISTRATOR)
def alarms(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("status", "")
    status = asked if asked in AlarmStatus.values else AlarmStatus.OPEN
    found = ClaimAlarm.objects.filter(status=status).select_related("person", "code")
    page = paged(request, found)
    context = {"page": page, "status": status, "statuses": AlarmStatus.choices}
    return render(request, "accounts/alarms.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def alarm(request: StaffRequest, pk: int) -> HttpResponse:
    """Show what is known of a claim, and decide; the look is written down for the teacher."""
    found = get_object_or_404(ClaimAlarm.objects.select_related("person", "code"), pk=pk)
    record_view(found.person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    form = AlarmForm(request.POST or None)
    if form.is_valid():
        it_was_them = form.cleaned_data["outcome"] == "lift"
        service = lift_alarm if it_was_them else undo_claim
        done = (
            _("The account works again. The teacher gets a mail.")
            if it_was_them
            else _("The claim is undone. Ask the school to send a new code.")
        )
        finding = form.cleaned_data["finding"]
        attempt(request, done, service, alarm=found, actor=request.user, finding=finding)
        return redirect(found)
    return render(request, "accounts/alarm.html", {"alarm": found, "form": form})
