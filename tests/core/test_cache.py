import logging

import pytest
from django.core.cache import cache, caches

from core import cache as module
from core.cache import near
from demo.embedded import valkey_cache_url
from tests.settings import STATE_FOLDER

LOCMEM = "core.cache.OwnMemory"
REDIS = "core.cache.KeptRedis"


def caches_with(location):
    options = {"socket_connect_timeout": 1, "socket_timeout": 1}
    return {
        "default": {"BACKEND": "core.cache.SteadyCache"},
        "redis": {"BACKEND": REDIS, "LOCATION": location, "OPTIONS": options},
        "memory": {"BACKEND": LOCMEM, "LOCATION": "spare"},
        "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "near"},
    }


@pytest.fixture
def redis(settings, services):
    """The real thing."""
    settings.CACHES = caches_with(valkey_cache_url(STATE_FOLDER))
    yield caches["redis"]
    cache.clear()


@pytest.fixture
def no_redis(settings):
    settings.CACHES = caches_with("unix:///nowhere/redis.sock")
    yield
    caches["memory"].clear()


def test_what_is_remembered_is_in_redis(redis):
    cache.set("key", ["value"], 60)

    assert redis.get("key") == cache.get("key") == ["value"]
    assert caches["memory"].get("key") is None


def test_each_question_is_asked_by_the_same_client(redis):
    redis.set("key", "value", 60)
    asked = redis._cache

    assert asked.get_client("key") is asked.get_client("another")
    assert asked.get_client("key", write=True).get("nothing") is None


def test_every_word_of_a_cache_reaches_redis(redis):
    assert (cache.add("key", 1, 60), cache.add("key", 2, 60)) == (True, False)
    assert (cache.touch("key", 60), cache.delete("key")) == (True, True)
    assert cache.get("key", "nothing") == "nothing"
    cache.set("other", 3, 60)
    assert cache.get_many(["key", "other"]) == {"other": 3}


def test_without_redis_the_process_remembers_by_itself(no_redis):
    assert cache.add("key", 1, 60)
    assert (cache.get("key"), cache.add("key", 5)) == (1, False)


def test_counts_are_kept_together_and_for_a_time(redis):
    module.count(["one"], seconds=60)

    assert module.count(["one", "other"], seconds=60) == [2, 1]
    assert cache.get_many(["one", "other"]) == {"one": 2, "other": 1}
    assert 0 < redis._cache.get_client().ttl(redis.make_key("one")) <= 60


def test_counts_go_on_without_redis(no_redis):
    module.count(["one"], seconds=60)

    assert module.count(["one", "other"], seconds=60) == [2, 1]


def test_a_redis_that_does_not_answer_is_left_alone_for_a_while(no_redis, caplog):
    with caplog.at_level(logging.WARNING, logger="core.cache"):
        for _ in range(5):
            cache.get("key")

    assert len(caplog.records) == 1


def test_a_redis_that_came_back_is_asked_again(no_redis, monkeypatch, caplog):
    monkeypatch.setattr(module, "RETRY_AFTER", 0)

    with caplog.at_level(logging.WARNING, logger="core.cache"):
        cache.get("key")
        cache.get("key")

    assert len(caplog.records) == 2


def test_what_is_near_is_fetched_once():
    found = iter(["first", "second"])

    assert [near("key", lambda: next(found), seconds=60) for _ in range(2)] == ["first", "first"]


def test_what_is_not_there_is_looked_for_again():
    found = iter([None, "found"])

    assert [near("key", lambda: next(found), seconds=60) for _ in range(2)] == [None, "found"]
