"""The sample: the committee reviews, the teacher answers, and anybody can verify the draw."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.choices import Purpose, RoleKind
from accounts.doors import SignedInRequest, StaffRequest, role_required, teacher_required
from accounts.services.views import record_view
from core import clock
from core.forms import submit
from cpd.selectors.evidence import activities_to_judge, evidence_of
from register.choices.sample_terms import sample_terms
from register.choices.samples import SampleStatus
from register.dossier.overview import overview_of
from register.forms.samples import LotForm, OutcomeForm, SampleTextForm, VerdictForm
from register.models import Draw, Sample, SampleVerdict
from register.selectors.samples import check_of, samples_to_judge, strata_of, waits_for_answer
from register.services.draws import fill_in_outcome
from register.services.samples import judge_sample, say_in_sample

LATEST = 24


@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """Explain the draw, show what was published, and recompute a lot on request."""
    public = Draw.objects.exclude(secret="")
    form = LotForm(request.GET or None, draws=public)
    asked = form.is_valid()
    context = {
        "draws": [(draw, strata_of(draw) if draw.secret else []) for draw in _published()],
        "form": form if public.exists() else None,
        "share": sample_terms(clock.today()).share,
        "check": check_of(form.cleaned_data["month"], form.cleaned_data["cycle"])
        if asked
        else None,
    }
    return render(request, "register/draws.html", context)


@require_safe
def draws_json(request: HttpRequest) -> JsonResponse:
    """Return what was published as JSON."""
    columns = ("commitment", "committed_on", "outside", "outside_on", "outcome", "secret")
    rows = [
        {"month": f"{draw.month:%Y-%m}", "share": str(draw.share)}
        | {name: getattr(draw, name) for name in columns}
        for draw in _published()
    ]
    return JsonResponse({"draws": rows})


def _what_then(verdict: SampleVerdict) -> str:
    """Say whether this verdict decided the request, without revealing another member's verdict."""
    if verdict.sample.status == SampleStatus.DECIDED:
        return _("Your verdict is recorded. With it the request is decided: a letter is sent.")
    if verdict.sample.verdicts.count() > 1:
        return _("Your verdict is recorded. The two verdicts differ, so a third member looks.")
    return _("Your verdict is recorded. With the second one it is decided.")


@role_required(RoleKind.COMMITTEE_MEMBER)
def sample(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a request that was drawn with its activities, record the view, and take a verdict."""
    on = clock.today()
    found = get_object_or_404(samples_to_judge(request.user, on=on), pk=pk)
    cycle, person = found.cycle, found.cycle.registration.person
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.ASSESSMENT)
    activities = activities_to_judge(person.pk, cycle.counted_since, cycle.until)
    form = VerdictForm(request.POST or None, activities=activities)
    if verdict := submit(form, judge_sample, sample=found, actor=request.user, on=on):
        messages.success(request, _what_then(verdict))
        return redirect("register:committee")
    context = {
        "sample": found,
        "person": person,
        "activities": activities,
        "overview": overview_of(cycle, on=on),
        "form": form,
        "question": SampleTextForm(prefix="question"),
        "waits_until": waits_for_answer(found),
        "said": found.messages.select_related("by"),
    }
    return render(request, "register/sample.html", context)


@require_POST
@role_required(RoleKind.COMMITTEE_MEMBER)
def ask(request: StaffRequest, pk: int) -> HttpResponse:
    on = clock.today()
    found = get_object_or_404(samples_to_judge(request.user, on=on), pk=pk)
    form = SampleTextForm(request.POST, prefix="question")
    if submit(form, say_in_sample, sample=found, actor=request.user, on=on):
        messages.success(request, _("The teacher gets your question by mail."))
    else:
        messages.error(request, _("Write down your question first."))
    return redirect(found)


@role_required(RoleKind.COMMITTEE_MEMBER)
def evidence(request: StaffRequest, pk: int, evidence: int) -> FileResponse:
    """Return a proof of a request that was drawn as a download; pages of ours never display it."""
    found = get_object_or_404(samples_to_judge(request.user, on=clock.today()), pk=pk)
    cycle, person = found.cycle, found.cycle.registration.person
    files = evidence_of(person.pk, cycle.counted_since, cycle.until).select_related("content")
    file = get_object_or_404(files, pk=evidence)
    record_view(person, viewer=request.user, role=request.role, purpose=Purpose.ASSESSMENT)
    return FileResponse(
        BytesIO(file.content.opened()),
        as_attachment=True,
        filename=file.name,
        content_type=file.media_type,
    )


@teacher_required
def own_sample(request: SignedInRequest) -> HttpResponse:
    """Show the teacher's own request in the sample, with the questions of the committee."""
    found = Sample.objects.of(request.user).with_people().first()
    if found is None:
        raise Http404
    form = SampleTextForm(request.POST or None)
    if submit(form, say_in_sample, sample=found, actor=request.user, on=clock.today()):
        messages.success(request, _("Your answer is with the committee."))
        return redirect("register:own_sample")
    context = {
        "sample": found,
        "form": form,
        "said": found.messages.select_related("by"),
        "waits_until": waits_for_answer(found) if found.status == SampleStatus.DRAWN else None,
        "check": check_of(found.draw, found.cycle_id) if found.draw.secret else None,
    }
    return render(request, "register/own_sample.html", context)


@role_required(RoleKind.ADMINISTRATOR)
def draw_desk(request: StaffRequest) -> HttpResponse:
    """Let an administrator enter the outcome of the outside event, with a confirmation step."""
    on = clock.today()
    waiting = Draw.objects.waiting(on)
    form = OutcomeForm(
        request.POST or None, draws=waiting, initial={"draw": waiting.order_by("month").first()}
    )
    sure = "sure" in request.POST
    if sure and submit(form, fill_in_outcome, actor=request.user, on=on) is not None:
        messages.success(request, _("It is written down, and everybody can see it."))
        return redirect("register:draw_desk")
    context = {
        "form": form,
        "looked_at": form.cleaned_data if not sure and form.is_valid() else None,
        "waiting": waiting.order_by("month").first(),
        "coming": Draw.objects.filter(outside_on__gt=on).first(),
        "draws": _published(),
        "in_use": Draw.objects.in_use(on),
    }
    return render(request, "register/draw_desk.html", context)


def _published() -> list[Draw]:
    return list(Draw.objects.all()[:LATEST])
