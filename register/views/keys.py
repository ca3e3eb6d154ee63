"""The public half of our keys, where others look for such things (RFC 8615)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from register.selectors.keys import published_chains

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def signing_certificates(request: HttpRequest) -> HttpResponse:
    """Give all certificates that files were signed with, for any program that verifies a PDF."""
    return HttpResponse("".join(published_chains()), content_type="application/x-pem-file")
