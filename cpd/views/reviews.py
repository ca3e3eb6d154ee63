"""Double review: the verdicts of validators, and choosing validators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.doors import StaffRequest
from core import clock
from core.forms import attempt, submit
from core.text import row_keys
from cpd.choices.offers import OfferStatus
from cpd.forms.reviews import DeclineForm, LanguagesForm, ReassignForm, VerdictForm
from cpd.models import Assignment, Offer
from cpd.selectors import reviews as selectors
from cpd.selectors.terms import criteria_of
from cpd.services.reviews import decline, give_verdict, reassign, set_languages, start_reviews

from .judging import administrator_required, onward, top_of, validator_required


@validator_required
def verdict(request: StaffRequest, pk: int) -> HttpResponse:
    """Show an offer next to the form for the verdict."""
    asked = selectors.asked_of(request.user)
    assignment = get_object_or_404(asked, pk=pk)
    review = assignment.review
    form = VerdictForm(request.POST or None, criteria=criteria_of(review.criteria))
    if submit(form, give_verdict, assignment=assignment, actor=request.user, on=clock.today()):
        messages.success(request, _("Thank you. Your verdict is recorded."))
        following = asked.first() if "next" in request.POST else None
        return top_of("cpd:verdict", following.pk) if following else redirect("cpd:validation")
    offers = Offer.objects.with_all()
    context = {
        "assignment": assignment,
        "offer": offers.get(pk=review.submission.offer_id),
        "form": form,
        "earlier": selectors.earlier_for(assignment),
        "more": asked.exclude(pk=pk).exists(),
    }
    return render(request, "cpd/verdict.html", context)


@validator_required
def verdict_decline(request: StaffRequest, pk: int) -> HttpResponse:
    assignment = get_object_or_404(selectors.asked_of(request.user), pk=pk)
    form = DeclineForm(request.POST or None)
    if submit(form, decline, assignment=assignment, actor=request.user, on=clock.today()):
        messages.success(request, _("Thank you for telling. Somebody else is asked."))
        return redirect("cpd:validation")
    return render(request, "cpd/verdict_decline.html", {"assignment": assignment, "form": form})


@validator_required
def languages(request: StaffRequest) -> HttpResponse:
    initial = {"languages": selectors.languages_of(request.user)}
    form = LanguagesForm(request.POST or None, initial=initial)
    if submit(form, set_languages, actor=request.user):
        messages.success(request, _("Saved. You are asked about courses in these languages."))
        return redirect("cpd:validation")
    return render(request, "cpd/languages.html", {"form": form})


@require_POST
@administrator_required
def review_start(request: StaffRequest) -> HttpResponse:
    """Send one or several offers to validators."""
    keys = row_keys(request.POST.getlist("offer"))
    offers = list(Offer.objects.filter(pk__in=keys, status=OfferStatus.SUBMITTED))
    done = ngettext(
        "%(n)s course is sent to two validators.",
        "%(n)s courses are sent to two validators each.",
        len(offers),
    ) % {"n": len(offers)}
    if offers:
        kwargs = {"offers": offers, "actor": request.user, "on": clock.today()}
        attempt(request, done, start_reviews, **kwargs)
    else:
        messages.info(request, _("Choose the courses that go to validators first."))
    if offers and "next" in request.POST:
        return onward(request, offers[0])
    if offers and "one" in request.POST:
        return redirect("cpd:judge", offers[0].pk)
    return redirect("cpd:offer_queue")


@administrator_required
def review_reassign(request: StaffRequest, pk: int) -> HttpResponse:
    """Choose another validator."""
    rows = Assignment.objects.with_offer().select_related("validator")
    assignment = get_object_or_404(rows, pk=pk)
    offer, today = assignment.review.submission.offer, clock.today()
    involved = assignment.review.assignments.values_list("validator_id", flat=True)
    validators = selectors.validators_for(offer, excluded=involved, on=today)
    loads = selectors.loads_of(validators)
    form = ReassignForm(request.POST or None, validators=validators, loads=loads)
    if submit(form, reassign, assignment=assignment, actor=request.user, on=today):
        messages.success(request, _("The validator gets a mail."))
        return redirect("cpd:judge", offer.pk)
    context = {"assignment": assignment, "offer": offer, "form": form, "validators": validators}
    return render(request, "cpd/reassign.html", context)
