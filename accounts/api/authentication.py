"""How a machine signs in: with a token of an API client."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.models import ApiClient, Person
from accounts.permissions import can_answer_for
from accounts.selectors.clients import token_of
from accounts.services.clients import note_use
from core import clock

SCHEME = "bearer"


class TokenAuthentication(BaseAuthentication):
    """Sign a client in with its token; ``request.user`` is the person responsible for it."""

    def authenticate(self, request: Request) -> tuple[Person, ApiClient] | None:
        """Return the person responsible for the client, and the client; None without a token.

        Raises AuthenticationFailed, saying what to do about it.
        """
        scheme, _space, words = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if not scheme:
            return None
        token = token_of(words.strip()) if scheme.lower() == SCHEME else None
        if token is None:
            raise AuthenticationFailed(_("This token does not work, or no longer."))
        _refuse_if_out_of_use(token.client)
        note_use(token, actor=token.client.responsible, now=timezone.now())
        return token.client.responsible, token.client

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="Lerarenregister"'


def _refuse_if_out_of_use(client: ApiClient) -> None:
    if not ApiClient.objects.on(clock.today()).filter(pk=client.pk).exists():
        raise AuthenticationFailed(_("This connection has ended, or has not begun yet."))
    person = client.responsible
    if client.organisation is None:
        if not person.is_active or not person.claimed_at:
            raise AuthenticationFailed(_("This token does not work, or no longer."))
    elif not person.is_active or not can_answer_for(person, client.organisation):
        raise AuthenticationFailed(
            _("Nobody answers for this connection any more. A colleague there can take it over.")
        )
