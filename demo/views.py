from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock as portal_clock
from register.schedule import close_ended_cycles, send_reminders

from . import clock, mailbox
from .forms import ClockForm
from .people import PEOPLE


def start(request: HttpRequest) -> HttpResponse:
    """Show who can sign in, which day it is, and the mail that was sent."""
    form = ClockForm(initial={"day": portal_clock.today()})
    return _page(request, form)


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock and run the jobs of a morning, so that nobody has to wait for beat."""
    form = ClockForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    clock.move_to(form.cleaned_data["day"])
    send_reminders.delay()
    close_ended_cycles.delay()
    messages.success(request, _("The clock has been moved. Mail that is due comes in a moment."))
    return redirect("demo:start")


def mail(request: HttpRequest, key: str) -> HttpResponse:
    found = mailbox.mail(key)
    if found is None:
        raise Http404
    return render(request, "demo/mail.html", {"mail": found})


def _page(request: HttpRequest, form: ClockForm) -> HttpResponse:
    return render(
        request, "demo/start.html", {"form": form, "people": PEOPLE, "mails": mailbox.mails()[:50]}
    )
