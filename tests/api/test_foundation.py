"""What every answer of the API has, and how a machine signs in."""

import gzip
from datetime import timedelta

import pytest
import yaml
from django.utils import timezone

from accounts.api.reading import TWICE
from accounts.choices import SCOPES_OF, OrganisationKind
from accounts.models import ApiToken, KeptAnswer
from accounts.services.roles import revoke_role
from config.api import VERSION
from config.api.problems import KINDS
from config.api.schema import description
from core import clock
from cpd.api.activities import QUESTION
from tests.api.conftest import Machine
from tests.api.machines import boards_machine, funds_machine, providers_machine, teachers_program
from tests.factories.accounts import ApiClientFactory, PersonFactory, token_for

SELF = "/api/v1/koppeling"


def told(response):
    """Return the status and the title of a problem."""
    assert response["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["title"]


def test_a_machine_signs_in_with_its_token(machine):
    answer = machine.get(SELF)

    assert answer.status_code == 200
    assert answer.json() == {
        "naam": machine.registered.name,
        "organisatie": machine.registered.organisation.name,
        "doel": "De levering van elke maand",
        "rechten": SCOPES_OF[OrganisationKind.BOARD],
        "geldigVanaf": "2026-01-01",
        "geldigTot": None,
        "verzoekenPerMinuut": 600,
    }


@pytest.mark.parametrize(
    "words",
    [
        "Bearer",
        "Bearer lrt_",
        "Bearer lrt_00000000_nietwaar",
        "Basic aHI6ZGVtbw==",
        "Bearer \x00\xff",
        "x" * 10_000,
    ],
)
def test_a_token_that_is_not_ours_does_not_work(stranger, words):
    answer = stranger.get(SELF, headers={"Authorization": words})

    assert told(answer) == (401, "U bent niet aangemeld")
    assert answer["WWW-Authenticate"] == 'Bearer realm="Lerarenregister"'


def test_without_a_token_what_is_for_machines_stays_closed(stranger):
    assert told(stranger.get(SELF)) == (401, "U bent niet aangemeld")


def ended(client):
    client.until = clock.today()
    client.save()


def not_begun(client):
    client.since = clock.today() + timedelta(days=1)
    client.save()


def left(client):
    role = client.responsible.roles.get()
    administrator = PersonFactory(administrator=True)
    revoke_role(role, on=clock.today(), actor=administrator)


def locked_out(client):
    client.responsible.is_active = False
    client.responsible.save()


def revoked(client):
    client.tokens.update(revoked_at=timezone.now())


def expired(client):
    client.tokens.update(expires_at=timezone.now())


@pytest.mark.parametrize("change", [ended, not_begun, left, locked_out, revoked, expired])
def test_a_machine_that_is_out_of_use_does_not_come_in(machine, change):
    assert machine.get(SELF).status_code == 200

    change(machine.registered)

    assert told(machine.get(SELF)) == (401, "U bent niet aangemeld")


def test_it_is_kept_when_a_token_was_used_last(machine):
    machine.get(SELF)
    [token] = ApiToken.objects.all()

    assert timezone.now() - token.last_used_at < timedelta(minutes=1)


def test_the_words_of_a_token_are_kept_nowhere():
    words = token_for(ApiClientFactory())
    [kept] = ApiToken.objects.values().all()

    assert words.startswith(kept["prefix"])
    assert words not in str(kept)


@pytest.mark.parametrize(
    "path", ["/api/v1", SELF, "/api/v1/bestaat-niet", "/api/v1/openapi.json", "/api/v1/x?q=%00"]
)
def test_every_answer_has_the_mandatory_headers(stranger, path):
    answer = stranger.get(path)

    assert answer["API-Version"] == VERSION
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Content-Language"] == "nl"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/bestaat-niet", 404),
        ("get", "/api/v1/koppeling/", 404),
        ("get", "/api/v1/registraties/\x00", 400),
        ("get", "/api/v1/registraties/x?q=%00", 400),
        ("get", "/api/v1/registraties/x?q=1", 400),
        ("post", "/api/v1", 405),
        ("delete", SELF, 405),
        ("options", SELF, 405),
    ],
)
def test_django_s_own_refusals_are_problems_too(machine, method, path, status):
    answer = getattr(machine, method)(path)

    assert told(answer) == (status, KINDS[status].title)


