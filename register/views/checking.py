"""Is this certificate real, unchanged and valid today?"""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core import clock
from register import limits
from register.forms.public import CheckForm, FileForm
from register.selectors.checks import proof_of_file
from register.selectors.public import certificate_of_file, check_certificate
from register.signing.codes import ANNEX_TO, SIGNED_FOR, code_in_file, grouped, plain_code

from .public import TOO_MANY_REQUESTS, unlisted


@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate, or for the certificate itself."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    upload = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        return redirect("register:check_code", form.cleaned_data["code"])
    if upload.is_valid():
        return _compare(request, upload)
    return unlisted(render(request, "register/check.html", {"form": form, "upload": upload}))


@never_cache
def check_code(request: HttpRequest, code: str) -> HttpResponse:
    """Show whether the certificate with this code is valid today."""
    if limits.missed_too_often(request):
        return render(request, "429.html", status=TOO_MANY_REQUESTS)
    found = check_certificate(plain_code(code), on=clock.today())
    if found is None:
        limits.count_miss(request)
        return unlisted(render(request, "register/no_certificate.html", {"typed": code}))
    context = {"check": found, "certificate": found.certificate, "code": grouped(plain_code(code))}
    return unlisted(render(request, "register/certificate.html", context))


def _compare(request: HttpRequest, form: FileForm) -> HttpResponse:
    if limits.missed_too_often(request):
        return render(request, "429.html", status=TOO_MANY_REQUESTS)
    data = form.cleaned_data["file"].read()
    fingerprint = sha256(data).hexdigest()
    if proof := proof_of_file(fingerprint):
        return unlisted(render(request, "register/proof.html", {"check": proof.check_made}))
    certificate = certificate_of_file(fingerprint)
    if certificate:
        messages.success(request, _("This file is exactly the one that we issued."))
        return redirect(certificate)
    limits.count_miss(request)
    return _named_in(request, data) or _not_ours(request, form)


def _named_in(request: HttpRequest, data: bytes) -> HttpResponse | None:
    """Answer for a file that differs from ours, but names one of our certificates."""
    pages = {SIGNED_FOR: "register/changed_file.html", ANNEX_TO: "register/annex_file.html"}
    for words, page in pages.items():
        if named := check_certificate(code_in_file(data, after=words), on=clock.today()):
            return unlisted(render(request, page, {"certificate": named.certificate}))
    return None


def _not_ours(request: HttpRequest, form: FileForm) -> HttpResponse:
    form.add_error(
        "file",
        _("This is not a file of ours, or it was changed. Check the code that is on it."),
    )
    context = {"form": CheckForm(), "upload": form}
    return unlisted(render(request, "register/check.html", context))
