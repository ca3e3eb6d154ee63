"""Inviting teachers to claim what their board passed on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from core import clock
from core.forms import submit
from schools.letter_forms import LettersForm
from schools.letters import claim_letters
from schools.models import Board, StaffRecord
from schools.selectors.staff import letters_to, locations_of, progress_counts
from schools.services.claim_letters import codes_for_letters
from schools.services.staff import invite_everybody, invite_teachers


@role_required(RoleKind.HR_OFFICER)
def inviting(request: StaffRequest) -> HttpResponse:
    """Show how many were invited, claimed and confirmed; print letters for whom mail misses."""
    pk, now, on = request.role.organisation_id, timezone.now(), clock.today()
    form = LettersForm(request.POST or None, places=locations_of(pk, on=on))

    def print_letters(*, who: str, location: str) -> bytes:
        board = Board.objects.get(pk=pk)
        staff = letters_to(pk, now=now, on=on, who=who, location=location)
        found = codes_for_letters(board, actor=request.user, role=request.role, staff=staff)
        return claim_letters(found)

    if pdf := submit(form, print_letters):
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="brieven-{on}.pdf"'
        return response
    context = {"form": form, "counts": progress_counts(pk, now=now)}
    return render(request, "schools/inviting.html", context)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def invite(request: StaffRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(
        StaffRecord.objects.select_related("board"), pk=pk, board=request.role.organisation_id
    )
    if invite_teachers(found.board, actor=request.user, persons=[found.person_id]):
        messages.success(request, _("The invitation is on its way to %s.") % found.email)
    else:
        messages.error(
            request,
            _(
                "There is no address, the record has been claimed already, or an invitation went"
                " out just now."
            ),
        )
    return redirect(found)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def invite_all(request: StaffRequest) -> HttpResponse:
    board = Board.objects.get(pk=request.role.organisation_id)
    count = invite_everybody(board, actor=request.user)
    words = ngettext("%(n)s invitation goes out.", "%(n)s invitations go out.", count)
    messages.success(request, words % {"n": count})
    return redirect("schools:inviting")
