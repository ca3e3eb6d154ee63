"""Inviting teachers to claim what their board passed on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from schools.models import Board, StaffRecord
from schools.services.staff import invite_everybody, invite_teachers


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
    return redirect("schools:staff")
