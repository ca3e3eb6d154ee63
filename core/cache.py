import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.core.cache import cache, caches
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

RETRY_AFTER = 10  # seconds for which a Redis that did not answer is left alone

T = TypeVar("T")

logger = logging.getLogger(__name__)


class KeptClient(RedisCacheClient):
    """Django's client, kept: it makes a new one for each question, which costs more than asking."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._made: dict[bool, Redis] = {}

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        if write not in self._made:
            self._made[write] = super().get_client(key, write=write)
        return self._made[write]


class KeptRedis(RedisCache):
    """Django's cache, asked by a client that is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._class = KeptClient

    def count(self, keys: Sequence[str], seconds: int) -> list[int]:
        """Do so in one question; Django's words for it would take three for each key."""
        with self._cache.get_client(write=True).pipeline(transaction=False) as asked:
            for key in map(self.make_and_validate_key, keys):
                asked.set(key, 0, ex=seconds, nx=True)
                asked.incr(key)
            return asked.execute()[1::2]


class OwnMemory(LocMemCache):
    """The memory of this process, which counts as Redis does."""

    def count(self, keys: Sequence[str], seconds: int) -> list[int]:
        for key in keys:
            self.add(key, 0, seconds)
        return [self.incr(key) for key in keys]


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

    def count(self, keys: Sequence[str], seconds: int) -> list[int]:
        return list(self._ask("count", keys, seconds))

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


def near(key: str, fetch: Callable[[], T | None], *, seconds: int) -> T | None:
    """Return what this process keeps under a key, or fetch it and keep it that long unless None."""
    found: T | None = caches["near"].get(key)
    if found is None and (found := fetch()) is not None:
        caches["near"].set(key, found, seconds)
    return found


def count(keys: Sequence[str], *, seconds: int) -> list[int]:
    """Count one more for each of these keys and return the counts, which last that many seconds.

    Who counts at the same time is counted too.
    """
    counted: list[int] = cache.count(keys, seconds)  # type: ignore[attr-defined]  # ours can
    return counted
