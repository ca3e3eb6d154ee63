"""A teacher's own pages: how far am I, and what do I have to do?"""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from cpd.choices.catalogue import Fits
from cpd.selectors.activities import latest_activities
from cpd.selectors.file import told
from register.dossier.closing import Closing, closing_of
from register.dossier.overview import own_overview
from register.dossier.todo import todo, todo_in_file
from register.forms.dossier import WhatIfForm
from register.selectors.cases import way_back
from register.selectors.delivered import routes_of
from register.selectors.dossier import own_place
from register.words.notes import note_consequences

LATEST = 3


@teacher_required
def home(request: SignedInRequest) -> HttpResponse:
    """Show what the teacher has, still needs and has to do now."""
    on = clock.today()
    place = own_place(request.user, on=on)
    if place.cycle is None:
        context = {
            "place": place,
            "routes": routes_of(request.user, on=on) if place.registered else [],
            "ended_by": way_back(request.user) if place.struck_off_on else None,
            "tasks": todo_in_file(request.user),
            "activities": told(latest_activities(request.user, LATEST), place.periods),
        }
        return render(request, "register/home_without_cycle.html", context)
    overview = own_overview(place.cycle, place, on=on)
    context = {
        "overview": overview,
        "tasks": [
            *todo(overview, to_confirm=place.to_confirm, renamed=place.renamed),
            *todo_in_file(request.user),
        ],
        "activities": told(latest_activities(request.user, LATEST), place.periods),
        "place": place,
        "consequences": note_consequences(on=on),
    }
    return render(request, "register/home.html", context)


@teacher_required
def requirements(request: SignedInRequest) -> HttpResponse:
    """Show every requirement with its calculation, what does not count, and what would help."""
    on = clock.today()
    place = own_place(request.user, on=on)
    if place.cycle is None:
        return redirect("register:home")  # which explains why there is no cycle
    overview = own_overview(place.cycle, place, on=on)
    asked = request.GET.get("sort", "")
    order = Fits(asked) if asked in Fits.values else Fits.CHEAPEST
    closing = closing_of(overview, request.user, order=order)
    form = _what_if_form(request, closing)
    supposed = form.is_valid()
    context = {
        "overview": overview,
        "closing": closing,
        "form": form,
        "chosen": form.cleaned_data if supposed else form.initial,
        "outcome": closing.what_if(form.cleaned_data) if supposed else None,
        "rule_set": place.cycle.rule_set,
        "reminded_on": place.reminded_on,
        "consequences": note_consequences(on=overview.on),
    }
    return render(request, "register/requirements.html", context)


def _what_if_form(request: SignedInRequest, closing: Closing) -> WhatIfForm:
    """Return the what-if form; initially everything planned is selected."""
    plan = [planned.item.pk for planned in closing.plan]
    offers = [one.fitting.offer.pk for one in closing.helps]
    data = request.GET if "what_if" in request.GET else None
    return WhatIfForm(data, plan=plan, offers=offers, initial={"plan": plan, "offer": []})
