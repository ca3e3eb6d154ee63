"""Two records that may be the same person: compared, merged, separated again."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import DoubleStatus, Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Double, Merge
from accounts.selectors.doubles import survivor_and_other, what_moves
from accounts.services import doubles as services
from accounts.services.views import record_views
from core.forms import attempt
from core.lists import paged
from register.forms.people import DoubleFilterForm
from register.selectors.doubles import compared, kinds_in_words


@role_required(RoleKind.ADMINISTRATOR)
def doubles(request: StaffRequest) -> HttpResponse:
    asked = {"status": DoubleStatus.OPEN, **request.GET.dict()}
    form = DoubleFilterForm(asked)
    wanted = form.cleaned_data if form.is_valid() else {"status": "", "q": ""}
    found = Double.objects.visible_to(request.user).matching(wanted["q"])
    if wanted["status"]:
        found = found.filter(status=wanted["status"])
    page = paged(request, found.select_related("first", "second"))
    context = {"form": form, "page": page}
    return render(request, "register/doubles.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def double(request: StaffRequest, pk: int) -> HttpResponse:
    """Show two records side by side, and what merging would move."""
    found = _own(request, pk)
    people = [found.first_id, found.second_id]
    record_views(people, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    survivor, other = survivor_and_other(found)
    context = {
        "double": found,
        "rows": compared(found.first, found.second),
        "survivor": survivor,
        "other": other,
        "moves": kinds_in_words(what_moves(other)),
        "merge": found.merges.filter(undone_at=None).select_related("survivor", "other").first(),
    }
    return render(request, "register/double.html", context)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def separate(request: StaffRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    done = _("These are two people. You will not be asked about them again.")
    attempt(request, done, services.separate, double=found, actor=request.user)
    return redirect("register:doubles")


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def merge(request: StaffRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    done = _("The two records are one now. You can take this back on this page.")
    attempt(request, done, services.merge, double=found, actor=request.user)
    return redirect("register:double", pk)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def take_apart(request: StaffRequest, pk: int) -> HttpResponse:
    own = Double.objects.visible_to(request.user)
    merged = get_object_or_404(Merge, pk=pk, double__in=own)
    done = _("The two records are apart again, as they were before.")
    attempt(request, done, services.take_apart, merged=merged, actor=request.user)
    return redirect("register:double", merged.double_id)


def _own(request: StaffRequest, pk: int) -> Double:
    return get_object_or_404(
        Double.objects.visible_to(request.user).select_related("first", "second"), pk=pk
    )
