"""Having a certificate issued again: by its holder, or by an administrator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.choices import Purpose, RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from accounts.services.views import record_view
from core import clock
from core.forms import attempt
from core.permissions import require
from register.models import Certificate
from register.permissions import can_reissue
from register.services.certificates import reissue_certificate
from register.signing.codes import plain_code


@teacher_required
def own(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the name on the own certificate beside the present name, and issue it again."""
    found = get_object_or_404(Certificate.objects.of(request.user).with_holder(), pk=pk)
    require(can_reissue(request.user, found))
    if request.method == "POST":
        done = _("Your new certificate is being made. You get a message when it is ready.")
        _reissue(request, done, found)
        return redirect("register:certificates")
    return _asked(request, found)


@role_required(RoleKind.ADMINISTRATOR)
def of_teacher(request: StaffRequest, code: str) -> HttpResponse:
    """The same for somebody else; that it was viewed is recorded for the holder."""
    found = get_object_or_404(Certificate.objects.with_holder(), code=plain_code(code))
    require(can_reissue(request.user, found))
    person = found.cycle.registration.person
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    if request.method == "POST":
        _reissue(request, _("The new certificate is being made. The teacher is told."), found)
        return redirect("register:person", person.pk)
    return _asked(request, found)


def _reissue(request: HttpRequest, done: str, found: Certificate) -> None:
    attempt(
        request,
        done,
        reissue_certificate,
        certificate=found,
        actor=request.user,
        on=clock.today(),
    )


def _asked(request: HttpRequest, found: Certificate) -> HttpResponse:
    person = found.cycle.registration.person
    if found.is_right or found.replaced_on:
        raise Http404
    context = {"certificate": found, "person": person, "own": person == request.user}
    return render(request, "register/reissue.html", context)
