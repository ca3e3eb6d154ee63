"""A POST that creates something does so once, however often the request arrives."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.models import KeptAnswer
from core import audit, crypto

from .base import Resource
from .reading import Invalid

HEADER = "Idempotency-Key"
SHAPE = re.compile(r"[\x21-\x7e]{8,255}")
KEY = OpenApiParameter(
    HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="Een sleutel van 8 tot 255 zichtbare tekens, voor elk verzoek een nieuwe.",
)
NO_KEY = "Geef een sleutel van 8 tot 255 zichtbare tekens."
Action = Callable[..., Response]


class KeyUsedBefore(APIException):
    """The same key was used for another request."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "key_used_before"
    default_detail = "Deze Idempotency-Key hoort bij een ander verzoek. Gebruik een nieuwe sleutel."


def once(action: Action) -> Action:
    """Carry out a request once per ``Idempotency-Key``; a repetition gets the same answer.

    The answer is stored, and the client is audited, in the transaction of the act. Of two
    simultaneous requests with one key the second waits for the first. A refusal is not stored, so
    the key can be used again for the corrected request.
    """

    @wraps(action)
    def guarded(view: Resource, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER, "")
        fingerprint = _fingerprint(request)
        with transaction.atomic():
            if not SHAPE.fullmatch(key):
                view.wrong_headers = {HEADER: [NO_KEY]}
                action(view, request, *args, **kwargs)  # tells what else is wrong
                raise Invalid(header=view.wrong_headers)
            kept, is_new = KeptAnswer.objects.get_or_create(
                client=view.client, key=key, defaults={"fingerprint": fingerprint}
            )
            if not is_new:
                return _again(kept, fingerprint)
            response = action(view, request, *args, **kwargs)
            _keep(kept, response)
            who = view.client.responsible
            audit.record("asked", view.client, actor=who, path=request.path, answer=kept.code)
        return response

    return guarded


def _fingerprint(request: Request) -> str:
    """Return a fingerprint of the address and body of a request."""
    said = hashlib.sha256(request.get_full_path().encode())
    if isinstance(request.data, bytes):
        said.update(request.data)
    else:
        said.update(json.dumps(request.data, sort_keys=True).encode())
    return said.hexdigest()


def _keep(kept: KeptAnswer, response: Response) -> None:
    kept.code = response.status_code
    kept.location = response.get("Location", "")
    body = JSONRenderer().render(response.data)
    kept.sealed = crypto.encrypt(body, bound_to=kept.bound_to)
    kept.save(update_fields=["code", "location", "sealed"])


def _again(kept: KeptAnswer, fingerprint: str) -> Response:
    if kept.fingerprint != fingerprint:
        raise KeyUsedBefore
    body = json.loads(crypto.decrypt(kept.sealed, bound_to=kept.bound_to))
    headers = {"Idempotency-Replayed": "true"}
    if kept.location:
        headers["Location"] = kept.location
    return Response(body, status=kept.code, headers=headers)
