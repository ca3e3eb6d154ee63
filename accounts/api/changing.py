"""PATCH: a client changes only the version that it saw, and only the fields that it sends."""

import hashlib
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from core import audit

from .base import Resource

HEADER = "If-Match"
SEEN = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="De `ETag` van uw laatste antwoord; is er sindsdien iets veranderd, dan volgt 412.",
)
Change = Callable[..., None]
Action = Callable[..., Response]


class NotAsSeen(APIException):
    """The record has changed since the client read it (412)."""

    status_code = 412
    default_detail = "Dit is veranderd sinds u het las. Lees het opnieuw en stuur de ETag van nu."


class NothingSeen(APIException):
    """The client does not say which version it read (428, RFC 6585)."""

    status_code = 428
    default_detail = "Stuur in If-Match de ETag die u kreeg toen u dit las."


def etag_of(told: Any) -> str:
    """Return the ETag of an answer."""
    return quote_etag(hashlib.sha256(JSONRenderer().render(told)).hexdigest()[:32])


def as_seen(change: Change) -> Action:
    """Change one of the view's own records, if ``If-Match`` is the ETag of its present state.

    The change receives that record, so that its service can tell by the version whether a colleague
    was faster. The client is audited in the same transaction. Raises NothingSeen and NotAsSeen.
    """

    @wraps(change)
    def guarded(view: Resource, request: Request, pk: int) -> Response:
        found = get_object_or_404(view.get_queryset(), pk=pk)
        # A proxy that compresses answers marks their ETag as weak.
        seen = request.headers.get(HEADER, "").removeprefix("W/")
        if not seen:
            raise NothingSeen
        if seen != etag_of(view.get_serializer(found).data):
            raise NotAsSeen
        with transaction.atomic():
            change(view, request, found)
            told = view.get_serializer(view.get_queryset().get(pk=pk)).data
            who = view.client.responsible
            audit.record("asked", view.client, actor=who, path=request.path, answer=200)
        return Response(told, headers={"ETag": etag_of(told)})

    return guarded


def merged(old: Mapping[str, Any], said: Any) -> Any:
    """Apply a JSON merge patch (RFC 7396): null removes a value."""
    if not isinstance(said, Mapping):
        return said
    kept = {name: value for name, value in old.items() if name not in said}
    for name, value in said.items():
        below = old.get(name)
        if value is not None:
            kept[name] = merged(below if isinstance(below, Mapping) else {}, value)
    return kept
