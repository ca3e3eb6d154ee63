"""The OpenAPI 3 description of the API, generated from the code once per process."""

from functools import cache
from typing import Any

from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from accounts.api.base import Resource

from . import VERSION
from .problems import KINDS, MEDIA_TYPE, Kind

HEADERS = {
    "API-Version": ("De versie van deze API.", VERSION),
    "RateLimit-Limit": ("Hoeveel verzoeken in deze minuut mogen.", "600"),
    "RateLimit-Remaining": ("Hoeveel er nog over zijn.", "599"),
    "RateLimit-Reset": ("Over hoeveel seconden de telling opnieuw begint.", "42"),
}
ALWAYS = ("400", "404", "405", "406", "429", "500", "503")
WITH_TOKEN = ("401", "403")
WITH_BODY = ("411", "413", "415", "422")
PLAIN = (str, int, float, bool, type(None))
METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM = {
    "type": "object",
    "description": "Een probleem volgens RFC 9457.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Uitleg over dit probleem."},
        "title": {"type": "string", "description": "Wat er aan de hand is."},
        "status": {"type": "integer", "description": "De HTTP-status."},
        "detail": {"type": "string", "description": "Wat er precies is, of wat u kunt doen."},
        "instance": {"type": "string", "description": "Het nummer om bij ons te noemen."},
        "errors": {
            "type": "array",
            "description": "Alles wat aan de invoer niet klopt, in een keer.",
            "items": {
                "type": "object",
                "required": ["in", "location", "code", "detail"],
                "properties": {
                    "in": {"type": "string", "enum": ["body", "query", "header"]},
                    "location": {
                        "type": "object",
                        "properties": {"pointer": {"type": "string"}, "name": {"type": "string"}},
                    },
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


class Schema(AutoSchema):
    """Describe an operation; the scope that it needs comes from ``Resource.scopes``."""

    view: Resource  # type: ignore[override]  # every view of this API is one

    def get_auth(self) -> list[dict[str, list[str]]]:
        """Return the security requirement, which is optional for public resources."""
        token: dict[str, list[str]] = {"token": []}
        closed = self.view.for_clients_only or self.view.scope_of(self.method)
        return [token] if closed else [{}, token]

    def _resolve_path_parameters(self, variables: list[str]) -> list[dict[str, Any]]:
        """Add a description and an example to the key in the path."""
        told = {"description": self.view.lookup_words, "example": self.view.lookup_example}
        return [{**one, **told} for one in super()._resolve_path_parameters(variables)]

    def get_description(self) -> str:  # type: ignore[override]  # as drf-spectacular has it
        scope = self.view.scope_of(self.method)
        words = super().get_description()
        return f"{words}\n\nNodig recht: `{scope}`." if scope else words


class TokenScheme(OpenApiAuthenticationExtension):
    """Describe token authentication; drf-spectacular registers this class on import."""

    target_class = "accounts.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, _auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Het token van een koppeling. U maakt het zelf in het portaal.",
        }


@cache
def description() -> dict[str, Any]:
    """Return the description as plain lists and dicts."""
    with translation.override("nl"):
        found: dict[str, Any] = _plain(
            SchemaGenerator(urlconf="config.api.urls").get_schema(public=True)
        )
    return found


def complete(result: dict[str, Any], **_how: Any) -> dict[str, Any]:
    """Add what every operation has: headers on each response, and the possible problems."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Probleem"] = PROBLEM
    components["headers"] = {name: _header(*told) for name, told in HEADERS.items()}
    components["responses"] = {f"Probleem{code}": _problem(KINDS[code]) for code in KINDS}
    for schema in components["schemas"].values():
        if results := schema.get("properties", {}).get("resultaten"):
            results["description"] = "Wat op deze pagina staat."
    for path, operations in result["paths"].items():
        # Otherwise the order of the methods would differ between processes.
        result["paths"][path] = dict(sorted(operations.items()))
        for method in METHODS:
            if method in operations:
                _complete(operations[method])
    return result


def _header(words: str, example: str) -> dict[str, Any]:
    schema = {"type": "string"}
    return {"description": words, "required": False, "schema": schema, "example": example}


def _problem(kind: Kind) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
    return {"description": kind.title, "content": content, "headers": _references()}


def _complete(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    for answer in answers.values():
        answer.setdefault("headers", {}).update(_references())
    signs_in = {} not in operation.get("security", [{}])
    codes = ALWAYS + (WITH_TOKEN if signs_in else ("401",))
    if "requestBody" in operation:
        codes += WITH_BODY
    for code in (*codes, *operation.pop("x-problems", [])):
        answers.setdefault(code, {"$ref": f"#/components/responses/Probleem{code}"})
    operation["responses"] = dict(sorted(answers.items()))


def _references() -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}


def _plain(value: Any) -> Any:
    """Convert the lazy texts and ordered mappings of the generator to plain values."""
    if isinstance(value, dict):
        return {str(name): _plain(below) for name, below in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(below) for below in value]
    return value if type(value) in PLAIN else str(value)
