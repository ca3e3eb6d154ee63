"""Procedures for the staff who handle them: lists by legal term, and one case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import Purpose, RoleKind
from accounts.doors import StaffRequest, role_required
from accounts.models import Person
from accounts.services.views import record_view
from core import clock
from core.forms import attempt, submit
from core.lists import paged
from register.dossier.case_file import case_file
from register.forms.cases import ActForm, CaseFilter, StrikeOffForm
from register.models import Case
from register.papers.scans import of_leave, open_paper
from register.querysets import CaseQuerySet
from register.selectors.cases import end_if_granted
from register.selectors.lists import registration_of
from register.services.cases import act_in_case, assign_case
from register.services.strike_offs import begin_striking_off

from .diplomas import paper_to_save


@role_required(RoleKind.ADMINISTRATOR)
def cases(request: StaffRequest) -> HttpResponse:
    """List the open cases, most urgent first."""
    form = CaseFilter(request.GET)
    rows = Case.objects.for_desk(request.user).open()
    if form.is_valid():
        rows = _narrow(rows, form, request.user)
    return _list(request, "register/cases.html", rows, {"form": form})


@role_required(RoleKind.ADMINISTRATOR)
def case(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Case.objects.for_desk(request.user)
    return _case(request, rows, pk, back="register:cases", one="register:case")


@role_required(RoleKind.ADMINISTRATOR)
def leave_paper(request: StaffRequest, pk: int) -> HttpResponse:
    """Return the proof of somebody's leave as a file, and record that it was viewed."""
    rows = Case.objects.for_desk(request.user).filter(deferral__paper__isnull=False)
    found = get_object_or_404(rows.with_people().select_related("deferral__paper"), pk=pk)
    paper, person = found.deferral.paper, found.deferral.cycle.registration.person
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.PROCEDURE)
    data = open_paper(paper.sealed, place=of_leave(paper.pk))
    return paper_to_save(data, kind=paper.kind, name=f"bewijs-{found.reference}")


@require_POST
@role_required(RoleKind.ADMINISTRATOR)
def take_case(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a case, or release it if it is already the user's own."""
    found = get_object_or_404(Case.objects.for_desk(request.user), pk=pk)
    mine = found.assigned_to_id == request.user.pk
    to = None if mine else request.user
    words = _("You handed this case back.") if mine else _("This case is yours.")
    attempt(request, words, assign_case, case=found, actor=request.user, to=to)
    return redirect("register:case", found.pk)


@role_required(RoleKind.OBJECTION_MEMBER)
def objections(request: StaffRequest) -> HttpResponse:
    rows = Case.objects.for_advisers(request.user).open()
    return _list(request, "register/objections.html", rows, {})


@role_required(RoleKind.OBJECTION_MEMBER)
def objection(request: StaffRequest, pk: int) -> HttpResponse:
    rows = Case.objects.for_advisers(request.user)
    return _case(request, rows, pk, back="register:objections", one="register:objection")


@role_required(RoleKind.ADMINISTRATOR)
def strike_off(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin striking off somebody who did not ask for it."""
    people = Person.objects.exclude(number="").exclude(pk=request.user.pk)
    person = get_object_or_404(people, pk=pk)
    registration = registration_of(person.number)
    if registration is None:
        return redirect("register:person", person.pk)
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.SUPPORT)
    form = StrikeOffForm(request.POST or None)
    if found := submit(
        form,
        begin_striking_off,
        registration=registration,
        actor=request.user,
        on=clock.today(),
    ):
        messages.success(request, _("The case has been opened."))
        return redirect("register:case", found.pk)
    return render(request, "register/begin_strike_off.html", {"form": form, "person": person})


def _narrow(rows: CaseQuerySet, form: CaseFilter, member: Person) -> CaseQuerySet:
    if procedure := form.cleaned_data["procedure"]:
        rows = rows.filter(procedure=procedure)
    if whose := form.cleaned_data["whose"]:
        rows = rows.filter(assigned_to=member if whose == "mine" else None)
    return rows


def _list(request: StaffRequest, template: str, rows: CaseQuerySet, context: dict) -> HttpResponse:
    page = paged(request, rows.with_people().by_term())
    late = rows.filter(due_on__lt=clock.today()).count()
    return render(request, template, {**context, "page": page, "late": late})


def _case(
    request: StaffRequest, rows: CaseQuerySet, pk: int, *, back: str, one: str
) -> HttpResponse:
    """Show one case and what this user can do in it, and record that it was viewed."""
    found = get_object_or_404(
        rows.with_people().select_related("deferral__cycle", "deferral__paper", "against__case"),
        pk=pk,
    )
    person, on = found.teacher, clock.today()
    if person:
        record_view(person, viewer=request.user, role=request.role, purpose=Purpose.PROCEDURE)
    file = case_file(found, reader=request.user, on=on)
    letter = any(found.tells(way.rule) for way in file.open_ways)
    form = ActForm(request.POST or None, ways=file.open_ways, letter=letter)
    if submit(form, act_in_case, case=found, actor=request.user, on=on):
        messages.success(request, _("Done. The person it is about is told where that is needed."))
        return redirect(one, found.pk)
    context = {"file": file, "case": found, "person": person, "form": form, "back": back}
    context["end_if_granted"] = end_if_granted(found)
    return render(request, "register/case.html", context)
