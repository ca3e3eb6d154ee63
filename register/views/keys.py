"""The public half of our keys, where others look for such things (RFC 8615)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from register.selectors.keys import published_chains
from register.statements import public_keys

AN_HOUR = 3600


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def signing_certificates(request: HttpRequest) -> HttpResponse:
    """Give all certificates that files were signed with, for any program that verifies a PDF."""
    return HttpResponse("".join(published_chains()), content_type="application/x-pem-file")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def key_set(request: HttpRequest) -> JsonResponse:
    """Give the same keys for any program that verifies a signed answer (RFC 7517)."""
    answer = JsonResponse({"keys": public_keys(published_chains())})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
