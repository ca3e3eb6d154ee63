"""The public page of each procedure, generated from its table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from register.choices.cases import PROCEDURES
from register.selectors.procedures import description_of


@require_safe
def procedure(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the steps, terms, who decides, the remedy and what it means for one’s work."""
    table = next((one for one in PROCEDURES.values() if one.slug == slug), None)
    if table is None:
        raise Http404
    return render(request, "register/procedure.html", {"procedure": description_of(table)})
