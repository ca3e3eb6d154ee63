"""One list of everything that waits for the register, by legal term."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.lists import paged
from register.forms.cases import TakeForm, WorkFilter
from register.selectors.work import as_work, work_for
from register.services.work import release_work, take_work


@role_required(RoleKind.ADMINISTRATOR)
def work(request: StaffRequest) -> HttpResponse:
    form = WorkFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"kind": "", "whose": ""}
    rows = work_for(request.user, kind=chosen["kind"], whose=chosen["whose"])
    page = paged(request, rows)
    context = {"form": form, "page": page, "work": as_work(page.object_list)}
    return render(request, "register/work.html", context)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def take(request: StaffRequest) -> HttpResponse:
    """Take the selected items, or release them."""
    form = TakeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Tick what you want to take."))
    elif form.cleaned_data["act"] == "take":
        n = take_work(form.cleaned_data["item"], actor=request.user, on=clock.today())
        messages.success(request, ngettext("%(n)s is yours.", "%(n)s are yours.", n) % {"n": n})
    else:
        n = release_work(form.cleaned_data["item"], actor=request.user)
        words = ngettext("%(n)s was handed back.", "%(n)s were handed back.", n)
        messages.success(request, words % {"n": n})
    return redirect("register:work")
