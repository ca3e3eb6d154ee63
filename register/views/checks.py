"""Checking a list of teachers under an agreement: for funds and for boards."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.choices import RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Agreement, Person
from accounts.step_up import step_up
from core import clock
from core.forms import submit
from core.lists import paged
from register.forms.checks import CheckListForm
from register.models import RegisterCheck
from register.papers.check_file import ANSWER_HEADER, HEADER, answer_rows, read_list
from register.selectors.checks import answers_in, signed_words
from register.services.checks import check_registrations
from register.services.proofs import proof_of
from schools.exports import BYTE_ORDER_MARK, for_spreadsheet

FILES = {"antwoorden", "bewijs", "verklaring"}
ROUTES = {
    RoleKind.CHECKER: ("register:fund_checks", "register:fund_answers"),
    RoleKind.HR_OFFICER: ("register:board_checks", "register:board_answers"),
}


@role_required(RoleKind.CHECKER)
def of_fund(request: StaffRequest) -> HttpResponse:
    return _checks(request)


@role_required(RoleKind.HR_OFFICER, own=True)
def of_board(request: StaffRequest) -> HttpResponse:
    return _checks(request)


@role_required(RoleKind.CHECKER)
def check_of_fund(request: StaffRequest, pk: int) -> HttpResponse:
    return _check(request, pk)


@role_required(RoleKind.HR_OFFICER, own=True)
def check_of_board(request: StaffRequest, pk: int) -> HttpResponse:
    return _check(request, pk)


@role_required(RoleKind.CHECKER, RoleKind.HR_OFFICER, own=True)
def template(request: StaffRequest) -> HttpResponse:
    """Return an empty CSV list with the right header."""
    return _file(for_spreadsheet(HEADER, []), "lijst.csv", "text/csv")


@role_required(RoleKind.CHECKER)
@step_up
def answers_of_fund(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    return _answers(request, pk, kind)


@role_required(RoleKind.HR_OFFICER, own=True)
@step_up
def answers_of_board(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    return _answers(request, pk, kind)


def _checks(request: StaffRequest) -> HttpResponse:
    """Ask for a list and show earlier checks."""
    today = clock.today()
    agreements = Agreement.objects.on(today).filter(organisation=request.role.organisation_id)
    form = CheckListForm(
        request.POST or None, request.FILES or None, agreements=list(agreements), on=today
    )
    if check := submit(form, _ask, actor=request.user):
        return redirect(f"{request.path}{check.pk}/")
    page = paged(request, _own(request))
    return render(request, "register/checks.html", {"form": form, "page": page})


def _ask(*, actor: Person, agreement: Agreement, file: UploadedFile, on: date) -> RegisterCheck:
    return check_registrations(
        agreement, actor=actor, asked=read_list(file.read()), on=on, today=clock.today()
    )


def _check(request: StaffRequest, pk: int) -> HttpResponse:
    check = get_object_or_404(_own(request), pk=pk)
    words = signed_words(check)
    rows = list(answer_rows(answers_in(words))) if words else []
    listed, answers = ROUTES[RoleKind(request.role.kind)]
    context = {
        "check": check,
        "page": paged(request, rows),
        "listed": listed,
        "answers": answers,
    }
    return render(request, "register/check_answers.html", context)


def _answers(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Return the answers as a file: CSV, a signed JWS for programs, or a signed PDF."""
    check = get_object_or_404(_own(request), pk=pk)
    words = signed_words(check)
    if not words or kind not in FILES:
        raise Http404
    name = f"controle-{check.pk}"
    if kind == "bewijs":
        return _file(words, f"{name}.jws", "application/jose")
    if kind == "verklaring":
        return _paper(proof_of(check, actor=request.user), f"{name}.pdf")
    sheet = for_spreadsheet(ANSWER_HEADER, answer_rows(answers_in(words)))
    return _file(f"{BYTE_ORDER_MARK}{sheet}", f"{name}.csv", "text/csv")


def _own(request: StaffRequest) -> QuerySet[RegisterCheck]:
    own = RegisterCheck.objects.filter(agreement__organisation=request.role.organisation_id)
    return own.select_related("agreement", "asked_by", "client")


def _paper(pdf: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=disposition)


def _file(content: str, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{content_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
