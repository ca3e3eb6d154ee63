"""A provider's own system hands in who was at a session."""

from datetime import date

import pytest

from accounts.choices import SCOPES_OF, OrganisationKind, Scope
from cpd.api.participants import SESSION_STATUSES, STATUSES
from cpd.choices.sessions import AttendanceStatus, SessionStatus
from cpd.models import Activity, Attendance
from cpd.services.activities import freeze_activities
from tests.api.conftest import Machine
from tests.api.test_foundation import told
from tests.factories.accounts import ApiClientFactory, PersonFactory
from tests.factories.cpd import AttendanceFactory, SessionFactory

ATTENDANCE, SESSIONS = "/api/v1/aanwezigheden", "/api/v1/bijeenkomsten"
YEAR = (date(2026, 1, 1), date(2027, 1, 1))


def machine_of(provider, scopes=SCOPES_OF[OrganisationKind.PROVIDER]):
    editor = PersonFactory(provider=True, role__organisation=provider.organisation_ptr)
    facts = {"organisation": provider.organisation_ptr, "responsible": editor}
    return Machine(ApiClientFactory(scopes=scopes, **facts))


@pytest.fixture
def session():
    return SessionFactory(seats=3)


@pytest.fixture
def machine(session):
    return machine_of(session.offer.provider)


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


def a_list(session, *numbers, **changes):
    people = [{"registratienummer": number} for number in numbers]
    return {"bijeenkomst": session.pk, "deelnemers": people, **changes}


def outcomes(answer):
    return [one["uitkomst"] for one in answer.json()["deelnemers"]]


def test_every_status_has_its_dutch_name():
    assert set(STATUSES) == set(AttendanceStatus)
    assert set(SESSION_STATUSES) == set(SessionStatus)


def test_a_list_gives_the_hours_to_who_was_there(machine, session, teacher):
    spaced = f"{teacher.number[:5]} {teacher.number[5:].lower()}"

    answer = machine.send(
        ATTENDANCE, a_list(session, spaced, teacher.number, "LR0000000014", "niemand")
    )

    assert answer.status_code == 201
    assert answer.json()["toegekend"] == 1
    assert outcomes(answer) == ["toegekend", "dubbel-in-de-lijst", "niet-gevonden", "niet-gevonden"]
    assert Activity.objects.get().person == teacher
    [listed] = machine.get(answer["Location"]).json()["resultaten"]
    assert (listed["registratienummer"], listed["status"]) == (teacher.number, "toegekend")
    assert machine.get(f"{ATTENDANCE}/{listed['id']}").json() == listed


def test_a_list_that_is_sent_again_gives_nothing_twice(machine, session, teacher):
    body = a_list(session, teacher.number)
    first, again = (machine.send(ATTENDANCE, body) for _twice in range(2))

    later = machine.send(ATTENDANCE, body, key="sleutel-0002")

    assert first.json() == again.json()
    assert outcomes(later) == ["stond-er-al"]
    assert Attendance.objects.count() == 1


def test_a_name_that_does_not_fit_gives_nothing(machine, session, teacher):
    people = [{"registratienummer": teacher.number, "naam": "Iemand Anders"}]

    assert outcomes(machine.send(ATTENDANCE, a_list(session, deelnemers=people))) == [
        "niet-gevonden"
    ]


def test_the_number_of_a_merged_record_leads_to_who_remained(machine, session, teacher):
    merged = PersonFactory(teacher=True, merged_into=teacher)

    [told_of] = machine.send(ATTENDANCE, a_list(session, merged.number)).json()["deelnemers"]

    assert (told_of["uitkomst"], told_of["vervangenDoor"]) == ("toegekend", teacher.number)
    assert Attendance.objects.get().person == teacher


@pytest.mark.parametrize(
    ("change", "pointers"),
    [
        ({"bijeenkomst": 2**31 - 1}, ["#/bijeenkomst"]),
        ({"bijeenkomst": "x", "deelnemers": []}, ["#/bijeenkomst", "#/deelnemers"]),
        (
            {"deelnemers": [{"registratienummer": "x"}, {"naam": "a\u202eb", "bsn": 1}]},
            [f"#/deelnemers/1/{name}" for name in ("bsn", "naam", "registratienummer")],
        ),
    ],
)
def test_all_that_is_wrong_is_told_at_once(machine, session, change, pointers):
    answer = machine.send(ATTENDANCE, a_list(session, "LR0000000014", **change))

    assert told(answer)[0] == 400
    assert sorted(one["location"]["pointer"] for one in answer.json()["errors"]) == pointers


def test_what_the_page_refuses_is_refused_here(machine, teacher):
    provider = machine.registered.organisation.pk
    early = SessionFactory(to_come=True, offer__provider_id=provider, offer__validated=True)
    cancelled = SessionFactory(cancelled=True, offer__provider_id=provider, offer__validated=True)

    first = machine.send(ATTENDANCE, a_list(early, teacher.number))
    second = machine.send(ATTENDANCE, a_list(cancelled, teacher.number))

    assert [one["code"] for one in first.json()["errors"]] == ["early"]
    assert told(second) == (409, "De stand is anders dan u dacht")


