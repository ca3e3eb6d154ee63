"""How often one address may ask for what is not there: the register is not for fishing.

Only misses count, for a school or a ministry asks from one address.
"""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600


def missed_too_often(request: HttpRequest) -> bool:
    return cache.get(_key(request), 0) >= settings.REGISTER_MISSES_AN_HOUR


def count_miss(request: HttpRequest) -> None:
    key = _key(request)
    cache.set(key, cache.get(key, 0) + 1, HOUR)


def _key(request: HttpRequest) -> str:
    return f"register-miss:{get_adapter().get_client_ip(request)}:{int(time.time()) // HOUR}"
