"""The administrators' queue of offers, and who handles which."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.doors import StaffRequest
from core import clock
from core.lists import paged
from core.text import row_keys
from cpd.choices.offers import OfferStatus
from cpd.forms.queue import AssignForm, QueueFilterForm
from cpd.models import Offer
from cpd.rules import urgency
from cpd.selectors import offers as selectors
from cpd.selectors.queue import administrators, next_in_queue, search_queue
from cpd.services.assigning import assign_offers

from .judging import administrator_required


@administrator_required
def queue(request: StaffRequest) -> HttpResponse:
    form = QueueFilterForm({"status": OfferStatus.SUBMITTED, **request.GET.dict()})
    form.is_valid()
    today = clock.today()
    counts = selectors.offer_counts(Offer.objects.handed_in(), today)
    found = search_queue(form.cleaned_data, actor=request.user, on=today)
    page = paged(request, found)
    context = {
        "form": form,
        "assign": AssignForm(people=list(administrators(today))),
        "counts": counts,
        "first": next_in_queue(actor=request.user),
        "tabs": form.tabs({name: n for name, n in counts.items() if name != OfferStatus.DRAFT}),
        "page": page,
        "offers": [(offer, urgency(offer.due_on, today)) for offer in page],
    }
    return render(request, "cpd/queue.html", context)


@require_POST
@administrator_required
def assign(request: StaffRequest) -> HttpResponse:
    """Assign the selected offers to somebody."""
    form = AssignForm(request.POST, people=list(administrators(clock.today())))
    offers = Offer.objects.handed_in().filter(pk__in=row_keys(request.POST.getlist("offer")))
    if form.is_valid():
        try:
            number = assign_offers(offers, actor=request.user, to=form.cleaned_data["to"])
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            done = ngettext("%(n)s course is assigned.", "%(n)s courses are assigned.", number)
            messages.success(request, done % {"n": number})
    return redirect("cpd:offer_queue")
