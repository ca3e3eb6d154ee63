import pytest
from django.test import override_settings

NO_REDIS = {
    "redis": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "unix:///nowhere/redis.sock",
    }
}


def test_a_live_process_says_so_without_asking_the_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_the_portal_is_ready_when_its_parts_answer(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": True, "redis": True})


@pytest.mark.django_db
@override_settings(CACHES=NO_REDIS)
def test_the_portal_works_on_without_redis_and_says_so(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"database": True, "redis": False})