def test_a_body_of_which_the_length_is_not_told_is_not_read_as_an_empty_one(machine):
    answer = machine.generic("POST", "/api/v1/leveringen", headers={"Transfer-Encoding": "chunked"})

    assert told(answer) == (411, "De lengte ontbreekt")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_not_encrypted_is_refused_and_not_led_on(machine, settings):
    settings.SECURE_SSL_REDIRECT = True

    answer = machine.get(SELF)

    assert told(answer) == (403, "U mag dit niet")
    assert answer.json()["detail"].startswith("Gebruik https.")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert machine.get("/register/").status_code == 301
    assert machine.get(SELF, secure=True).status_code == 200


def test_a_host_that_is_not_ours_is_a_problem(stranger):
    assert told(stranger.get("/api/v1", headers={"Host": "elders.example"}))[0] == 400


def test_a_problem_says_which_parameters_are_wrong_all_at_once(stranger):
    problem = stranger.get("/api/v1/registraties/x?b=1&a=2").json()

    assert [(one["in"], one["location"]) for one in problem["errors"]] == [
        ("query", {"name": "a"}),
        ("query", {"name": "b"}),
    ]


def test_a_parameter_that_stands_twice_is_refused(stranger):
    problem = stranger.get("/api/v1/aanbod?pagina=1&pagina=2").json()

    assert (problem["status"], problem["errors"][0]["location"]) == (400, {"name": "pagina"})
    assert problem["errors"][0]["detail"] == "Dit staat er meer dan eens."


def test_a_name_that_stands_twice_in_a_body_is_refused_wherever_it_stands(machine):
    body = b"""{"soort": "volledig", "soort": "wijzigingen", "x": 1, "x": 2, "x": 3,
        "regels": [{"bsn": "1"}, {"bsn": "1", "fte": 1, "bsn": "2"}]}"""

    answer = machine.send("/api/v1/leveringen", body)

    assert told(answer) == (400, "Het verzoek klopt niet")
    errors = [one for one in answer.json()["errors"] if one["detail"] == TWICE]
    assert sorted(one["location"]["pointer"] for one in errors) == [
        "#/regels/1/bsn",
        "#/soort",
        "#/x",
    ]


WRITING = [
    (boards_machine, "leveringen"),
    (funds_machine, "register-controles"),
    (teachers_program, "activiteiten"),
    (providers_machine, "cursussen"),
    (providers_machine, "bijeenkomsten"),
    (providers_machine, "aanwezigheden"),
    (providers_machine, "aanwezigheden/intrekking"),
    (providers_machine, "aanwezigheden/uren"),
]


@pytest.mark.parametrize(("who", "path"), WRITING)
def test_what_is_wrong_with_headers_address_and_body_is_told_at_once(who, path):
    machine, body = Machine(who()), b'{"x": 1, "y": [{"z": 1, "z": 2}], "y": [{"z": 1, "z": 2}]}'

    answer = machine.send(f"/api/v1/{path}?v=1&w=1&w=2", body, key="kort")

    assert told(answer) == (400, "Het verzoek klopt niet")
    wrong = [(one["in"], *one["location"].values()) for one in answer.json()["errors"]]
    assert {("header", "Idempotency-Key"), ("query", "v"), ("query", "w")} <= set(wrong)
    assert {("body", "#/x"), ("body", "#/y"), ("body", "#/y/0/z")} & set(wrong)
    assert len(wrong) == len(set(wrong))
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("number", ["\u0663", "\uff13", "1_0", "1.0", "x", "", "1e1", "\u00bd"])
def test_a_number_is_written_with_ten_digits(stranger, number):
    problem = stranger.get("/api/v1/scholen", {"pagina": number, "aantal": number}).json()

    assert [one["location"]["name"] for one in problem["errors"]] == ["pagina", "aantal"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("datum", "2026-11-0\u0661"),
        ("datum", "2026-W45-7"),
        ("datum", "20261101"),
        ("datum", "2026-11-01T00:00:00"),
        ("uren", "\u0662"),
        ("uren", "1_0"),
        ("uren", "NaN"),
        ("uren", "1e0"),
    ],
)
def test_a_day_and_an_amount_are_written_in_one_way(field, value):
    program = Machine(teachers_program())

    answer = program.send("/api/v1/activiteiten", {**QUESTION, field: value})

    [error] = answer.json()["errors"]
    assert (told(answer)[0], error["location"]["pointer"]) == (400, f"#/{field}")


