"""What the tools cannot see: conventions that hold for every app."""

import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.template import Engine, TemplateSyntaxError
from django.urls import URLPattern, URLResolver, get_resolver

from core.management.commands.states import document

ROOT = Path(__file__).parent.parent
OURS = ["core", "accounts", "schools", "cpd", "register"]
STARTED_BY_THE_CLOCK = {"send_reminders", "close_ended_cycles", "close_ended", "expire_offers"}


def service_modules():
    for app in OURS[1:]:
        package = import_module(f"{app}.services")
        yield package
        for module in pkgutil.iter_modules(getattr(package, "__path__", [])):
            yield import_module(f"{package.__name__}.{module.name}")


SERVICES = {
    f"{function.__module__}.{name}": function
    for module in service_modules()
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__ and not name.startswith("_")
}


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_every_service_asks_who_acts(service):
    if service.__name__ in STARTED_BY_THE_CLOCK:
        return
    asked = inspect.signature(service).parameters
    actor = asked["viewer" if "viewer" in asked else "actor"]

    assert actor.kind is inspect.Parameter.KEYWORD_ONLY


def test_a_component_refuses_an_argument_it_does_not_know():
    engine = Engine.get_default()

    with pytest.raises(TemplateSyntaxError, match="colour"):
        engine.from_string("{% panel title='x' colour='red' %}{% endpanel %}")


def test_only_core_moves_writes_a_status():
    writers = {
        path.relative_to(ROOT).as_posix()
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and re.search(r"\.status = ", path.read_text())
    }

    assert writers == set()


def test_a_model_with_a_status_has_moves_and_a_constraint():
    for model in apps.get_models():
        if model._meta.app_label in OURS and "status" in {f.name for f in model._meta.fields}:
            assert model.MOVES, model
            assert any(c.name.endswith("_status_known") for c in model._meta.constraints), model


def test_core_holds_only_what_was_decided():
    files = {path.name for path in (ROOT / "core").glob("*.py")}

    assert files == {
        "__init__.py",
        "apps.py",
        "audit.py",
        "cache.py",
        "clock.py",
        "crypto.py",
        "errors.py",
        "forms.py",
        "logs.py",
        "middleware.py",
        "models.py",
        "moves.py",
        "outbox.py",
        "permissions.py",
        "rotation.py",
        "schedule.py",
        "tasks.py",
    }


@pytest.mark.parametrize("kind", ["utils", "helpers", "mixins", "constants", "common"])
def test_no_file_is_named_after_a_kind(kind):
    assert [path for app in OURS for path in (ROOT / app).rglob(f"{kind}.py")] == []


def routes(resolver: URLResolver | None = None, prefix: str = ""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def test_the_drawn_states_are_the_real_ones():
    assert (ROOT / "docs/states.md").read_text() == "\n".join(document()) + "\n"
