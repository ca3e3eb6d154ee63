"""The open register: is this teacher registered, today or on another day?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.names import is_number
from core import clock
from register import limits
from register.forms.public import DayForm, SearchForm
from register.selectors.public import plain_number, public_entry, registered_on
from register.selectors.search import search_teachers
from register.services.listings import count_opened

TOO_MANY_REQUESTS = 429
A_DAY = 24 * 3600
NOT_FOR_ROBOTS = ["register:search", "register:check"]


@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """Find a teacher by registration number, or by name with a town or school."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    if not form.is_valid():
        return unlisted(render(request, "register/search.html", {"form": form}))
    number = plain_number(form.cleaned_data["q"])
    if is_number(number):
        return redirect("register:public_entry", number)
    if limits.is_look_too_many(request):
        return render(request, "429.html", status=TOO_MANY_REQUESTS)
    found = search_teachers(
        form.cleaned_data["q"], place=form.cleaned_data["place"], on=clock.today()
    )
    return unlisted(render(request, "register/search.html", {"form": form, "found": found}))


@never_cache
def public_entry_page(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether the teacher with this number is registered.

    If not, the page is the same, whatever the reason.
    """
    if limits.missed_too_often(request) or limits.is_look_too_many(request):
        return render(request, "429.html", status=TOO_MANY_REQUESTS)
    entry = public_entry(number, on=clock.today())
    if entry and entry.number != plain_number(number):
        return redirect("register:public_entry", entry.number, permanent=True)
    if entry is None:
        limits.count_miss(request)
        context = {"number": number, "form": DayForm()}
        return unlisted(render(request, "register/no_entry.html", context))
    viewer = request.user if isinstance(request.user, Person) else None
    count_opened(entry.registration, viewer=viewer, on=clock.today())
    context = {"entry": entry, "number": number, "form": DayForm()}
    return unlisted(render(request, "register/entry.html", context))


@never_cache
def entry_on_day(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether this number was that of a registered teacher on a day, without a name."""
    if limits.missed_too_often(request) or limits.is_look_too_many(request):
        return render(request, "429.html", status=TOO_MANY_REQUESTS)
    form = DayForm(request.GET or None)
    context = {"number": number, "form": form}
    if form.is_valid():
        context["was"] = registered_on(number, on=form.cleaned_data["day"])
        if not context["was"]:
            limits.count_miss(request)
    return unlisted(render(request, "register/entry_on_day.html", context))


@require_safe
@cache_control(public=True, max_age=A_DAY)
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to stay out of pages about people (RFC 9309)."""
    lines = ["User-agent: *", *(f"Disallow: {reverse(route)}" for route in NOT_FOR_ROBOTS)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def unlisted(response: HttpResponse) -> HttpResponse:
    """Keep a page out of search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
