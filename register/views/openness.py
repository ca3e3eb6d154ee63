"""What the open register shows of a teacher, and how often people viewed it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import submit
from register.forms.dossier import OpennessForm
from register.selectors.openness import own_openness
from register.services.listings import choose_openness


@teacher_required
def openness(request: SignedInRequest) -> HttpResponse:
    """Show the own entry as everybody sees it, with the one thing that the teacher may choose."""
    on = clock.today()
    own = own_openness(request.user, on=on)
    if own is None:
        hidden = _(
            "The open register shows nothing of you: only teachers who are qualified and"
            " registered."
        )
        messages.info(request, hidden)
        return redirect("register:home")
    form = OpennessForm(request.POST or None, initial={"shows_school": own.shows_school})
    registration = own.entry.registration
    if submit(form, choose_openness, registration=registration, actor=request.user, on=on):
        messages.success(request, _("Saved. This is what everybody sees now."))
        return redirect("register:openness")
    return render(request, "register/openness.html", {"own": own, "form": form})
