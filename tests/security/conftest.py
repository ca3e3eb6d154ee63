from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from accounts.choices import RoleKind
from accounts.models import ApiClient, ClaimCode, Person
from accounts.selectors.claims import plain_code
from accounts.services.clients import issue_token
from accounts.services.invitations import invite
from core import clock
from demo import people, scene
from demo.names import fictitious_bsn
from register.services.listings import refresh_listings
from register.services.strike_offs import ask_to_be_struck_off
from schools.models import Board
from tests.factories.accounts import ClaimAlarmFactory, DoubleFactory, OfficeFactory, PersonFactory
from tests.factories.cpd import AttendanceFactory, ProviderFactory
from tests.factories.register import AdmissionFactory, CycleFactory, DiplomaCheckFactory
from tests.factories.schools import BoardFactory, DisputeFactory, TakeoverFactory

from .tour import Visit, walk
from .traces import Traces, traces_of_all

STRANGER = "stranger"
WHO = ["hr", "leraar"]
HR_OFFICER = RoleKind.HR_OFFICER
START = ["/", "/start/"]
A_DAY = 24 * 3600  # the walk takes longer than a second factor stays valid


@dataclass(frozen=True)
class Tour:
    """The clients that walked, what each found at every linked path, and the traces of it all."""

    clients: dict[str, Client]
    reached: dict[str, dict[str, Visit]]
    traces: Traces
    media: str


@pytest.fixture(scope="module")
def tour(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Tour]:
    """A walk by all demo people, their counterparts elsewhere and a stranger through the demo."""
    media = str(tmp_path_factory.mktemp("media"))
    mail.outbox = []
    with (
        override_settings(MEDIA_ROOT=media, STEP_UP_SECONDS=A_DAY),
        django_db_blocker.unblock(),
        transaction.atomic(),
        traces_of_all() as traces,
    ):
        scene.set_scene(on=clock.today())
        leave_work_waiting()
        led_by_search = {"beheer": searches()}
        clients = {STRANGER: Client(), **{name: signed_in(one) for name, one in visitors()}}
        refresh_listings()  # so that the people made for this walk can be found too
        reached = {}
        for name, client in clients.items():
            cache.clear()
            start = [*START, *led_by_search.get(name, [])]
            reached[name] = walk(client, start=start, public=reached.get(STRANGER, {}).keys())
        go_wrong()
        scene._work_off()
        traces.take_mail()
        yield Tour(clients, reached, traces, media)
        transaction.set_rollback(True)


def go_wrong() -> None:
    """Enter numbers, codes and dates in the right and in the wrong fields."""
    code = ClaimCode.objects.open().select_related("person").first()
    right = {"text": plain_code(code), "birth_date": f"{code.person.birth_date:%d-%m-%Y}"}
    stranger = Client()
    officer = signed_in(Person.objects.get(email=f"hr@{people.DOMAIN}"))
    for client, path, form in (
        (stranger, "/activeren/", {**right, "birth_date": "1-1-1901"}),
        (stranger, "/activeren/", {**right, "text": "K7QD-4M2X-9TRF"}),
        (stranger, "/inloggen/", {"login": fictitious_bsn(3), "password": fictitious_bsn(3)}),
        (stranger, "/inloggen/", right),
        (officer, "/bestuur/medewerkers/nieuw/", {"bsn": fictitious_bsn(3), **right}),
        (officer, "/bestuur/leveringen/nieuw/", {"file": fictitious_bsn(3), **right}),
        (stranger, "/geen/pagina/", right),
        (officer, "/beheer/", right),
        (stranger, "/activeren/", right),
    ):
        client.post(path, form)
    strict = Client(enforce_csrf_checks=True)
    strict.post("/activeren/", right)


def searches() -> list[str]:
    """Return the searches that lead to the file of one teacher."""
    teacher = Person.objects.get(email=f"leraar@{people.DOMAIN}")
    return [
        f"/beheer/personen/?q={teacher.email}",
        f"/register/?q={teacher.number}",
    ]


def leave_work_waiting() -> None:
    """Add work that the demo leaves to its visitors, so that its pages have something to show."""
    on = clock.today()
    board = Board.objects.get(number="99001")
    officer, teacher = (Person.objects.get(email=f"{name}@{people.DOMAIN}") for name in WHO)
    invite("nieuw@rijnenheuvel.example", organisation=board, kind=HR_OFFICER, actor=officer)
    staff = board.staff.order_by("pk")
    DisputeFactory(staff=staff[0])
    DisputeFactory(staff=staff[1], status="escalated")
    TakeoverFactory(source=board)
    ClaimAlarmFactory()
    DoubleFactory()
    AttendanceFactory(contested=True)
    DiplomaCheckFactory(checker=board)
    ask_to_be_struck_off(
        teacher.registrations.get(), actor=teacher, words="Ik ga met pensioen.", on=on
    )
    for client in ApiClient.objects.all():
        issue_token(client, actor=client.responsible)


def visitors() -> Iterator[tuple[str, Person]]:
    accounts = Person.objects.filter(email__iendswith=f"@{people.DOMAIN}")
    yield from ((person.email.partition("@")[0], person) for person in accounts)
    yield "who answers questions", AdmissionFactory(draft=True).person
    yield "who is asked something", who_is_asked()
    yield "nobody in particular", PersonFactory(signs_in=True)
    yield "another board", PersonFactory(hr_officer=True, role__organisation=BoardFactory())
    yield "another office", PersonFactory(clerk=True, role__organisation=OfficeFactory())
    yield "another provider", PersonFactory(provider=True, role__organisation=ProviderFactory())
    yield "another teacher", CycleFactory().registration.person


def who_is_asked() -> Person:
    """Return somebody without a school whom the register asks for another scan."""
    check = DiplomaCheckFactory(asked=True, person=PersonFactory(signs_in=True))
    return AdmissionFactory(person=check.person, diploma=check).person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client
