"""Inviting teachers to claim what their board passed on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.step_up import step_up, step_up_to_send
from core import clock
from core.forms import submit
from core.refresh import look_again
from schools.choices import BundleStatus
from schools.forms.deliveries import ConfirmForm
from schools.forms.letters import LettersForm
from schools.letters import claim_letters
from schools.models import Board, LetterBundle, StaffRecord
from schools.progress import letters_made
from schools.selectors.staff import letters_to, locations_of, progress_counts
from schools.services.bundles import ask_letters, fetch_letters
from schools.services.claim_letters import codes_for_letters
from schools.services.staff import invite_everybody, invite_teachers

WAITED_FOR = 250
"""The most letters that are made while somebody waits."""

BUNDLES = 5
SECONDS_TO_LOOK_AGAIN = 3


@role_required(RoleKind.HR_OFFICER)
@step_up_to_send
def inviting(request: StaffRequest) -> HttpResponse:
    """Show how many were invited, claimed and confirmed; print letters for the others."""
    pk, now, on = request.role.organisation_id, timezone.now(), clock.today()
    form = LettersForm(request.POST or None, places=locations_of(pk, on=on))
    if printed := submit(form, _print_letters, request=request):
        if isinstance(printed, LetterBundle):
            return redirect(printed)
        return _pdf(printed, f"brieven-{on}")
    bundles = LetterBundle.objects.filter(board=pk).exclude(status=BundleStatus.CLEARED)
    counts = progress_counts(pk, now=now, on=on)
    context = {"form": form, "counts": counts, "bundles": bundles[:BUNDLES]}
    return render(request, "schools/inviting.html", context)


def _print_letters(*, request: StaffRequest, who: str, location: str) -> bytes | LetterBundle:
    """Return letters, or the bundle that many of them come in."""
    board, actor = Board.objects.get(pk=request.role.organisation_id), request.user
    now, on = timezone.now(), clock.today()
    staff = letters_to(board.pk, now=now, on=on, who=who, location=location)
    if (count := staff.count()) > WAITED_FOR:
        return ask_letters(
            board, actor=actor, role=request.role, who=who, location=location, count=count
        )
    return claim_letters(codes_for_letters(board, actor=actor, role=request.role, staff=staff))


@role_required(RoleKind.HR_OFFICER)
def letters(request: StaffRequest, pk: int) -> HttpResponse:
    """Show how far many letters are; they can be fetched as soon as all are there."""
    found = _bundle(request, pk)
    context = {"bundle": found, "made": letters_made(found)}
    response = render(request, "schools/letter_bundle.html", context)
    if found.status == BundleStatus.ASKED:
        look_again(request, response, seconds=SECONDS_TO_LOOK_AGAIN)
    return response


@role_required(RoleKind.HR_OFFICER)
def letters_pdf(request: StaffRequest, pk: int) -> HttpResponse:
    found = _bundle(request, pk)
    if found.status != BundleStatus.MADE:
        raise Http404
    return _pdf(fetch_letters(found, actor=request.user), f"brieven-{found.pk}")


def _bundle(request: StaffRequest, pk: int) -> LetterBundle:
    own = LetterBundle.objects.filter(board=request.role.organisation_id)
    return get_object_or_404(own.select_related("board", "asked_by"), pk=pk)


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


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
@step_up
def letter(request: StaffRequest, pk: int) -> HttpResponse:
    """Print the letter of one teacher, for the first time or again."""
    own = StaffRecord.objects.filter(board=request.role.organisation_id, pk=pk)
    found = get_object_or_404(own.select_related("board"))
    form = ConfirmForm(request.POST)
    by = {"actor": request.user, "role": request.role}
    if invited := submit(form, codes_for_letters, board=found.board, staff=own, **by):
        return _pdf(claim_letters(invited), f"brief-{clock.today()}")
    messages.error(request, " ".join(map(str, form.non_field_errors())))
    return redirect(found)


@require_POST
@role_required(RoleKind.HR_OFFICER)
def invite_all(request: StaffRequest) -> HttpResponse:
    board = Board.objects.get(pk=request.role.organisation_id)
    count = invite_everybody(board, actor=request.user, on=clock.today())
    words = ngettext("%(n)s invitation goes out.", "%(n)s invitations go out.", count)
    messages.success(request, words % {"n": count})
    return redirect("schools:inviting")
