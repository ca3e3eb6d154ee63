"""How the people of the demo sign in. All of this is public, and exists in the demo only."""

import time
from typing import NamedTuple

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DOMAIN = "demo.example"
PASSWORD = "demo"  # noqa: S105  everybody may know it
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  and share it


class DemoPerson(NamedTuple):
    """A person in the demo: the name before the @, who it is, and what they can do."""

    name: str
    who: str | Promise
    to_do: str | Promise

    @property
    def email(self) -> str:
        return f"{self.name}@{DOMAIN}"


PEOPLE = [
    DemoPerson("leraar", _("teacher"), _("log an activity and see what is still needed")),
    DemoPerson(
        "voorportaal",
        _("teacher without a full qualification"),
        _("see the route to it, and log without a duty"),
    ),
    DemoPerson(
        "ondersteuner",
        _("member of the support staff"),
        _("log development without a duty"),
    ),
    DemoPerson(
        "aanmelder", _("teacher without a school"), _("see how far the request to register is")
    ),
    DemoPerson("hr", _("HR officer of a school board"), _("repair and approve a delivery")),
    DemoPerson("beheer", _("register administrator"), _("judge the offers that wait")),
    DemoPerson("validator1", _("validator, and a teacher"), _("advise on an offer")),
    DemoPerson("validator2", _("validator, and a teacher"), _("advise on an offer")),
    DemoPerson("validator3", _("validator, and a teacher"), _("advise on an offer")),
    DemoPerson("aanbieder", _("provider of courses"), _("answer a question about an offer")),
    DemoPerson("aanbieder2", _("provider that is suspended"), _("object to the suspension")),
    DemoPerson("scholing", _("trainer of a school board"), _("offer a course to own colleagues")),
    DemoPerson("fonds", _("checker of a subsidy fund"), _("check a list of teachers")),
    DemoPerson("commissie", _("member of the committee"), _("decide on a re-registration")),
    DemoPerson("bezwaar", _("member of the objections committee"), _("advise on an objection")),
    DemoPerson("kantoor", _("administration office"), _("deliver for a school board")),
]


def second_factor_code() -> str:
    """Return the code that an authenticator app would show now."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // app_settings.TOTP_PERIOD))
