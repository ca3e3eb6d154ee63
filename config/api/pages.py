"""The documentation that people read, made from the description that machines read."""

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from shlex import quote
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import VERSION
from .problems import KINDS, Kind
from .schema import METHODS, description

TYPES = {
    "string": "tekst",
    "integer": "getal",
    "number": "getal",
    "boolean": "ja of nee",
    "array": "lijst",
    "object": "object",
}


@dataclass(frozen=True)
class Field:
    """A parameter, or a field of a body or an answer."""

    name: str
    kind: str
    words: str
    required: bool


@dataclass(frozen=True)
class Operation:
    """One operation, with examples to paste in a terminal."""

    anchor: str
    method: str
    path: str
    summary: str
    words: list[str]
    parameters: list[Field]
    body: list[Field]
    answer: list[Field]
    statuses: list[tuple[str, str]]
    curls: list[str]
    example: str


@dataclass(frozen=True)
class Section:
    name: str
    operations: list[Operation] = field(default_factory=list)


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    """Explain the API: its resources, how to begin, and every kind of problem."""
    context = {
        "sections": sections(),
        "problems": _problems(),
        "version": VERSION,
        "site": settings.SITE_URL,
        "looks": settings.REGISTER_LOOKS_AN_HOUR,
    }
    return render(request, "pages/developers.html", context)


@require_safe
def resource(request: HttpRequest, name: str) -> HttpResponse:
    """Explain all operations on one resource."""
    section = next((one for one in sections() if one.name == name), None)
    if section is None:
        raise Http404
    return render(request, "pages/resource.html", {"section": section})


def sections() -> list[Section]:
    """Return the operations by resource, in the order of the description."""
    found: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in description()["paths"].items():
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                found[operation["tags"][0]].append(_operation(path, method, operation))
    return [Section(name, operations) for name, operations in found.items()]


def _problems() -> list[tuple[int, Kind]]:
    return list(KINDS.items())


def _operation(path: str, method: str, told: dict[str, Any]) -> Operation:
    answers = {code: _resolved(answer) for code, answer in told["responses"].items()}
    good = next((code for code in answers if code < "300"), "")
    content = answers.get(good, {}).get("content", {})
    return Operation(
        anchor=told["operationId"],
        method=method.upper(),
        path=f"/api/v1{path}",
        summary=told["summary"],
        words=told.get("description", "").split("\n\n"),
        parameters=[_parameter(one) for one in told.get("parameters", [])],
        body=_fields(_schema_of(told.get("requestBody", {}).get("content", {}))),
        answer=_fields(_schema_of(content)),
        statuses=[(code, answer.get("description", "")) for code, answer in answers.items()],
        curls=_curls(path, method, told),
        example=_shown(_example(content)),
    )


def _resolved(part: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference within the description."""
    found = part
    while "$ref" in found:
        place: Any = description()
        for name in found["$ref"].removeprefix("#/").split("/"):
            place = place[name]
        found = place
    return found


def _parameter(told: dict[str, Any]) -> Field:
    kind = _kind(told.get("schema", {}))
    return Field(told["name"], kind, told.get("description", ""), told.get("required", False))


def _schema_of(content: dict[str, Any]) -> dict[str, Any]:
    for media_type in content.values():
        return _resolved(media_type.get("schema", {}))
    return {}


def _fields(schema: dict[str, Any]) -> list[Field]:
    """Return the fields of an object and of the objects in its lists.

    If a body has several forms, the fields are those of the first.
    """
    if "oneOf" in schema:
        return _fields(_resolved(schema["oneOf"][0]))
    fields = []
    required = schema.get("required", [])
    for name, one in schema.get("properties", {}).items():
        told = _resolved(one)
        fields.append(Field(name, _kind(told), one.get("description", ""), name in required))
        if "properties" in (items := _resolved(told.get("items", {}))):
            fields += [replace(one, name=f"{name}[].{one.name}") for one in _fields(items)]
    return fields


def _kind(schema: dict[str, Any]) -> str:
    told = _resolved(schema)
    if "enum" in told:
        return " · ".join(str(value) for value in told["enum"])
    if told.get("format") == "date":
        return "datum"
    return TYPES.get(told.get("type", ""), "")


def _curls(path: str, method: str, told: dict[str, Any]) -> list[str]:
    """Return commands to paste in a terminal, one per accepted content type."""
    content = told.get("requestBody", {}).get("content", {})
    how = [_asked(path, method, told)]
    if {} not in told.get("security", [{}]):
        how.append('-H "Authorization: Bearer $TOKEN"')
    if method == "post":
        how.append('-H "Idempotency-Key: $(uuidgen)"')
    if method == "patch":
        how.append('-H "If-Match: $ETAG"')
    sent = [[f'-H "Content-Type: {kind}"', _sent(kind, one)] for kind, one in content.items()]
    return [" \\\n  ".join([*how, *parts]) for parts in sent or [[]]]


def _asked(path: str, method: str, told: dict[str, Any]) -> str:
    for parameter in told.get("parameters", []):
        path = path.replace(f"{{{parameter['name']}}}", str(parameter.get("example", "")))
    saved = (
        "-OJ " if "application/pdf" in told["responses"].get("200", {}).get("content", {}) else ""
    )
    verb = "" if method == "get" else f"-X {method.upper()} "
    return f"curl {saved}{verb}{settings.SITE_URL}/api/v1{path}"


def _sent(media_type: str, told: dict[str, Any]) -> str:
    """Return the option that sends the body: a file, or the example in the description."""
    if media_type == "text/csv":
        return "--data-binary @personeel.csv"
    return f"-d {quote(json.dumps(_example({media_type: told}), ensure_ascii=False, indent=2))}"


def _example(content: dict[str, Any]) -> Any:
    for media_type in content.values():
        for example in media_type.get("examples", {}).values():
            return example["value"]
    return None


def _shown(example: Any) -> str:
    return json.dumps(example, ensure_ascii=False, indent=2) if example else ""
