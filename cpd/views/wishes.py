"""“Ik zoek…”: courses that teachers and boards miss, and courses that a teacher saved."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from core.text import row_key
from cpd.forms.wishes import DemandForm, WishForm
from cpd.models import Offer, Wish
from cpd.selectors.catalogue import cards_of
from cpd.selectors.wishes import demand, with_offered
from cpd.services.wishes import add_wish, drop_wish, save_offer, unsave_offer

from .catalogue import drawn


def asked_for(request: HttpRequest) -> HttpResponse:
    """Show the public what is asked for, without saying who asks."""
    everything = demand(clock.today())
    form = DemandForm(request.GET, subjects={one.subject for one in everything})
    form.is_valid()
    subject, province = (form.cleaned_data.get(name, "") for name in ("subject", "province"))
    found = [
        one for one in everything if subject in ("", one.subject) and province in ("", one.province)
    ]
    page = paged(request, found)
    missing = len({one.subject for one in found if not one.offered})
    context = {"form": form, "page": page, "missing": missing}
    return render(request, "cpd/demand.html", context)


@teacher_required
def wishes(request: SignedInRequest) -> HttpResponse:
    own = Wish.objects.filter(person=request.user, organisation=None)
    return _wishes(request, own, None, "cpd:wishes")


@role_required(RoleKind.HR_OFFICER, own=True)
def board_wishes(request: StaffRequest) -> HttpResponse:
    board = request.role.organisation_id
    return _wishes(request, Wish.objects.filter(organisation=board), board, "cpd:board_wishes")


def _wishes(
    request: SignedInRequest, own: QuerySet[Wish], board: int | None, page: str
) -> HttpResponse:
    """Show what a teacher or board is looking for; add and remove wishes."""
    today = clock.today()
    if key := row_key(request.POST.get("off", "")):
        wish = get_object_or_404(own, pk=key)
        attempt(request, _("Removed from your list."), drop_wish, wish=wish, actor=request.user)
        return redirect(page)
    form = WishForm(request.POST or None)
    kwargs = {"actor": request.user, "organisation_id": board, "on": today}
    if submit(form, add_wish, **kwargs):
        messages.success(request, _("It is on your list. Everybody reads how many look for it."))
        return redirect(page)
    context = {"form": form, "own": with_offered(own, today), "board": board}
    return render(request, "cpd/wishes.html", context)


@teacher_required
def saved(request: SignedInRequest) -> HttpResponse:
    """Show the courses that the teacher saved, including those no longer valid."""
    found = Offer.objects.judged().filter(saved__person=request.user).order_by("title", "pk")
    page = paged(request, found)
    shown = cards_of(page.object_list)  # type: ignore[arg-type]  # a slice of the queryset
    pairs = zip(page, shown, strict=True)
    cards = [(offer, drawn(card, get_language())) for offer, card in pairs]
    return render(request, "cpd/saved.html", {"page": page, "cards": cards})


@require_POST
@teacher_required
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a course, or remove it from the saved ones."""
    offer = get_object_or_404(Offer.objects.judged(), pk=pk)
    kwargs = {"offer": offer, "actor": request.user}
    if "not" in request.POST:
        done = _("It is no longer among your saved courses.")
        attempt(request, done, unsave_offer, **kwargs)
    else:
        attempt(request, _("You saved this course."), save_offer, **kwargs)
    return redirect("cpd:saved") if "list" in request.POST else redirect(offer)
