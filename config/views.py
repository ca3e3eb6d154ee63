from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from core import clock
from register.selectors.kept import kept_terms

from . import examples

STATEMENT_DRAWN_UP_ON = date(2026, 11, 22)
SECURITY_TXT_VALID_FOR = timedelta(days=180)  # RFC 9116 §2.5.5 advises less than a year


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html")


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/procedures.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html", {"terms": kept_terms(on=clock.today())})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    context = {"drawn_up_on": STATEMENT_DRAWN_UP_ON}
    return render(request, "pages/accessibility.html", context)


@require_safe
def help_and_contact(request: HttpRequest) -> HttpResponse:
    addresses = {"help": settings.HELP_EMAIL, "security": settings.SECURITY_EMAIL}
    return render(request, "pages/help.html", {"addresses": addresses})


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, on which the look of the portal is judged."""
    return render(request, "pages/style.html", examples.everything())


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead programs that ask for the mark by its old name to the one of today."""
    return redirect(static("img/mark.svg"))


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Tell who finds a leak where to report it (RFC 9116)."""
    expires = clock.today() + SECURITY_TXT_VALID_FOR
    lines = [
        f"Contact: {request.build_absolute_uri(reverse('pages:help'))}#security",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
