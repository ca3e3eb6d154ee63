"""Diplomas: submitted by a teacher, checked by an administrator or an HR officer of their board."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import Purpose, RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from accounts.services.views import record_view
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from register.choices.diplomas import CheckStatus
from register.forms.diplomas import AdmitForm, CheckDiplomaForm, DiplomaForm, PaperForm, QueueFilter
from register.letters.notifying import remedy_ends
from register.models import DiplomaCheck
from register.papers.scans import KINDS, of_diploma, open_paper
from register.selectors.admissions import asked_with, doubles_of, holder_of_number
from register.selectors.diplomas import (
    checkers_for,
    checks_of,
    diploma_name,
    narrowed,
    queue_of,
    waiting_before,
)
from register.services.diplomas import (
    accept_diploma,
    ask_about_diploma,
    hand_in_again,
    hand_in_diploma,
    refuse_diploma,
    withdraw_diploma,
)

in_register = role_required(RoleKind.ADMINISTRATOR)
in_board = role_required(RoleKind.HR_OFFICER, own=True)


@teacher_required
def diplomas(request: SignedInRequest) -> HttpResponse:
    rows = [(check, _name(check)) for check in checks_of(request.user)]
    return render(request, "register/diplomas.html", {"rows": rows})


@teacher_required
def diploma_new(request: SignedInRequest) -> HttpResponse:
    person, on = request.user, clock.today()
    form = DiplomaForm(
        request.POST or None, request.FILES or None, checkers=checkers_for(person), on=on
    )
    if check := submit(form, hand_in_diploma, person=person, actor=person, on=on):
        messages.success(request, _("Your diploma is handed in."))
        return redirect(check)
    return render(request, "register/diploma_new.html", {"form": form})


@teacher_required
def diploma(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the status of a diploma; if something was asked, another scan can be uploaded."""
    check = get_object_or_404(checks_of(request.user), pk=pk)
    form = None
    if check.status == CheckStatus.ASKED:
        form = PaperForm(request.POST or None, request.FILES or None)
        if form.is_valid():
            done, on = _("Your diploma is handed in again."), clock.today()
            paper = form.cleaned_data["paper"]
            attempt(
                request, done, hand_in_again, check=check, actor=request.user, on=on, paper=paper
            )
            return redirect(check)
    context = {"check": check, "name": _name(check), "form": form, "before": waiting_before(check)}
    if check.contestable:
        context |= {"objection": check.objections.first(), "until": remedy_ends(check.notified_on)}
    return render(request, "register/diploma.html", context)


@require_POST
@teacher_required
def diploma_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(checks_of(request.user), pk=pk)
    done = _("You have taken it back. The scan is thrown away.")
    attempt(request, done, withdraw_diploma, check=check, actor=request.user)
    return redirect("register:diplomas")


def _queue_page(request: StaffRequest) -> HttpResponse:
    """List the diplomas that this organisation is asked to check."""
    form = QueueFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = narrowed(queue_of(request.role.organisation_id), **wanted)
    page = paged(request, rows)
    context = {"page": page, "rows": [(check, _name(check)) for check in page], "form": form}
    return render(request, "register/diploma_queue.html", {**context, **wanted})


def _check_page(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one diploma, recording that it was viewed, and decide."""
    check = _asked_of(request, pk)
    _look(request, check)
    admission = asked_with(check)
    form = (AdmitForm if admission else CheckDiplomaForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _decide(request, check, **form.cleaned_data)
        return redirect(_queue(request))
    context = {"check": check, "name": _name(check), "form": form, "area": request.area}
    if admission:
        context |= {"admission": admission, "holder": holder_of_number(admission)}
        context |= {"doubles": doubles_of(check.person)}
    return render(request, "register/diploma_check.html", context)


def _file(request: StaffRequest, pk: int) -> HttpResponse:
    """Return the scan as a download; it is never displayed within the portal."""
    check = _asked_of(request, pk)
    _look(request, check)
    data = open_paper(check.file.sealed, place=of_diploma(check.pk))
    return paper_to_save(data, kind=check.file.kind, name=f"diploma-{check.pk}")


def paper_to_save(data: bytes, *, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{KINDS[kind]}"'}
    return HttpResponse(data, content_type=kind, headers=headers)


register_queue, board_queue = in_register(_queue_page), in_board(_queue_page)
register_check, board_check = in_register(_check_page), in_board(_check_page)
register_file, board_file = in_register(_file), in_board(_file)


def _decide(request: StaffRequest, check: DiplomaCheck, *, outcome: str, reasons: str) -> None:
    done, who = _("The teacher is told."), {"actor": request.user, "on": clock.today()}
    if outcome == "accept":
        attempt(request, done, accept_diploma, check=check, **who)
    else:
        service = ask_about_diploma if outcome == "ask" else refuse_diploma
        attempt(request, done, service, check=check, reasons=reasons, **who)


def _asked_of(request: StaffRequest, pk: int) -> DiplomaCheck:
    rows = queue_of(request.role.organisation_id).exclude(status=CheckStatus.WITHDRAWN)
    return get_object_or_404(rows.exclude(person=request.user).select_related("file"), pk=pk)


def _look(request: StaffRequest, check: DiplomaCheck) -> None:
    purpose = Purpose.STAFF_DATA
    record_view(check.person, viewer=request.user, role=request.role, purpose=purpose)


def _name(check: DiplomaCheck) -> str:
    return diploma_name(check, language=get_language() or "")


def _queue(request: StaffRequest) -> str:
    """Return the queue in the area of the role in use."""
    board = request.role.kind == RoleKind.HR_OFFICER
    return "register:board_diplomas" if board else "register:diploma_queue"