def test_a_packed_body_is_not_read_as_what_was_meant():
    machine = Machine(boards_machine())

    answer = machine.send(
        "/api/v1/leveringen",
        gzip.compress(b"bsn"),
        content_type="text/csv",
        **{"Content-Encoding": "gzip"},
    )

    assert told(answer) == (415, "Die soort inhoud lezen we niet")
    assert answer["Accept-Encoding"] == "identity"


def test_the_short_address_leads_to_the_version_of_now(stranger):
    answer = stranger.get("/api")

    assert (answer.status_code, answer["Location"]) == (302, "/api/v1")
    assert answer["API-Version"] == VERSION
    assert told(stranger.get("/api/")) == (404, "Dit is er niet")
    assert told(stranger.post("/api")) == (405, "Dat kan hier niet")


@pytest.mark.parametrize("path", ["/api", "/api/v1", "/api/v1/openapi.json", "/api/v1/scholen"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_a_method_that_is_not_there_says_which_are(stranger, method, path):
    answer = getattr(stranger, method)(path)

    assert told(answer) == (405, "Dat kan hier niet")
    assert answer["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        (b'{"\\ud800": 1, "x": [{"\\udfff": 1, "\\udfff": 2}]}', ["#/?", "#/x/0/?"]),
        (b'{"soort": "\\ud800", "regels": [], "\\ud800": 1}', ["#/?", "#/regels", "#/soort"]),
    ],
)
def test_half_a_character_is_told_with_a_question_mark(machine, body, pointers):
    answer = machine.send("/api/v1/leveringen", body)

    assert told(answer) == (400, "Het verzoek klopt niet")
    assert set(pointers) <= {one["location"]["pointer"] for one in answer.json()["errors"]}


def test_machines_are_answered_in_dutch_whatever_they_ask(stranger):
    answer = stranger.get(SELF, headers={"Accept-Language": "en", "Authorization": "Bearer x"})

    assert answer.json()["detail"] == "Dit token werkt niet, of niet meer."


def test_only_json_is_given(stranger):
    assert told(stranger.get("/api/v1/registraties/x", headers={"Accept": "text/csv"}))[0] == 406


def test_a_machine_sees_what_is_left_of_its_minute():
    machine = Machine(ApiClientFactory(requests_a_minute=2))

    answers = [machine.get(SELF) for _ in range(3)]

    assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert [answer["RateLimit-Limit"] for answer in answers] == ["2", "2", "2"]
    assert told(answers[2]) == (429, "U vraagt te vaak")
    assert 0 < int(answers[2]["Retry-After"]) <= 60


def test_who_does_not_sign_in_has_a_limit_of_the_address(stranger, settings):
    settings.API_REQUESTS_A_MINUTE = 1
    stranger.get(SELF)

    assert told(stranger.get(SELF))[0] == 429
    assert Machine(ApiClientFactory()).get(SELF).status_code == 200


def test_who_has_an_answer_already_is_told_so(machine):
    first = machine.get(SELF)

    again = machine.get(SELF, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["API-Version"] == VERSION


def test_the_description_is_open_to_everybody_and_the_same_in_both_forms(stranger):
    told_json = stranger.get("/api/v1/openapi.json")
    told_yaml = stranger.get("/api/v1/openapi.yaml")

    assert told_json["Access-Control-Allow-Origin"] == "*"
    assert told_yaml["Access-Control-Allow-Origin"] == "*"
    assert told_json.json() == yaml.safe_load(told_yaml.content)


def test_the_front_door_leads_to_the_description(stranger):
    links = stranger.get("/api/v1").json()["_links"]

    assert stranger.get(links["describedby"]["href"]).json()["openapi"] == "3.0.3"
    assert stranger.get(links["service-doc"]["href"]).status_code == 200


def test_the_front_door_leads_to_every_list(stranger):
    links = set(stranger.get("/api/v1").json()["_links"])

    lists = {path for path, told in description()["paths"].items() if path.count("/") == 1}
    assert links - {"self", "describedby", "service-doc"} == {path[1:] for path in lists}


def test_the_documentation_explains_every_kind_of_problem(client):
    page = client.get("/ontwikkelaars/").content.decode()

    assert [kind.anchor for kind in KINDS.values() if f'id="{kind.anchor}"' not in page] == []
