"""Shielding: asked for by a teacher, looked at by an administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import Purpose, RoleKind, ShieldStatus
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from accounts.forms.shields import RefuseShieldForm, ShieldForm
from accounts.models import Person, Shield
from accounts.services import shields as services
from accounts.services.views import record_view
from accounts.step_up import step_up
from core.forms import attempt, submit
from core.lists import paged


@teacher_required
def own_shield(request: SignedInRequest) -> HttpResponse:
    """Say whether one is shielded; who is not may ask for it."""
    latest = request.user.shields.last()
    form = ShieldForm(request.POST or None)
    asked = services.ask_for_shield
    if submit(form, asked, person=request.user, actor=request.user):
        messages.success(request, _("You are shielded from now on."))
        return redirect("accounts:own_shield")
    return render(request, "accounts/own_shield.html", {"shield": latest, "form": form})


@require_POST
@teacher_required
@step_up
def stop(request: SignedInRequest) -> HttpResponse:
    shield = get_object_or_404(request.user.shields.working())
    done = _("You are shielded no longer.")
    attempt(request, done, services.lift_shield, shield=shield, actor=request.user)
    return redirect("accounts:own_shield")


@role_required(RoleKind.ADMINISTRATOR)
def shields(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("status", "")
    status = asked if asked in ShieldStatus.values else ShieldStatus.ASKED
    found = Shield.objects.visible_to(request.user).filter(status=status)
    context = {
        "page": paged(request, found.select_related("person")),
        "status": status,
        "statuses": ShieldStatus.choices,
    }
    return render(request, "accounts/shields.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def shield(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a request, and let it stay or refuse it; the look is written down for the teacher."""
    visible = Shield.objects.visible_to(request.user).select_related("person", "looked_by")
    found = get_object_or_404(visible, pk=pk)
    record_view(found.person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    form = RefuseShieldForm(request.POST or None)
    if submit(form, services.refuse_shield, shield=found, actor=request.user):
        messages.success(request, _("Refused. The teacher is told why."))
        return redirect(found)
    return render(request, "accounts/shield.html", {"shield": found, "form": form})


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def confirm(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Shield.objects.visible_to(request.user), pk=pk)
    done = _("The teacher stays shielded, and is told so.")
    attempt(request, done, services.confirm_shield, shield=found, actor=request.user)
    return redirect(found)


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
@step_up
def lift(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Shield.objects.visible_to(request.user), pk=pk)
    done = _("The teacher is found by name again, and is told so.")
    attempt(request, done, services.lift_shield, shield=found, actor=request.user)
    return redirect(found)


@role_required(RoleKind.ADMINISTRATOR)
def shield_somebody(request: StaffRequest, pk: int) -> HttpResponse:
    """Shield a teacher who asked for it in another way."""
    person = get_object_or_404(Person.objects.exclude(pk=request.user.pk), pk=pk)
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    form = ShieldForm(request.POST or None)
    if made := submit(form, services.shield_person, person=person, actor=request.user):
        messages.success(request, _("The teacher is shielded from now on."))
        return redirect(made)
    return render(request, "accounts/shield_new.html", {"person": person, "form": form})
