"""What the tools cannot see: conventions that hold for every app."""

import ast
import inspect
import pkgutil
import re
from http import HTTPStatus
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import BinaryField, Model
from django.template import Engine, TemplateSyntaxError
from django.urls import URLResolver, get_resolver
from pghistory.models import Event as HistoryEvent

from core.management.commands.states import document

ROOT = Path(__file__).parent.parent
OURS = ["core", "accounts", "schools", "cpd", "register"]
PUBLIC = (
    "/.well-known/",
    "/aanbieder-worden/",
    "/aanbod/",
    "/aanmelden/",
    "/api",
    "/activeren/",
    "/certificaten/ingetrokken/",
    "/cijfers/",
    "/controleren/",
    "/e-mailadres-bevestigen/",
    "/gesprek/",
    "/healthz",
    "/hulp/",
    "/favicon.ico",
    "/inloggen/",
    "/ontwikkelaars/",
    "/privacy/",
    "/procedures/",
    "/readyz",
    "/register/",
    "/robots.txt",
    "/steekproef/",
    "/stijl/",
    "/taal/",
    "/toegankelijkheid/",
    "/uitloggen/",
    "/uitnodiging/",
    "/wachtwoord-vergeten/",
)
STATUS_OF_ANOTHER = {"cpd.ActivityHours"}  # a copy, kept equal by a foreign key
STARTED_BY_THE_CLOCK = {
    "add_note",
    "apply_due_takeovers",
    "escalate_overdue",
    "send_reminders",
    "close_ended_cycles",
    "close_ended",
    "close_extra_time",
    "let_go_of_leavers",
    "expire_offers",
    "forget",
    "forget_admissions",
    "forget_answers",
    "forget_applications",
    "forget_checks",
    "forget_closed_accounts",
    "forget_diplomas",
    "forget_leave_papers",
    "forget_drafts",
    "forget_messages",
    "forget_views",
    "to_forget",
    "would_forget",
    "publish_figures",
    "prepare_draw",
    "publish_secrets",
    "draw_lot",
    "forget_evidence",
    "forget_past_sessions",
    "remind_validators",
    "refresh_listings",
    "refresh_places",
}


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


def sets_a_status(module: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "status"
        and isinstance(node.ctx, ast.Store)
        for node in ast.walk(module)
    )


def test_only_core_moves_writes_a_status():
    writers = {
        path.relative_to(ROOT).as_posix()
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        if "migrations" not in path.parts and sets_a_status(ast.parse(path.read_text()))
    }

    assert writers == set()


def has_a_status(model: type[Model]) -> bool:
    copied = issubclass(model, HistoryEvent) or model._meta.label in STATUS_OF_ANOTHER
    return not copied and "status" in {field.name for field in model._meta.fields}


MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]


@pytest.mark.parametrize("model", list(filter(has_a_status, MODELS)), ids=str)
def test_a_model_with_a_status_has_moves_and_a_constraint(model):
    assert model.MOVES
    assert any(rule.name.endswith("_status_known") for rule in model._meta.constraints)


LOOKED_UP_OR_PROVED = {"digest", "mac"}  # a column of bytes that is not encrypted


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_what_is_encrypted_is_renewed_when_keys_are_rotated(model):
    sealed = {
        field.name for field in model._meta.local_fields if isinstance(field, BinaryField)
    } - LOOKED_UP_OR_PROVED
    rotations = ROOT / model._meta.app_label / "rotation.py"

    assert not sealed or model.__name__ in rotations.read_text()


def test_core_holds_only_what_was_decided():
    files = {path.name for path in (ROOT / "core").glob("*.py")}

    assert files == {
        "__init__.py",
        "apps.py",
        "archiving.py",
        "arguments.py",
        "audit.py",
        "cache.py",
        "checks.py",
        "clock.py",
        "collector.py",
        "crypto.py",
        "days.py",
        "errors.py",
        "forms.py",
        "kpi.py",
        "lists.py",
        "logs.py",
        "middleware.py",
        "models.py",
        "moves.py",
        "outbox.py",
        "packing.py",
        "pages.py",
        "paper.py",
        "permissions.py",
        "refresh.py",
        "rights.py",
        "rotation.py",
        "scanning.py",
        "schedule.py",
        "tasks.py",
        "text.py",
        "typesetting.py",
    }


def test_a_lock_lets_others_write_about_what_is_locked():
    """Else who writes a row about it waits, maybe while they hold what its holder waits for."""
    calls = [
        (path.relative_to(ROOT).as_posix(), {keyword.arg for keyword in node.keywords})
        for app in OURS
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update"
    ]

    assert len(calls) > 100
    assert [path for path, arguments in calls if "no_key" not in arguments] == []


@pytest.mark.parametrize("kind", ["utils", "helpers", "mixins", "constants", "common"])
def test_no_file_is_named_after_a_kind(kind):
    assert [path for app in OURS for path in (ROOT / app).rglob(f"{kind}.py")] == []


def paths(resolver: URLResolver, prefix: str = "/"):
    """Yield a path for every page, with 1 for a number and x for a word."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern).lstrip("^")
        if isinstance(entry, URLResolver):
            yield from paths(entry, path)
        else:
            yield re.sub(r"<str:\w+>", "x", re.sub(r"<int:\w+>", "1", path))


GUARDED = [path for path in paths(get_resolver()) if path != "/" and not path.startswith(PUBLIC)]


@pytest.mark.django_db
@pytest.mark.parametrize("path", GUARDED)
def test_a_page_that_is_not_public_asks_to_sign_in(client, path):
    answer = client.get(path)
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer = client.post(path)

    assert answer.status_code == HTTPStatus.FOUND
    assert answer.url.startswith("/inloggen/")


def test_the_drawn_states_are_the_real_ones():
    assert (ROOT / "docs/states.md").read_text() == "\n".join(document()) + "\n"
