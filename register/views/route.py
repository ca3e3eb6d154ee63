"""The route of somebody not fully qualified yet: on which ground, until when, and what next."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import attempt, submit, unless_gone
from register.forms.learning import LearningForm
from register.selectors.delivered import routes_of
from register.services.learning import add_learning, remove_learning


@teacher_required
def route(request: SignedInRequest) -> HttpResponse:
    context = {
        "routes": routes_of(request.user, on=clock.today()),
        "learning": request.user.earlier_learning.all(),
    }
    return render(request, "register/route.html", context)


@teacher_required
def learning_new(request: SignedInRequest) -> HttpResponse:
    form, person = LearningForm(request.POST or None), request.user
    if submit(form, add_learning, person=person, actor=person, on=clock.today()):
        messages.success(request, _("Added to your list."))
        return redirect("register:route")
    return render(request, "register/learning_new.html", {"form": form})


@require_POST
@teacher_required
def learning_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    person, done = request.user, _("Removed from your list.")
    if found := unless_gone(request, person.earlier_learning.all(), pk, actor=person):
        attempt(request, done, remove_learning, learning=found, actor=person)
    return redirect("register:route")
