"""What boards delivered about a teacher: read it, confirm it, or say what is wrong."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from register.selectors.dossier import own_place
from register.selectors.qualifications import qualification_name
from register.services.registrations import confirm_delivered
from schools.selectors import delivered_data


@teacher_required
def my_data(request: SignedInRequest) -> HttpResponse:
    return render(request, "register/my_data.html", _data(request))


@teacher_required
def confirm(request: SignedInRequest) -> HttpResponse:
    """Show what was delivered, per board; one press confirms all of it."""
    if request.method == "POST":
        if confirm_delivered(request.user, actor=request.user, on=clock.today()):
            messages.success(request, _("You are registered. Welcome."))
        return redirect("register:home")
    return render(request, "register/confirm.html", _data(request))


def _data(request: SignedInRequest) -> dict:
    place = own_place(request.user)
    return {
        "place": place,
        "qualifications": [(row, qualification_name(row)) for row in place.qualifications],
        "delivered": delivered_data(request.user),
    }
