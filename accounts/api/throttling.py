"""Rate limits: a number of requests a minute per client or, without a token, per IP address."""

import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from accounts.models import ApiClient
from core import cache

MINUTE = 60


@dataclass(frozen=True)
class Rate:
    """What is left of this minute's limit: the values of the ``RateLimit`` headers."""

    limit: int
    used: int
    reset: int

    @property
    def remaining(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def exceeded(self) -> bool:
        return self.used > self.limit


class PerMinute(BaseThrottle):
    """Count the requests of a client or, without a token, of an IP address.

    The count is set on Django's own request, where ``config.api.middleware`` finds it.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        client = request.auth
        if isinstance(client, ApiClient):
            rate = count(f"client-{client.pk}", limit=client.requests_a_minute)
        else:
            address = get_adapter().get_client_ip(request._request)
            rate = count(f"address-{address}", limit=settings.API_REQUESTS_A_MINUTE)
        self.rate = request._request.rate = rate  # type: ignore[attr-defined]  # see above
        return not rate.exceeded

    def wait(self) -> float:
        return self.rate.reset


def count(who: str, *, limit: int) -> Rate:
    """Count one request of somebody in this minute."""
    minute, second = divmod(int(time.time()), MINUTE)
    key = f"api-{who}-{minute}"
    (used,) = cache.count([key], seconds=2 * MINUTE)
    return Rate(limit, used, MINUTE - second)
