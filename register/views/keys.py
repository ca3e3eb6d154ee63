"""Our public keys and the status of certificates, at the addresses where programs expect them."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from register.models import Certificate
from register.papers.credentials import A_LIST, did_document, status_list
from register.selectors.keys import published_chains, withdrawn_between
from register.signing.keys import signing_key
from register.signing.statements import public_keys

AN_HOUR = 3600
A_FEW_MINUTES = 300


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def signing_certificates(request: HttpRequest) -> HttpResponse:
    """Return all X.509 certificates with which files were signed, for programs that verify PDFs."""
    return HttpResponse("".join(published_chains()), content_type="application/x-pem-file")


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def key_set(request: HttpRequest) -> JsonResponse:
    """Return the same keys as a JWK set (RFC 7517), for programs that verify signed answers."""
    answer = JsonResponse({"keys": public_keys(published_chains())})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def did(request: HttpRequest) -> JsonResponse:
    """Return our DID document (did:web), for programs that verify credentials."""
    chains = published_chains()
    own = signing_key().chain
    return JsonResponse(did_document(chains if own in chains else [own, *chains]))


@require_safe
@cache_control(public=True, max_age=A_FEW_MINUTES)
def withdrawn(request: HttpRequest, number: int) -> HttpResponse:
    """Return a signed status list, in which one bit tells whether a certificate is withdrawn."""
    first = number * A_LIST
    if not Certificate.objects.filter(pk__gte=first).exists():
        raise Http404
    gone = withdrawn_between(first, first + A_LIST)
    listed = status_list(number, withdrawn=gone, now=timezone.now(), key=signing_key())
    return HttpResponse(listed, content_type="application/vc+jwt")
