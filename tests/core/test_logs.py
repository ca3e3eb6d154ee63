import io
import json
import logging
import re
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError

from core.logs import Formatter, RequestIdFilter
from core.middleware import RequestId, request_id
from tests.factories.accounts import PersonFactory


@pytest.fixture
def log():
    """A logger as the settings have it, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Formatter())
    handler.addFilter(RequestIdFilter())
    logger = logging.getLogger("tests.log")
    logger.addHandler(handler)
    logger.propagate = False
    yield logger, lambda: json.loads(stream.getvalue())
    logger.removeHandler(handler)


def test_a_line_is_one_object_with_level_place_and_words(log):
    logger, line = log

    logger.warning("outbox message failed", extra={"outbox": 7})

    written = line()
    assert (written["levelname"], written["name"]) == ("WARNING", "tests.log")
    assert (written["message"], written["outbox"]) == ("outbox message failed", 7)


def test_a_line_tells_its_moment_in_utc(log):
    logger, line = log

    logger.info("seen")

    assert datetime.fromisoformat(line()["asctime"]).utcoffset() == timedelta(0)


def test_what_a_library_hangs_on_a_record_is_left_out(log):
    logger, line = log

    logger.error("bad", extra={"request": "post fatima@example.nl", "form": {"bsn": "900000213"}})

    assert not re.search("fatima|900000213", json.dumps(line()))


def test_the_words_of_an_exception_are_left_out(log):
    logger, line = log

    try:
        int("fatima" + "@example.nl")
    except ValueError:
        logger.exception("failed")

    assert line()["exc_info"].endswith("ValueError")
    assert "fatima@example.nl" not in json.dumps(line())


def test_a_task_that_failed_is_told_without_the_words_of_its_exception(log):
    logger, line = log

    try:
        int("fatima" + "@example.nl")
    except ValueError as error:
        context = {"name": "send", "exc": repr(error)}
        logger.exception("Task %(name)s raised unexpected: %(exc)s", context)

    assert line()["message"] == "Task send raised unexpected: ValueError"


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/uitnodiging/kYt5-geheim/", "/uitnodiging/<str:token>/"),
        ("/register/LR4323178229/", "/register/<str:number>/"),
        ("/hulp/", "/hulp/"),
        ("/geen-pagina/", "/geen-pagina/"),
    ],
)
def test_what_stands_in_an_address_is_left_out(log, rf, path, told):
    logger, line = log
    request = rf.get(path)

    logger.error("%s: %s", "Not Found", request.path, extra={"request": request})

    assert line()["message"] == f"Not Found: {told}"


@pytest.mark.django_db
def test_the_values_of_a_broken_rule_of_the_database_are_left_out(log):
    logger, line = log
    person = PersonFactory(teacher=True)

    with pytest.raises(IntegrityError) as broken:
        PersonFactory(email=person.email.upper())
    logger.error("failed", exc_info=broken.value)

    assert "exc_info" in line()
    assert person.email not in json.dumps(line()).lower()


def test_lines_of_one_request_share_its_id_and_the_answer_has_it(log, rf):
    logger, line = log

    def view(request):
        logger.info("seen")
        return {}

    answer = RequestId(view)(rf.get("/"))

    assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-Id"])
    assert line()["request_id"] == answer["X-Request-Id"]


def test_after_a_request_its_id_is_gone_also_when_it_failed(rf):
    def view(request):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        RequestId(view)(rf.get("/"))

    assert request_id.get() == ""


def test_each_request_has_an_id_of_its_own(client):
    first, second = client.get("/healthz"), client.get("/healthz")

    assert first["X-Request-Id"] != second["X-Request-Id"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/register/?q=jansen", 429), ("/beheer/", 404), ("/geen-pagina/", 404)]
)
def test_a_refusal_is_a_line_with_its_status(client, caplog, settings, path, status):
    settings.REGISTER_LOOKS_AN_HOUR = 0
    client.force_login(PersonFactory(hr_officer=True))

    client.get(path)

    told = [json.loads(Formatter().format(record)) for record in caplog.records]
    assert [line["status_code"] for line in told if line["name"] == "django.request"] == [status]


@pytest.mark.django_db
def test_the_line_of_a_refused_request_has_its_id(log, client):
    request = client.get("/geen-pagina/").wsgi_request
    logger, line = log

    logger.warning("Not Found", extra={"request": request})

    assert re.fullmatch(r"[0-9a-f]{32}", line()["request_id"])
