"""The list of a teacher's own activities, as a page and as files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.doors import SignedInRequest, teacher_required
from core import clock
from core.lists import paged
from core.text import row_key
from cpd import exports
from cpd.choices.activities import ActivityStatus
from cpd.forms.activities import ActivityFilterForm
from cpd.models import Activity
from cpd.querysets import ActivityQuerySet
from cpd.selectors import file
from cpd.selectors.teams import waiting_for

LONGEST_QUESTION = 100
FILE = "activiteiten"
FORMATS = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf", "ics": "text/calendar"}


@teacher_required
def activities(request: SignedInRequest) -> HttpResponse:
    """Show the activities as a list or per month."""
    form, periods = _asked(request)
    found = file.search_activities(request.user, form.cleaned_data)
    page = paged(request, found)
    shown = file.told(page.object_list, periods)
    context = {
        "form": form,
        "page": page,
        "activities": shown,
        "months": file.by_month(shown) if request.GET.get("view") == "time" else [],
        "totals": file.totals_of(found),
        "filtered": any(form.cleaned_data.values()),
        "removed": _removed(request),
        "named": waiting_for(request.user),
        "drafts": request.user.drafts.all(),
        **_links(request),
    }
    return render(request, "cpd/activities.html", context)


@teacher_required
def suggestions(request: SignedInRequest) -> HttpResponse:
    """Suggest earlier activities and courses while somebody types: part of a page, for a script."""
    text = request.GET.get("q", "")[:LONGEST_QUESTION]
    found = file.suggestions(request.user, text, on=clock.today())
    return render(request, "cpd/_suggestions.html", {"found": found})


@teacher_required
def as_csv(request: SignedInRequest) -> HttpResponse:
    return download("csv", FILE, exports.as_csv(_all(request)))


@teacher_required
def as_pdf(request: SignedInRequest) -> HttpResponse:
    return download("pdf", FILE, exports.as_pdf(_all(request), owner=request.user))


@teacher_required
def as_ics(request: SignedInRequest) -> HttpResponse:
    return download("ics", FILE, exports.as_ics(_all(request)))


def _asked(request: SignedInRequest) -> tuple[ActivityFilterForm, list[Any]]:
    periods = file.periods_of(request.user)
    form = ActivityFilterForm(request.GET, periods=periods)
    form.is_valid()
    return form, periods


def _all(request: SignedInRequest) -> list[Activity]:
    """Return all activities that match the filters, of all pages."""
    form, periods = _asked(request)
    return file.told(file.search_activities(request.user, form.cleaned_data), periods)


def download(extension: str, name: str, content: str | bytes) -> HttpResponse:
    """Respond with a file to download."""
    return HttpResponse(
        content,
        content_type=FORMATS[extension],
        headers={"Content-Disposition": f'attachment; filename="{name}.{extension}"'},
    )


def _links(request: SignedInRequest) -> dict[str, str]:
    """Return the filters as a query string, for links to the files and the other view."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("removed", None)
    query.pop("view", None)
    return {"query": query.urlencode()}


def _removed(request: SignedInRequest) -> Activity | None:
    """Return the activity that was just removed, so that it can be restored."""
    key = row_key(request.GET.get("removed", ""))
    own: ActivityQuerySet = Activity.objects.of(request.user)
    removed = own.filter(status=ActivityStatus.WITHDRAWN)
    return removed.filter(pk=key).first() if key else None
