"""Errors of the API as problem details (RFC 9457): all errors at once, in Dutch."""

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig as TooBig
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.utils import timezone
from rest_framework import exceptions, status, views
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error

from accounts.api.reading import Invalid
from core.errors import InvalidMove, Refused
from core.middleware import request_id

MEDIA_TYPE = "application/problem+json"
DOCUMENTATION = "/ontwikkelaars/"
SECONDS_OF_A_DAY = 24 * 60 * 60
# Codes of refusals that depend on the state of the record, not on what was sent: 409 instead of 400
STALE = {
    *("preview_changed", "rows_rejected", "nothing_to_apply", "settled"),
    *("not_applied", "cleared", "undone"),
    *("changed_meanwhile", "not_editable", "begun"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its anchor in the documentation, its title and advice."""

    anchor: str
    title: str
    advice: str


KINDS = {
    400: Kind("ongeldig-verzoek", "Het verzoek klopt niet", "Lees errors en herstel alles."),
    401: Kind("niet-aangemeld", "U bent niet aangemeld", "Stuur een geldig token mee."),
    403: Kind("geen-toegang", "U mag dit niet", "Vraag een koppeling met dit recht."),
    404: Kind("niet-gevonden", "Dit is er niet", "Controleer het adres en het nummer."),
    405: Kind("verkeerde-methode", "Dat kan hier niet", "Zie de kop Allow."),
    406: Kind("geen-passende-vorm", "Die vorm hebben we niet", "Vraag om application/json."),
    409: Kind("botsing", "De stand is anders dan u dacht", "Lees de stand opnieuw."),
    411: Kind("lengte-nodig", "De lengte ontbreekt", "Stuur Content-Length mee."),
    412: Kind("intussen-veranderd", "Het is intussen veranderd", "Lees het opnieuw."),
    413: Kind("te-groot", "De inhoud is te groot", "Stuur minder in een keer."),
    415: Kind(
        "verkeerde-soort-inhoud",
        "Die soort inhoud lezen we niet",
        "Stuur application/json, of een andere soort die de documentatie noemt.",
    ),
    422: Kind("sleutel-hergebruikt", "De sleutel is al gebruikt", "Gebruik een nieuwe sleutel."),
    428: Kind("stand-nodig", "Zeg welke stand u verandert", "Stuur If-Match met uw ETag."),
    429: Kind("te-veel-verzoeken", "U vraagt te vaak", "Wacht zo lang als Retry-After zegt."),
    500: Kind("storing", "Er ging bij ons iets mis", "Probeer het later opnieuw."),
    503: Kind("niet-beschikbaar", "We zijn er even niet", "Probeer het later opnieuw."),
}


class Conflict(exceptions.APIException):
    """The record is not in the state that the client assumed."""

    status_code = status.HTTP_409_CONFLICT


class PayloadTooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "De inhoud van het verzoek is groter dan hier mag."


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn errors into problem details; a service's refusal has the same text as on a page."""
    known = _as_api_error(error)
    response = views.exception_handler(known, context)
    if response is None:
        return None
    errors = list(_errors(known)) if isinstance(known, exceptions.ValidationError) else []
    in_our_words = errors or isinstance(known, exceptions.UnsupportedMediaType)
    detail = "" if in_our_words else str(getattr(known, "detail", ""))
    response.data = problem(response.status_code, detail=detail, errors=errors)
    response.content_type = MEDIA_TYPE
    return response


def problem(code: int, *, detail: str = "", errors: list[dict] | None = None) -> dict[str, Any]:
    """Return the problem details for this HTTP status."""
    kind = KINDS.get(code) or Kind("overig", HTTPStatus(code).phrase, "Lees de documentatie.")
    body = {
        "type": f"{settings.SITE_URL}{DOCUMENTATION}#{kind.anchor}",
        "title": kind.title,
        "status": code,
        "detail": detail or kind.advice,
        "instance": f"urn:uuid:{UUID(request_id.get())}",
    }
    return {**body, "errors": errors} if errors else body


def _as_api_error(error: Exception) -> Exception:
    codes = _codes(error) if isinstance(error, Refused) else set()
    if isinstance(error, InvalidMove) or (isinstance(error, Refused) and codes & STALE):
        return Conflict(" ".join(error.messages))
    if isinstance(error, Refused) and "quota_used" in codes:
        return exceptions.Throttled(_seconds_left_today(), " ".join(error.messages))
    if isinstance(error, ValidationError):
        return exceptions.ValidationError(as_serializer_error(error))
    if isinstance(error, TooBig):
        return PayloadTooLarge()
    if isinstance(error, SuspiciousOperation):
        return exceptions.ParseError()
    return error


def _codes(error: Refused) -> set[str]:
    """Return all codes of a refusal, which may be about several things at once."""
    told = error.update_error_dict({}).values()
    return {str(one.code) for errors in told for one in errors}


def _seconds_left_today() -> int:
    now = timezone.localtime()
    return SECONDS_OF_A_DAY - (now.hour * 60 + now.minute) * 60 - now.second


def _errors(error: exceptions.ValidationError) -> Iterator[dict[str, Any]]:
    places: Any = error.detail if isinstance(error, Invalid) else {"body": error.detail}
    for place, path, told in ((p, *one) for p, all in places.items() for one in _flat(all, ())):
        pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
        where = {"pointer": _said(f"#{pointer}")} if place == "body" else {"name": str(path[0])}
        yield {"in": place, "location": where, "code": told.code, "detail": _said(told)}


def _said(text: str) -> str:
    """Return the text with a question mark for half a surrogate pair, which UTF-8 cannot hold."""
    return text.encode(errors="replace").decode()


def _flat(detail: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(detail, dict):
        for name, below in detail.items():
            own = path if name == "non_field_errors" else (*path, name)
            yield from _flat(below, own)
    elif isinstance(detail, list):
        for number, below in enumerate(detail):
            nested = isinstance(below, dict | list)
            yield from _flat(below, (*path, number) if nested else path)
    else:
        yield path, detail