def test_attendance_is_withdrawn_with_a_reason(machine, session):
    attendance = AttendanceFactory(session=session, credited=True)
    path = f"{ATTENDANCE}/{attendance.pk}/intrekking"

    bare = machine.send(path, {})
    done = machine.send(path, {"reden": "Per ongeluk"})

    assert bare.json()["errors"][0]["location"] == {"pointer": "#/reden"}
    assert (done.json()["status"], done.json()["reden"]) == ("ingetrokken", "Per ongeluk")


def test_another_provider_finds_nothing(machine, session, teacher):
    attendance = AttendanceFactory(session=session, credited=True)
    other = machine_of(SessionFactory().offer.provider)

    assert told(other.get(f"{ATTENDANCE}/{attendance.pk}"))[0] == 404
    assert other.get(ATTENDANCE).json()["totaal"] == 0
    answer = other.send(ATTENDANCE, a_list(session, teacher.number))
    assert answer.json()["errors"][0]["location"] == {"pointer": "#/bijeenkomst"}


def test_without_the_scope_or_a_token_nothing_is_done(session, stranger, teacher):
    reader = machine_of(session.offer.provider, scopes=[Scope.READ_ATTENDANCE])
    body = a_list(session, teacher.number)

    assert told(reader.send(ATTENDANCE, body))[0] == 403
    assert told(stranger.send(ATTENDANCE, body))[0] == 401
    assert told(stranger.get(SESSIONS))[0] == 401


def test_sessions_tell_the_number_to_name(machine, session):
    AttendanceFactory(session=session, credited=True)
    SessionFactory()

    [told_of] = machine.get(f"{SESSIONS}?toon=voorbij").json()["resultaten"]

    assert (told_of["id"], told_of["bezet"], told_of["status"]) == (session.pk, 1, "gepland")
    assert told_of["begint"] == "2026-11-19T18:30:00Z"
    assert machine.get(f"{SESSIONS}?toon=komend").json()["totaal"] == 0


@pytest.mark.parametrize("path", [ATTENDANCE, SESSIONS])
def test_lists_ask_the_database_as_much_for_three_as_for_one(
    machine, session, path, django_assert_num_queries, django_assert_max_num_queries
):
    AttendanceFactory(session=session)
    machine.get(path)
    with django_assert_max_num_queries(12) as one:
        machine.get(path)
        asked = len(one)
    for _more in range(2):
        AttendanceFactory(session=SessionFactory(offer=session.offer))

    with django_assert_num_queries(asked):
        machine.get(path)


def test_a_whole_list_is_withdrawn_and_what_was_decided_on_is_looked_at(machine, session):
    loose, settled = AttendanceFactory.create_batch(2, session=session, credited=True)
    freeze_activities(settled.person_id, *YEAR, actor=None)

    answer = machine.send(
        f"{ATTENDANCE}/intrekking", {"bijeenkomst": session.pk, "reden": "Verkeerde lijst."}
    )

    assert answer.json() == {"bijeenkomst": session.pk, "aangepast": 1, "inOnderzoek": 1}
    statuses = dict(Attendance.objects.values_list("pk", "status"))
    assert statuses == {loose.pk: "withdrawn", settled.pk: "contested"}


def test_hours_of_the_people_that_are_named_are_corrected(machine, session):
    half, whole = AttendanceFactory.create_batch(2, session=session, credited=True)
    body = a_list(session, half.person.number, uren="1.5", reden="Eerder weg.")

    answer = machine.send(f"{ATTENDANCE}/uren", body)

    assert answer.json()["aangepast"] == 1
    told_of = [machine.get(f"{ATTENDANCE}/{one.pk}").json()["uren"] for one in (half, whole)]
    assert told_of == ["1.50", "2.00"]


@pytest.mark.parametrize("verb", ["intrekking", "uren"])
def test_who_is_not_on_the_list_is_pointed_out_and_nothing_is_done(machine, session, verb):
    listed = AttendanceFactory(session=session, credited=True)
    elsewhere = AttendanceFactory(credited=True)
    body = a_list(session, listed.person.number, elsewhere.person.number, reden="Fout.")

    answer = machine.send(
        f"{ATTENDANCE}/{verb}", {**body, **({"uren": 1} if verb == "uren" else {})}
    )

    assert answer.status_code == 400
    assert [one["location"]["pointer"] for one in answer.json()["errors"]] == ["#/deelnemers/1"]
    assert set(Attendance.objects.values_list("status", flat=True)) == {"credited"}


@pytest.mark.parametrize("verb", ["intrekking", "uren"])
def test_a_list_of_another_provider_is_not_changed(session, verb):
    AttendanceFactory(session=session, credited=True)
    other = machine_of(SessionFactory().offer.provider)
    body = {"bijeenkomst": session.pk, "reden": "Fout.", **({"uren": 1} if verb == "uren" else {})}

    answer = other.send(f"{ATTENDANCE}/{verb}", body)

    assert answer.json()["errors"][0]["location"] == {"pointer": "#/bijeenkomst"}
