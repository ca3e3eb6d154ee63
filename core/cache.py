import logging
import time
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

RETRY_AFTER = 10  # seconds for which a Redis that did not answer is left alone

logger = logging.getLogger(__name__)


class KeptClient(RedisCacheClient):
    """That of Django, which makes an object anew for each question: that costs more than asking."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: dict[bool, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        if write not in self._made:
            self._made[write] = super().get_client(key, write=write)
        return self._made[write]


class KeptRedis(RedisCache):
    """The cache of Django, asked by a client that is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._class = KeptClient


class SteadyCache(BaseCache):
    """Redis, or the memory of this process while Redis does not answer.

    Only what may be lost is kept here: counts of attempts, codes that were used, progress of long
    work. Without Redis people can still sign in and work; each process then counts attempts alone.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._away_until = 0.0

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("add", *args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("get", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return dict(self._ask("get_many", *args, **kwargs))

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._ask("set", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return int(self._ask("incr", *args, **kwargs))

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("touch", *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._ask("delete", *args, **kwargs))

    def clear(self) -> None:
        self._ask("clear")

    def _ask(self, deed: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                return getattr(caches["redis"], deed)(*args, **kwargs)
            except RedisError:
                self._away_until = time.monotonic() + RETRY_AFTER
                logger.warning("Redis does not answer; this process uses its own memory")
        return getattr(caches["memory"], deed)(*args, **kwargs)
