"""Ratings of courses: by people who attended, answered by providers, hidden by administrators."""

from django.contrib import messages
from django.forms import model_to_dict
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, StaffRequest, teacher_required
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from core.moves import open_moves
from cpd.forms.ratings import AnswerForm, ModerateForm, RatingFilterForm, RatingForm
from cpd.models import Attendance, Rating
from cpd.selectors import ratings as selectors
from cpd.services.ratings import (
    answer_rating,
    hide_rating,
    rate,
    show_rating,
    withdraw_rating,
)

from .judging import administrator_required
from .offers import provider_required


@teacher_required
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    mine = Attendance.objects.proven(request.user).with_session()
    attendance = get_object_or_404(mine, pk=pk)
    if "withdraw" in request.POST:
        done = _("Your rating is gone.")
        attempt(request, done, withdraw_rating, attendance=attendance, actor=request.user)
        return redirect("cpd:my_sessions")
    rating = Rating.objects.filter(attendance=attendance).first()
    form = RatingForm(request.POST or None, initial=model_to_dict(rating) if rating else None)
    if submit(form, rate, attendance=attendance, actor=request.user, on=clock.today()):
        messages.success(request, _("Thank you. Ratings are shown from five people on."))
        return redirect("cpd:my_sessions")
    context = {"form": form, "attendance": attendance, "rating": rating}
    return render(request, "cpd/rate.html", context)


@provider_required
def of_provider(request: StaffRequest) -> HttpResponse:
    """Show a provider the ratings of its courses, without names."""
    open_only = "open" in request.GET
    found = selectors.ratings_for_provider(request.role.organisation_id, open_only=open_only)
    context = {
        "page": paged(request, found),
        "open_only": open_only,
        "averages": selectors.averages_of(request.role.organisation_id),
    }
    return render(request, "cpd/provider_ratings.html", context)


@provider_required
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    own = selectors.ratings_for_provider(request.role.organisation_id, open_only=False)
    rating = get_object_or_404(own, pk=pk)
    form = AnswerForm(request.POST or None, initial={"text": rating.answer})
    if submit(form, answer_rating, rating=rating, actor=request.user):
        messages.success(request, _("Your answer is shown with the course."))
        return redirect("cpd:provider_ratings")
    return render(request, "cpd/rating_answer.html", {"form": form, "rating": rating})


@administrator_required
def moderation(request: StaffRequest) -> HttpResponse:
    form = RatingFilterForm(request.GET)
    form.is_valid()
    status, text = (form.cleaned_data.get(name, "") for name in ("status", "q"))
    found = selectors.ratings_to_moderate(status=status, text=text)
    page = paged(request, found)
    return render(request, "cpd/ratings.html", {"page": page, "form": form})


@administrator_required
def moderate(request: StaffRequest, pk: int) -> HttpResponse:
    """Hide a rating or show it again, without learning who gave it."""
    rating = get_object_or_404(Rating.objects.with_offer(), pk=pk)
    form, [move] = ModerateForm(request.POST or None), open_moves(rating)
    service = {"hide": hide_rating, "show": show_rating}[move]
    if submit(form, service, rating=rating, actor=request.user):
        messages.success(request, _("That is recorded."))
        return redirect("cpd:ratings")
    context = {"form": form, "rating": rating, "move": move}
    return render(request, "cpd/rating_moderate.html", context)
