"""Liveness and readiness, for load balancers and the people on call."""

from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer as long as this process can; depends on nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Tell whether the database and Redis answer; 503 when one does not.

    Without Redis pages still work and no work is lost, so only the database decides.
    """
    parts = {"database": _database_answers(), "redis": _redis_answers()}
    return JsonResponse(parts, status=200 if parts["database"] else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return False
    return True


def _redis_answers() -> bool:
    try:
        caches["redis"].get("ready")
    except RedisError:
        return False
    return True
