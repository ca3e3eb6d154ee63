"""Requesting renewal, and its results: the teacher's own decisions and certificates."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.forms import submit
from register.choices.cycles import CycleStatus
from register.choices.samples import SampleStatus
from register.dossier.overview import overview_of
from register.forms.dossier import SubmitForm
from register.letters import contents
from register.letters.notifying import decision_key
from register.models import Certificate, Cycle, Decision
from register.papers.documents import letter_html, letter_pdf
from register.selectors.certificates import under_another_name
from register.selectors.dossier import own_place
from register.selectors.post import is_told
from register.services.certificates import annex_of
from register.services.cycles import submit_cycle


@teacher_required
def cycle_submit(request: SignedInRequest) -> HttpResponse:
    """Show the assessment, ask for a declaration, and submit the request."""
    on = clock.today()
    cycle = own_place(request.user, on=on).cycle
    if cycle is None:
        raise Http404
    form = SubmitForm(request.POST or None)
    if submitted := submit(form, submit_cycle, cycle=cycle, actor=request.user, on=on):
        return _handed_in(request, submitted)
    context = {"overview": overview_of(cycle, on=on), "form": form}
    return render(request, "register/cycle_submit.html", context)


def _handed_in(request: SignedInRequest, cycle: Cycle) -> HttpResponse:
    if cycle.samples.filter(status=SampleStatus.DRAWN).exists():
        messages.success(request, _("Your request was drawn for the sample."))
        return redirect("register:own_sample")
    if cycle.status == CycleStatus.SUBMITTED:
        messages.success(request, _("Your request is with the committee. You get a letter."))
        return redirect("register:home")
    messages.success(request, _("Your registration is renewed. Your certificate is being made."))
    return redirect(cycle.decisions.latest("pk"))


@teacher_required
def certificates(request: SignedInRequest) -> HttpResponse:
    context = {
        "certificates": Certificate.objects.of(request.user),
        "renamed": under_another_name(request.user, on=clock.today()),
        "decisions": Decision.objects.of(request.user),
    }
    return render(request, "register/certificates.html", context)


@teacher_required
def certificate_file(request: SignedInRequest, pk: int) -> FileResponse:
    made = Certificate.objects.of(request.user).exclude(sha256="")
    certificate = get_object_or_404(made, pk=pk)
    name = f"certificaat-{certificate.code}.pdf"
    return FileResponse(certificate.pdf.open(), as_attachment=True, filename=name)


@teacher_required
def annex(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the list of activities that counted for the certificate as a PDF."""
    made = Certificate.objects.of(request.user).filter(replaced_on=None).exclude(sha256="")
    certificate = get_object_or_404(made.with_holder(), pk=pk)
    name = f"bijlage-{certificate.code}.pdf"
    return HttpResponse(
        annex_of(certificate, actor=request.user),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@teacher_required
def credential_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the certificate as a credential, for a wallet or an employer's portal."""
    made = Certificate.objects.of(request.user).exclude(credential="")
    certificate = get_object_or_404(made, pk=pk)
    name = f"certificaat-{certificate.code}.jwt"
    return HttpResponse(
        certificate.credential,
        content_type="application/vc+jwt",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@teacher_required
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Decision.objects.of(request.user).with_cycle(), pk=pk)
    told = found.notified_on or is_told(decision_key(found))
    letter = letter_html(contents.letter_content(found)) if told else ""
    context = {"decision": found, "letter": letter}
    return render(request, "register/decision.html", context)


@teacher_required
def decision_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    sent = Decision.objects.of(request.user).with_cycle().filter(notified_on__isnull=False)
    found = get_object_or_404(sent, pk=pk)
    name = f"besluit-{found.reference}.pdf"
    pdf = letter_pdf(contents.letter_content(found))
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
