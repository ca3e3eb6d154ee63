"""Checking ten thousand teachers in one request."""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.choices import OrganisationKind, RoleKind, Scope
from accounts.models import Agreement, ApiClient, Organisation, Person, Role
from accounts.services.clients import issue_token
from core import clock

from .measure import Line, say, stopwatch

MOST = 15.0  # times the bare join; the goal is one second
ASKED = 10_000
ONE_BY_ONE = 300
PATH = "/api/v1/register-controles"
JOIN = """
select asked.number, held.section from unnest(%s::text[], %s::date[]) as asked (number, born)
join accounts_person person on person.number = asked.number and person.number <> ''
    and person.birth_date = asked.born
left join register_registration held on held.person_id = person.id
"""


def measure() -> Line:
    """Check ten thousand people by API; compare with the bare join, and with a request for each."""
    people = list(Person.objects.exclude(number="").values_list("number", "birth_date")[:ASKED])
    say(f"a check of {len(people)} teachers")
    machine = _machine()
    body = {
        "doel": "bench",
        "leraren": [{"registratienummer": one, "geboortedatum": f"{day}"} for one, day in people],
    }
    _post(machine, {**body, "leraren": body["leraren"][:1]}, key="bench-warm-up")
    with connection.cursor() as cursor, stopwatch() as limit:
        cursor.execute(JOIN, [[number for number, _ in people], [day for _, day in people]])
        cursor.fetchall()
    with stopwatch() as ours:
        _post(machine, body, key="bench-0001")
    with stopwatch() as peer:
        for place, teacher in enumerate(body["leraren"][:ONE_BY_ONE]):
            _post(machine, {**body, "leraren": [teacher]}, key=f"bench-one-{place}")
    return Line(
        work=f"a check of {len(people)} teachers, by API, signed and told to each",
        ours=ours.seconds,
        limit=limit.seconds,
        most=MOST,
        peers={f"a request each, {ONE_BY_ONE}, scaled": peer.seconds / ONE_BY_ONE * len(people)},
    )


def _machine() -> Client:
    since = clock.today() - timedelta(days=1)
    fund = Organisation.objects.create(kind=OrganisationKind.FUND, name="Bench")
    person = Person.objects.create(family_name="Bench")
    Role.objects.create(person=person, organisation=fund, kind=RoleKind.CHECKER, since=since)
    Agreement.objects.create(
        organisation=fund, code="bench", purpose="Bench", ground="Bench", a_day=10**6, since=since
    )
    client = ApiClient.objects.create(
        organisation=fund,
        responsible=person,
        name="Bench",
        purpose="Bench",
        scopes=[Scope.CHECKS],
        requests_a_minute=10**6,
        since=since,
    )
    _token, words = issue_token(client, actor=person)
    headers = {"Authorization": f"Bearer {words}", "X-Forwarded-Proto": "https"}
    return Client(headers=headers, SERVER_NAME=settings.ALLOWED_HOSTS[0])


def _post(machine: Client, body: dict, *, key: str) -> None:
    answer = machine.post(
        PATH, body, content_type="application/json", headers={"Idempotency-Key": key}
    )
    if answer.status_code != 201:  # noqa: PLR2004  created
        raise RuntimeError(answer.content.decode()[:500])
