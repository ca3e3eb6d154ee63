"""Importing many courses from a file as drafts: first a preview, then the drafts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.doors import StaffRequest
from cpd.forms.offer_files import (
    COLUMNS,
    EXAMPLE,
    NEEDED,
    OfferFileForm,
    OfferTextForm,
    accepted_words,
)
from cpd.models import Provider
from cpd.services.importing import import_drafts
from schools.exports import BYTE_ORDER_MARK, as_csv

from .offers import provider_required


@provider_required
def offer_import(request: StaffRequest) -> HttpResponse:
    """Preview what a file would create, and what is wrong in it."""
    form = OfferFileForm(request.POST or None, request.FILES or None)
    rows = form.cleaned_data["rows"] if form.is_valid() else []
    words = accepted_words()
    context = {
        "form": form,
        "columns": [(name, name in NEEDED, words.get(name, [])) for name in COLUMNS],
        "rows": rows,
        "good": [row for row in rows if not row.faults],
        "text": form.cleaned_data["text"] if rows else "",
    }
    return render(request, "cpd/offer_import.html", context)


@provider_required
def example(_request: StaffRequest) -> HttpResponse:
    """Download a template with the right columns and one example row."""
    content = BYTE_ORDER_MARK + as_csv(list(COLUMNS), [[EXAMPLE.get(name, "") for name in COLUMNS]])
    return HttpResponse(
        content,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="voorbeeld.csv"'},
    )


@require_POST
@provider_required
def offer_import_make(request: StaffRequest) -> HttpResponse:
    """Create drafts from the rows without errors."""
    provider = get_object_or_404(Provider, pk=request.role.organisation_id)
    form = OfferTextForm(request.POST)
    if not form.is_valid():
        return redirect("cpd:offer_import")
    good = [row.proposal for row in form.cleaned_data["rows"] if not row.faults]
    number = len(import_drafts(provider, good, actor=request.user))
    done = ngettext("%(n)s draft is made.", "%(n)s drafts are made.", number)
    messages.success(request, done % {"n": number})
    return redirect("cpd:provider")
