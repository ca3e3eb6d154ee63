"""The whole API under random and hostile input: as each kind of client and signed out, never a 500.

schemathesis makes requests from our own description, valid ones and broken ones.
"""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from config.api.schema import description
from config.wsgi import application
from tests.api.conftest import Machine
from tests.api.machines import (
    boards_machine,
    funds_machine,
    machine_without_rights,
    nobody,
    providers_machine,
    teachers_program,
)
from tests.factories.accounts import token_for
from tests.hostile import NAUGHTY

EXAMPLES = 5  # requests for each operation and each kind of client
SCHEMA = schemathesis.openapi.from_dict({**description(), "servers": [{"url": "/api/v1"}]})
OPERATIONS = [operation.ok() for operation in SCHEMA.get_all_operations()]
# Where any text will do there is no broken request to be made up.
NEVER_BROKEN = {
    "GET /koppeling",
    "GET /registraties/{nummer}",
    "GET /certificaten/{code}",
    "GET /scholen/{code}",
}
MADE_UP = [
    pytest.param(operation, mode, id=f"{mode.value} {operation.label}")
    for operation in OPERATIONS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or operation.label not in NEVER_BROKEN
]
BODIES = [
    "null",
    "[]",
    "{}",
    '"x"',
    "1e999",
    "[" * 100_000,
    '{"a":' * 50_000,
    '"\\ud800"',
    '{"leraren": [null, 1, [], {"registratienummer": {}}]}',
    '{"regels": [null, {"bsn": {}}, {"\\u0000": 1}]}',
    '{"digest": 1, "keuze": []}',
    '{"doel": null, "peildatum": 20261122, "leraren": {}}',
    '{"datum": 1, "soort": [], "uren": "NaN", "urenPerCategorie": {"x": "Infinity"}}',
    '{"datum": "2026-01-01", "soort": "intervisie", "uren": 1e308, "urenPerCategorie": [1]}',
    '{"titel": 1, "soort": "cursus", "sectoren": {}, "vakken": [null], "prijs": "NaN"}',
    '{"aanbod": 1, "eersteDag": "9999-12-31", "begintOm": [], "plaatsen": 1e308}',
    '{"bijeenkomst": 1e400, "deelnemers": [null, 1, {"registratienummer": {}}]}',
    '{"bijeenkomst": 9223372036854775808, "deelnemers": [{"registratienummer": "\u0000"}]}',
]
FIELDS = ["doel", "bestandsnaam", "titel", "uren", "datum", "reden", "naam", "bijeenkomst"]


KINDS = [
    boards_machine,
    funds_machine,
    providers_machine,
    teachers_program,
    machine_without_rights,
    nobody,
]


@pytest.fixture(autouse=True)
def the_connection_stays_open():
    """Keep the test's transaction: a WSGI server closes its connection after each request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def registered(request, settings):
    settings.API_REQUESTS_A_MINUTE = 10**6
    client = request.param()
    if client:
        client.requests_a_minute = 10**6
        client.save()
    return client


@pytest.mark.parametrize(("operation", "mode"), MADE_UP)
def test_what_schemathesis_makes_up_is_answered_as_described(operation, mode, registered):
    headers = {"Authorization": f"Bearer {token_for(registered)}"} if registered else {}

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case):
        response = case.call(app=from_an_address, headers={**(case.headers or {}), **headers})
        assert response.status_code < 500, (case.as_curl_command(), response.text)
        assert response.status_code in (304, *map(int, operation.definition.raw["responses"]))
        if response.status_code >= 400:
            assert response.headers["content-type"] == ["application/problem+json"]

    answered()


def from_an_address(environ, start_response):
    return application({**environ, "REMOTE_ADDR": "192.0.2.1"}, start_response)


PATHS = [
    ("get", path)
    for path in (
        "registraties/{}",
        "certificaten/{}",
        "leveringen/{}",
        "leveringen/1/{}",
        "leveringen?status={}",
        "leveringen?pagina={}",
        "register-controles/{}",
        "{}",
        "koppeling?{}=1",
        "scholen?zoek={}",
        "scholen/{}",
        "aanbod?zoek={}",
        "aanbod?gratis={}",
        "activiteiten?van={}",
        "activiteiten?categorie={}",
        "activiteiten/{}",
        "aanwezigheden?bijeenkomst={}",
        "bijeenkomsten?zoek={}",
        "register-controles/{}/bewijs",
    )
]


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_naughty_words_in_an_address_are_never_a_fault_of_ours(registered, method, path):
    machine = Machine(registered)

    answers = {word[:20]: machine.get(f"/api/v1/{path.format(word)}") for word in NAUGHTY}

    assert {word: one.status_code for word, one in answers.items() if one.status_code >= 500} == {}


SENT = [
    *("leveringen", "leveringen/1/goedkeuring", "leveringen/1/terugdraaiing", "register-controles"),
    *("activiteiten", "activiteiten/1/intrekking", "aanwezigheden", "aanwezigheden/1/intrekking"),
    *("aanwezigheden/intrekking", "aanwezigheden/uren"),
]


@pytest.mark.parametrize("path", SENT)
def test_naughty_bodies_are_never_a_fault_of_ours(registered, path):
    machine = Machine(registered)
    bodies = [*BODIES, *(json.dumps(dict.fromkeys(FIELDS, word)) for word in NAUGHTY)]

    answers = [machine.send(f"/api/v1/{path}", body.encode()).status_code for body in bodies]

    assert set(answers) <= {400, 401, 403, 404, 413, 415}
