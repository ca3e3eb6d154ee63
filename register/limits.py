"""Rate limits on the open register, which is for looking somebody up, not for harvesting.

Misses are counted per IP address only, because a whole school or ministry may share one. Looks (a
search, an opened entry) are counted per address and per range, so that one owner with many
addresses does not count as many visitors. Found or not makes no difference to a look.
"""

import time
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from core.cache import count

HOUR = 3600
RANGES = {4: (32, 24), 6: (64, 48)}  # by IP version: prefix lengths of one visitor and one owner


def missed_too_often(request: HttpRequest) -> bool:
    address, _ = _sources(request)
    return cache.get(_key(f"miss:{address}"), 0) >= settings.REGISTER_MISSES_AN_HOUR


def count_miss(request: HttpRequest) -> None:
    address, _ = _sources(request)
    count([_key(f"miss:{address}")], seconds=HOUR)


def is_look_too_many(request: HttpRequest) -> bool:
    """Count a look, and say whether it is more than this visitor may have in an hour."""
    keys = [_key(f"look:{source}") for source in _sources(request)]
    by_address, by_range = count(keys, seconds=HOUR)
    return (
        by_address > settings.REGISTER_LOOKS_AN_HOUR
        or by_range > settings.REGISTER_LOOKS_AN_HOUR_BY_RANGE
    )


def _sources(request: HttpRequest) -> tuple[str, str]:
    """Return the visitor's address and the range that contains it.

    A proxy that listens to both versions at once writes version 4 within version 6: taken as it
    stands, all of version 4 would be one visitor.
    """
    address = ip_address(get_adapter().get_client_ip(request))
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    one, many = (ip_network((address, bits), strict=False) for bits in RANGES[address.version])
    return str(one), str(many)


def _key(name: str) -> str:
    return f"register-{name}:{int(time.time()) // HOUR}"
