"""A teacher's reflection on an activity, visible to nobody else."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from core.forms import submit
from cpd.forms.reflections import ReflectionForm
from cpd.models import Activity
from cpd.services.reflections import reflect


@teacher_required
def reflection(request: SignedInRequest, pk: int) -> HttpResponse:
    own = Activity.objects.of(request.user).in_file().select_related("reflection")
    activity = get_object_or_404(own, pk=pk)
    known = getattr(activity, "reflection", None)
    form = ReflectionForm(request.POST or None, initial={"text": known.text if known else ""})
    if submit(form, reflect, activity=activity, actor=request.user):
        messages.success(request, _("Kept, for you alone."))
        return redirect("cpd:activity", pk)
    return render(request, "cpd/reflection.html", {"activity": activity, "form": form})
