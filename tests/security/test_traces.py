"""The recorder of the walk: it finds what is left behind anywhere, and nothing in plain pages."""

import logging
import logging.config
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse

from accounts.services.claims import issue_claim_code
from tests.factories.accounts import BsnFactory, PersonFactory

from .traces import Traces, never_to_be_left, traces_of_all, ways_to_write

pytestmark = pytest.mark.django_db
NUMBER = "900000213"


def test_a_line_is_heard_after_logging_was_set_up_anew():
    with traces_of_all() as traces:
        logging.config.dictConfig(settings.LOGGING)
        logging.getLogger("django.server").info("asked for %s", NUMBER)
        logging.getLogger("cpd.tasks").warning("failed for %s", NUMBER)

    assert len(traces.found([NUMBER])["log"]) == 2


def test_an_address_a_header_and_a_mail_are_seen(client):
    mail.outbox = []
    with traces_of_all() as traces:
        client.get(f"/geen/{NUMBER}/")
        client.get("/register/", {"q": NUMBER})
        mail.send_mail("", "", None, ["p@example.nl"], html_message=f"<p>{NUMBER}</p>")
        traces.take_mail()

    assert traces.found([NUMBER]).keys() >= {"address", "log", "mail"}
    assert traces.found(["900000000"]) == {}


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        ("comment", HttpResponse(f"<p>x<!-- {NUMBER} --></p>")),
        ("error page", HttpResponse(f"<p>{NUMBER}</p>", status=500)),
        ("error page", JsonResponse({"detail": f"{NUMBER} is geen nummer"}, status=400)),
        ("number in a page", HttpResponse(f'<input value="{NUMBER}">')),
        ("header", HttpResponse(headers={"Content-Disposition": f"attachment; filename={NUMBER}"})),
        ("address", HttpResponseRedirect(f"/?bsn={NUMBER}")),
    ],
)
def test_what_an_answer_holds_is_seen(place, answer):
    traces = Traces()

    traces.see("/", answer)

    assert place in traces.found([NUMBER])


def test_a_number_within_a_longer_one_is_no_trace():
    traces = Traces()

    traces.see("/", HttpResponse(f"LR{NUMBER}7"))

    assert traces.found([NUMBER]) == {}


def test_what_somebody_typed_may_come_back_to_them_in_its_form():
    traces = Traces()

    traces.see("/", HttpResponse(f'<input value="{NUMBER}">'), typed=[NUMBER])

    assert traces.found([NUMBER]) == {}


def test_a_day_is_found_however_it_is_written():
    ways = ways_to_write(date(1980, 2, 1))

    assert {"1980-02-01", "01-02-1980", "1-2-1980", "1 februari 1980", "February 1, 1980"} <= ways


def test_what_is_looked_for_is_what_people_have():
    person = PersonFactory(birth_date=date(1980, 2, 1))
    BsnFactory(person=person, bsn=NUMBER)
    code = issue_claim_code(person, actor=person)

    secret = never_to_be_left()

    assert NUMBER in secret["citizen service number"]
    assert "1-2-1980" in secret["date of birth"]
    assert {code, code.replace("-", "")} <= secret["claim code"]
