"""A teacher's own procedures: ask, answer, object, and read every letter."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from accounts.models import Person
from core import clock
from core.forms import submit
from register.choices.cases import ProcedureCode
from register.choices.registrations import RegistrationStatus
from register.dossier.case_file import case_file
from register.forms.cases import ActForm, DeferralForm, LeavePaperForm, ObjectionForm, ReasonForm
from register.letters import contents
from register.letters.case_letters import letter_html, letter_pdf, title
from register.letters.notifying import remedy_ends, told_events
from register.models import Case, CaseEvent, Decision, DiplomaCheck
from register.querysets import CaseQuerySet
from register.selectors.cases import end_if_granted, way_back
from register.selectors.diplomas import diploma_name
from register.selectors.dossier import own_place
from register.services.cases import act_in_case
from register.services.deferrals import ask_deferral, send_proof
from register.services.objections import object_to_decision, object_to_diploma, object_to_event
from register.services.strike_offs import ask_to_be_struck_off

Trail = Sequence[tuple[Promise, str]]
OWN: Trail = (
    (gettext_lazy("Overview"), "register:home"),
    (gettext_lazy("My procedures"), "register:own_cases"),
)
LETTER = "register:case_letter"


@teacher_required
def own_cases(request: SignedInRequest) -> HttpResponse:
    place = own_place(request.user, on=clock.today())
    registered = [row for row in place.registrations if row.status == RegistrationStatus.REGISTERED]
    context = {
        "cases": Case.objects.of(request.user).with_people(),
        "cycle": place.cycle,
        "registration": next(iter(registered), None),
        "ended_by": way_back(request.user) if place.struck_off_on else None,
    }
    return render(request, "register/own_cases.html", context)


@teacher_required
def own_case(request: SignedInRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(Case.objects.of(request.user).with_people(), pk=pk)
    return follow_case(request, case, reader=request.user, trail=OWN, letters_at=LETTER)


def follow_case(
    request: HttpRequest, case: Case, *, reader: Person | None, trail: Trail, letters_at: str
) -> HttpResponse:
    """Show one case as a timeline with its letters, and what the person concerned can do now."""
    on = clock.today()
    file = case_file(case, reader=reader, on=on)
    form = ActForm(request.POST or None, ways=file.open_ways, letter=False)
    if submit(form, act_in_case, case=case, actor=reader, on=on):
        messages.success(request, _("Done. You see it in the list below."))
        return redirect(case)
    sent = told_events(file.events)
    context = {
        "file": file,
        "case": case,
        "form": form,
        "letters": [(event, title(event)) for event in sent if event.notified_on],
        "trail": trail,
        "letters_at": letters_at,
        "unposted": bool(sent) and sent[-1].notified_on is None,
        "letter": letter_html(contents.case_letter(sent[-1])) if sent else "",
        "end_if_granted": end_if_granted(case),
    }
    return render(request, "register/own_case.html", context)


@teacher_required
def case_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    return letter_file(Case.objects.of(request.user), pk)


def letter_file(cases: CaseQuerySet, pk: int) -> HttpResponse:
    """Return one letter of these cases as a PDF; 404 for a letter that was not sent."""
    sent = CaseEvent.objects.with_people().filter(notified_on__isnull=False)
    event = get_object_or_404(sent, pk=pk, case__in=cases)
    name = f"brief-{event.case.reference}-{event.pk}.pdf"
    return HttpResponse(
        letter_pdf(contents.case_letter(event)),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@teacher_required
def deferral(request: SignedInRequest) -> HttpResponse:
    cycle = own_place(request.user, on=clock.today()).cycle
    if cycle is None:
        return redirect("register:own_cases")
    form = DeferralForm(request.POST or None, request.FILES or None)
    if case := submit(form, ask_deferral, cycle=cycle, actor=request.user, on=clock.today()):
        messages.success(request, _("Your request has been received."))
        return redirect(case)
    waiting = Case.objects.of(request.user).open().filter(procedure=ProcedureCode.DEFERRAL).first()
    context = {"form": form, "cycle": cycle, "waiting": waiting}
    return render(request, "register/ask_deferral.html", context)


@teacher_required
def leave_paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """Upload proof of the leave for which a deferral was requested."""
    rows = Case.objects.of(request.user).open().filter(procedure=ProcedureCode.DEFERRAL)
    case = get_object_or_404(rows.select_related("deferral__paper"), pk=pk)
    form = LeavePaperForm(request.POST or None, request.FILES or None)
    if submit(form, send_proof, case=case, actor=request.user):
        messages.success(request, _("The register has your file."))
        return redirect(case)
    return render(request, "register/leave_paper.html", {"form": form, "case": case})


@teacher_required
def strike_off(request: SignedInRequest) -> HttpResponse:
    place = own_place(request.user, on=clock.today())
    registration = next(iter(place.registered), None)
    if registration is None:
        return redirect("register:own_cases")
    form = ReasonForm(request.POST or None)
    if case := submit(
        form,
        ask_to_be_struck_off,
        registration=registration,
        actor=request.user,
        on=clock.today(),
    ):
        messages.success(request, _("Your request has been received."))
        return redirect(case)
    return render(request, "register/ask_strike_off.html", {"form": form})


@teacher_required
def object_decision(request: SignedInRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.of(request.user).with_cycle(), pk=pk)
    form = ObjectionForm(request.POST or None)
    on = clock.today()
    if case := submit(form, object_to_decision, decision=decision, actor=request.user, on=on):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    until, about = decision.objection_until, decision.reference
    return objecting_page(request, form, about=about, until=until, back=decision)


@teacher_required
def object_event(request: SignedInRequest, pk: int) -> HttpResponse:
    rows = CaseEvent.objects.filter(case__registration__person=request.user)
    event = get_object_or_404(rows.select_related("case__registration__person"), pk=pk)
    form = ObjectionForm(request.POST or None)
    if case := submit(form, object_to_event, event=event, actor=request.user, on=clock.today()):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    about, until = event.case.reference, event.remedy_until
    return objecting_page(request, form, about=about, until=until, back=event.case)


@teacher_required
def object_diploma(request: SignedInRequest, pk: int) -> HttpResponse:
    """Object to the refusal of a diploma, or go to the case if there is one already."""
    check = get_object_or_404(DiplomaCheck.objects.of(request.user), pk=pk)
    if not check.contestable:
        raise Http404
    if case := check.objections.select_related("diploma__person").first():
        return redirect(case)
    form, on = ObjectionForm(request.POST or None), clock.today()
    if case := submit(form, object_to_diploma, check=check, actor=request.user, on=on):
        messages.success(request, _("Your objection has been received."))
        return redirect(case)
    about, until = (
        diploma_name(check, language=get_language() or ""),
        remedy_ends(check.notified_on),
    )
    return objecting_page(request, form, about=about, until=until, back=check)


def objecting_page(
    request: HttpRequest,
    form: ObjectionForm,
    *,
    about: str,
    until: date | None,
    back: Decision | Case | DiplomaCheck | str,
    trail: Trail = OWN,
) -> HttpResponse:
    """Ask why somebody disagrees, naming what they object to."""
    context = {"form": form, "about": about, "until": until, "back": back}
    return render(request, "register/object.html", {**context, "trail": trail, "own": trail is OWN})
