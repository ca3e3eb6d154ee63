"""The public half of our keys, where others look for such things (RFC 8615)."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from register.credentials import A_LIST, did_document, status_list
from register.models import Certificate
from register.selectors.keys import published_chains, withdrawn_between
from register.signing import signing_key
from register.statements import public_keys

AN_HOUR = 3600
A_FEW_MINUTES = 300


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


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def did(request: HttpRequest) -> JsonResponse:
    """Say who we are for whoever verifies a credential: the method did:web."""
    chains = published_chains()
    own = signing_key().chain
    return JsonResponse(did_document(chains if own in chains else [own, *chains]))


@require_safe
@cache_control(public=True, max_age=A_FEW_MINUTES)
def withdrawn(request: HttpRequest, number: int) -> HttpResponse:
    """Give a whole list of bits, of which one says whether a certificate still counts."""
    first = number * A_LIST
    if not Certificate.objects.filter(pk__gte=first).exists():
        raise Http404
    gone = withdrawn_between(first, first + A_LIST)
    listed = status_list(number, withdrawn=gone, now=timezone.now(), key=signing_key())
    return HttpResponse(listed, content_type="application/vc+jwt")
