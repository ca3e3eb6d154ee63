"""The public catalogue of validated offers, and following one of them."""

from datetime import date
from functools import lru_cache
from itertools import islice

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import clock
from core.forms import submit
from core.pages import drawn_once
from cpd import permissions
from cpd.facets import Index
from cpd.forms.activities import FollowForm
from cpd.forms.catalogue import CatalogueForm
from cpd.forms.fields import OTHER, TODAY
from cpd.models import Offer
from cpd.reviewing import Criterion
from cpd.selectors.catalogue import Card, cards_on, index_on, subjects_in
from cpd.selectors.catalogue import catalogue as search
from cpd.selectors.in_company import admits
from cpd.selectors.offers import public_judgement
from cpd.selectors.ratings import opinion_of
from cpd.selectors.reviews import public_reasons
from cpd.selectors.service import admitting, judging
from cpd.selectors.sessions import going_to, sessions_of_offer
from cpd.selectors.suspensions import suspension_of
from cpd.selectors.terms import all_criteria, criteria_of
from cpd.selectors.wishes import is_saved
from cpd.services.activities import follow_offer

from .activities import TEACHER_HOME, tell_added

ON_A_PAGE = 20
CARDS_KEPT = 5000  # of a kilobyte or two, in each process


def catalogue(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    index = index_on(today)
    return drawn_once(request, lambda: _catalogue(request, index, today), version=index.stamp)


def _catalogue(request: HttpRequest, index: Index, today: date) -> HttpResponse:
    form = CatalogueForm(request.GET, on=today, subjects=subjects_in(index))
    form.is_valid()
    found = search(form.cleaned_data, on=today, index=index)
    page = Paginator(range(found.total), ON_A_PAGE).get_page(request.GET.get("page"))
    keys = list(islice(found.keys, max(page.start_index() - 1, 0), page.end_index()))
    context = {
        "form": form,
        "facets": form.facets(found.facets),
        "total": found.total,
        "page": page,
        "cards": [drawn(card, get_language()) for card in cards_on(today, keys)],
    }
    return render(request, "cpd/catalogue.html", context)


@lru_cache(maxsize=CARDS_KEPT)
def drawn(card: Card, language: str) -> SafeString:
    """Render a card, cached per language: rendering twenty costs more than finding them."""
    return render_to_string("cpd/_offer.html", {"card": card})


def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the public what was decided about an offer and why; teachers log it here."""
    found = get_object_or_404(Offer.objects.judged().with_all(), pk=pk)
    form, today = _follow_form(request, found), clock.today()
    if form and (activity := submit(form, follow_offer, offer=found, actor=request.user, on=today)):
        tell_added(request, activity)
        return redirect(TEACHER_HOME)
    judgement = public_judgement(found)
    context = {
        "offer": found,
        "form": form,
        "judgement": judgement,
        "reasons": public_reasons(judgement.submission, judgement.outcome) if judgement else [],
        "criteria": criteria_of(judgement.criteria) if judgement else [],
        "opinion": opinion_of(found),
        "sessions": sessions_of_offer(found, today)[:ON_A_PAGE],
        "going": going_to(found, request.user),
        "saved": is_saved(found, request.user),
        "suspension": suspension_of(found.provider_id, today),
    }
    return render(request, "cpd/offer.html", context)


def _follow_form(request: HttpRequest, offer: Offer) -> FollowForm | None:
    """Return the form with which a teacher logs an offer that is or was validated."""
    if not request.user.is_authenticated or not permissions.can_follow(request.user):
        return None
    today = clock.today()
    if offer.valid_since is None or not admits(offer.provider, request.user.pk, today):
        return None
    when = TODAY if offer.valid_on(today) else OTHER
    return FollowForm(request.POST or None, on=today, initial={"when": when})


def service(request: HttpRequest) -> HttpResponse:
    """Show the public how long judging and admitting take."""
    today = clock.today()
    context = {"found": judging(on=today), "admitted": admitting(on=today)}
    return render(request, "cpd/service.html", context)


def criteria(request: HttpRequest) -> HttpResponse:
    """Show the public the criteria for offers, in all versions."""
    versions: dict[str, list[Criterion]] = {}
    for criterion in all_criteria():
        versions.setdefault(criterion.version, []).append(criterion)
    return render(request, "cpd/criteria.html", {"versions": versions})
