"""The root of the API, and its description."""

import json
from functools import cache

import yaml
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from . import VERSION
from .schema import description


@csrf_exempt
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the version of now."""
    return redirect("api:root")


@csrf_exempt
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Say which version this is and where everything is."""
    links = {name: {"href": request.build_absolute_uri(href)} for name, href in _links().items()}
    return JsonResponse({"versie": VERSION, "_links": links})


@csrf_exempt
@require_safe
def openapi_json(request: HttpRequest) -> HttpResponse:
    return _open(HttpResponse(_as_json(), content_type="application/json"))


@csrf_exempt
@require_safe
def openapi_yaml(request: HttpRequest) -> HttpResponse:
    return _open(HttpResponse(_as_yaml(), content_type="application/yaml; charset=utf-8"))


@cache
def _as_json() -> str:
    return json.dumps(description(), ensure_ascii=False, indent=1)


@cache
def _as_yaml() -> str:
    """Return the description as YAML, cached because that takes a quarter of a second."""
    return yaml.safe_dump(description(), allow_unicode=True, sort_keys=False)


def _links() -> dict[str, str]:
    return {
        "self": reverse("api:root"),
        "describedby": reverse("api:openapi_json"),
        "service-doc": reverse("pages:developers"),
        "koppeling": reverse("api:koppeling"),
        "leveringen": reverse("api:leveringen-list"),
        "aanbod": reverse("api:aanbod-list"),
        "activiteiten": reverse("api:activiteiten-list"),
        "cursussen": reverse("api:cursussen-list"),
        "bijeenkomsten": reverse("api:bijeenkomsten-list"),
        "aanwezigheden": reverse("api:aanwezigheden-list"),
        "scholen": reverse("api:scholen-list"),
        "register-controles": reverse("api:register-controles-list"),
    }


def _open(response: HttpResponse) -> HttpResponse:
    """Let scripts of any site read this response."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
