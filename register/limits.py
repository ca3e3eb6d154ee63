"""How often one address may ask for what is not there: the register is not for fishing.

Only misses count, for a school or a ministry asks from one address. Without Redis nobody is
counted and everybody is answered.
"""

import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

HOUR = 3600


def missed_too_often(request: HttpRequest) -> bool:
    try:
        return cache.get(_key(request), 0) >= settings.REGISTER_MISSES_AN_HOUR
    except RedisError:
        return False


def count_miss(request: HttpRequest) -> None:
    key = _key(request)
    try:
        cache.add(key, 0, 2 * HOUR)
        cache.incr(key)
    except RedisError:
        return


def _key(request: HttpRequest) -> str:
    return f"register-miss:{get_adapter().get_client_ip(request)}:{int(time.time()) // HOUR}"
