"""Asking people to confirm who they are, before acts that touch many people or their rights."""

import time
from datetime import UTC, datetime
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http.response import HttpResponseBase

from .doors import SECOND_FACTORS, Page, SignedInRequest, has_second_factor


def step_up(view: Page) -> Page:
    """Ask for the second factor again, unless it was given in the last minutes.

    People without one, which only teachers can be, give the password. Then the request goes on by
    itself: a page is shown, and what was sent is sent. To be used inside ``role_required`` or
    ``teacher_required``.
    """

    @wraps(view)
    def guarded(request: SignedInRequest, *args, **kwargs) -> HttpResponseBase:
        if not confirmed_lately(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded


def step_up_to_send(view: Page) -> Page:
    """Ask it only when something is sent; the page itself may be read."""
    asked = step_up(view)

    @wraps(view)
    def guarded(request: SignedInRequest, *args, **kwargs) -> HttpResponseBase:
        return (asked if request.method == "POST" else view)(request, *args, **kwargs)

    return guarded


def confirmed_lately(request: SignedInRequest) -> bool:
    """Tell whether this session showed lately who it is, by the strongest means they have."""
    recent = time.time() - settings.STEP_UP_SECONDS
    given = {
        record["method"]
        for record in get_authentication_records(request, request.user)
        if record["at"] > recent
    }
    if "mfa" in given or not has_second_factor(request.user):
        return bool(given)
    since = datetime.fromtimestamp(recent, tz=UTC)  # setting one up shows that one has it
    made = Authenticator.objects.filter(user=request.user, created_at__gt=since)
    return bool(given) and made.filter(type__in=SECOND_FACTORS).exists()
