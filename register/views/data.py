"""What boards delivered about a teacher: read it, confirm it, or say what is wrong."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import submit
from register.forms.dossier import DisputeForm
from register.selectors.dossier import own_place
from register.selectors.qualifications import qualification_name
from register.services.registrations import confirm_delivered
from schools.selectors import delivered_data
from schools.services.disputes import dispute as open_dispute


@teacher_required
def my_data(request: SignedInRequest) -> HttpResponse:
    return render(request, "register/my_data.html", _data(request))


@teacher_required
def confirm(request: SignedInRequest) -> HttpResponse:
    """Show what was delivered, per board; one button confirms all of it."""
    if request.method == "POST":
        if confirm_delivered(request.user, actor=request.user, on=clock.today()):
            messages.success(request, _("You are registered. Welcome."))
        return redirect("register:home")
    return render(request, "register/confirm.html", _data(request))


@teacher_required
def dispute(request: SignedInRequest, staff: int) -> HttpResponse:
    """Tell a board that something in what it delivered is wrong."""
    record = next((one for one in delivered_data(request.user) if one.pk == staff), None)
    if record is None:
        raise Http404
    form = DisputeForm(request.POST or None, initial={"field": request.GET.get("veld")})
    if submit(form, open_dispute, staff=record, actor=request.user, on=clock.today()):
        messages.success(request, _("Your message has been sent. The answer comes here."))
        return redirect("register:my_data")
    return render(request, "register/dispute.html", {"record": record, "form": form})


def _data(request: SignedInRequest) -> dict:
    place = own_place(request.user, on=clock.today())
    return {
        "place": place,
        "qualifications": [(row, qualification_name(row)) for row in place.qualifications],
        "delivered": delivered_data(request.user),
    }
