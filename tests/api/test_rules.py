"""The Dutch API Design Rules, rule by rule; docs/api-rules.md says which test proves which rule."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import config.api
from config.api.pages import sections
from config.api.schema import METHODS, description
from schools.models import Delivery
from tests.api.conftest import Machine
from tests.api.test_deliveries import machine_of
from tests.factories.accounts import ApiClientFactory
from tests.factories.register import CycleFactory
from tests.factories.schools import BoardFactory, staff_file

ROOT = Path(__file__).parent.parent.parent
RULES = 36
# Of which there is one
SINGLE = {
    *("koppeling", "goedkeuring", "indiening", "intrekking", "terugdraaiing"),
    *("afzegging", "nieuwe-versie"),
}
SECRET = {"bsn", "geboortedatum", "burgerservicenummer"}


def operations():
    for path, methods in description()["paths"].items():
        for method in METHODS:
            if method in methods:
                yield path, method, methods[method]


def parameters(place):
    return {
        told["name"]
        for _path, _method, operation in operations()
        for told in operation.get("parameters", [])
        if told["in"] == place
    }


def segments():
    found = {part for path in description()["paths"] for part in path.split("/") if part}
    return {part for part in found if not part.startswith("{")}


def test_every_rule_has_a_test_or_a_reason():
    text = (ROOT / "docs/api-rules.md").read_text()
    rows = re.findall(r"^\| ([a-z/-]+) \| (test|reason): (.+) \|$", text, re.MULTILINE)
    code = "".join(path.read_text() for path in (ROOT / "tests/api").glob("*.py"))
    tests = [words for _rule, kind, words in rows if kind == "test"]

    assert len({rule for rule, _kind, _words in rows}) == RULES
    assert [name for name in tests if f"def {name}(" not in code] == []


def test_collections_have_plural_names():
    singular = {part for part in segments() - SINGLE if not re.search(r"(en|s)$", part)}

    assert singular == {"aanbod"} & segments()  # has no plural in Dutch


def test_names_in_addresses_have_their_shape():
    assert [part for part in segments() if not re.fullmatch(r"[a-z]+(-[a-z]+)*", part)] == []
    assert [name for name in parameters("query") if not re.fullmatch("[a-z][A-Za-z]*", name)] == []
    assert description()["servers"][0]["url"].endswith("/api/v1")


def test_only_get_post_and_patch_are_used():
    used = {method for _path, method, _operation in operations()}

    assert used == {"get", "post", "patch"}


def test_every_operation_is_described_with_an_example_that_can_be_pasted():
    told = [operation for section in sections() for operation in section.operations]

    assert [one.anchor for one in told if not (one.summary and one.words[0] and one.curls)] == []
    assert len(told) == len(list(operations()))


def test_every_field_is_explained_in_words_that_are_no_list_of_its_values():
    told = [operation for section in sections() for operation in section.operations]
    fields = [one for o in told for one in (*o.parameters, *o.body, *o.answer)]

    assert [one.name for one in fields if not one.words or "* `" in one.words] == []


def test_the_description_says_whom_to_ask():
    assert set(description()["info"]["contact"]) == {"name", "url", "email"}


def test_the_changelog_knows_this_version():
    first = re.search(r"^### (.+)$", (ROOT / "docs/api-versions.md").read_text(), re.MULTILINE)

    assert re.fullmatch(r"\d+\.\d+\.\d+", config.api.VERSION)
    assert first[1] == config.api.VERSION == description()["info"]["version"]


def test_no_address_asks_for_a_citizen_service_number_or_a_birth_date():
    assert (parameters("query") | parameters("path")) & SECRET == set()


@pytest.fixture
def delivered():
    machine = machine_of(BoardFactory())
    machine.send("/api/v1/leveringen", staff_file({}), content_type="text/csv")
    return machine


def test_moments_and_days_have_their_shape(delivered):
    told = delivered.get("/api/v1/leveringen").json()["resultaten"][0]

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", told["ingeleverdOp"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["peildatum"])


def test_reading_changes_nothing(delivered):
    number = Delivery.objects.get().pk
    delivered.get("/api/v1/koppeling")  # notes that the token was used, once a minute

    for path in ("leveringen", f"leveringen/{number}", f"leveringen/{number}/regels"):
        with CaptureQueriesContext(connection) as asked:
            delivered.get(f"/api/v1/{path}")
        written = [one["sql"] for one in asked if not one["sql"].startswith(("SELECT", "UPDATE"))]
        assert written == []


@pytest.mark.parametrize(
    "path", ["", "/koppeling", "/leveringen", "/openapi.json", "/geen", "?q=%00"]
)
def test_no_answer_sets_a_cookie(machine, path):
    assert machine.get(f"/api/v1{path}").cookies == {}


def test_only_what_is_public_may_be_read_by_pages_of_others():
    number = CycleFactory().registration.person.number
    machine = Machine(ApiClientFactory())

    def allowed(path):
        return machine.get(f"/api/v1{path}").get("Access-Control-Allow-Origin")

    assert allowed("/openapi.json") == "*"
    assert allowed(f"/registraties/{number}") == "*"
    assert allowed("/koppeling") is None
    assert allowed("/leveringen") is None
