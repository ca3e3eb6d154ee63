"""The ears of the walk: what is left behind anywhere is heard, and a plain answer is no trace."""

import logging
import logging.config

import pytest
from django.conf import settings
from django.core import mail

from .traces import traces_of_all

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
        mail.send_mail(NUMBER, "", None, ["p@example.nl"])
        traces.take_mail()

    assert traces.found([NUMBER]).keys() >= {"address", "log", "mail"}
    assert traces.found(["900000000"]) == {}
