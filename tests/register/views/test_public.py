"""What anybody may see, and that nobody sees more."""

import re
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.names import new_number
from register.models import Opened, Registration
from register.services.listings import refresh_listings
from tests.factories.accounts import PersonFactory
from tests.factories.register import (
    CertificateFactory,
    CycleFactory,
    QualificationFactory,
    RegistrationFactory,
)
from tests.factories.schools import AppointmentFactory
from tests.pages import words

pytestmark = pytest.mark.django_db

SECRET = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
OWN_HEADERS = {"Expires", "X-Request-Id"}  # of each answer: when it was given and its number
UNUSED = "LR0000000014"


def shown(number):
    """Return a number as the page writes it."""
    return " ".join((number[:2], number[2:5], number[5:8], number[8:11], number[11:]))


def entry(client, number):
    return client.get(reverse("register:public_entry", args=[number]))


class TestEntry:
    def test_a_registered_teacher_is_shown_with_what_the_law_makes_public(self, client):
        registration = CycleFactory().registration
        QualificationFactory(person=registration.person, sector="vo", subject="NED")
        QualificationFactory(person=registration.person, sector="vo", subject="GES", proposed=True)

        page = words(entry(client, registration.person.number))

        assert f"{registration.person.full_name} is ingeschreven" in page
        assert "Nederlands, voortgezet onderwijs" in page
        assert "Geschiedenis" not in page
        assert "31 juli 2026" in page
        assert "1990" not in page

    def test_whoever_is_not_a_registered_teacher_gives_the_same_answer(self, client):
        people = [
            RegistrationFactory(**status).person
            for status in (
                {"delivered": True},
                {"anteroom": True},
                {"support": True},
                {"left": True},
                {"struck_off": True},
            )
        ]
        numbers = [UNUSED, PersonFactory(teacher=True).number, *(one.number for one in people)]

        answers = {number: entry(client, number) for number in numbers}

        pages = {
            (
                answer.status_code,
                frozenset((name, answer[name]) for name in answer.headers.keys() - OWN_HEADERS),
                SECRET.sub("", answer.content.decode())
                .replace(number, "#")
                .replace(shown(number), "#"),
            )
            for number, answer in answers.items()
        }
        assert len(pages) == 1

    def test_who_is_not_public_costs_as_much_as_nobody_so_that_time_tells_nothing(self, client):
        people = [RegistrationFactory(**{name: True}).person for name in ("anteroom", "left")]
        asked = {}
        for number in (UNUSED, *(person.number for person in people)):
            with CaptureQueriesContext(connection) as queries:
                entry(client, number)
            asked[number] = len(queries)

        assert len(set(asked.values())) == 1

    def test_extra_time_is_still_a_registration(self, client):
        number = CycleFactory(conditional=True).registration.person.number

        assert "31 januari 2027" in words(entry(client, number))

    @pytest.mark.parametrize("number", ["lr 615", "x" * 200, "%00", "LR0000000000", "../../etc"])
    def test_nonsense_is_answered_kindly(self, client, number):
        assert client.get(f"/register/{number}/").status_code in (200, 400, 404)

    def test_the_page_is_kept_by_nobody(self, client):
        answer = entry(client, CycleFactory().registration.person.number)

        assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"

    def test_who_keeps_missing_has_to_wait(self, client, settings):
        settings.REGISTER_MISSES_AN_HOUR = 3
        number = CycleFactory().registration.person.number

        answers = [entry(client, new_number()).status_code for _ in range(4)]

        assert answers == [200, 200, 200, 429]
        assert entry(client, number).status_code == 429

    def test_who_finds_is_never_stopped(self, client, settings):
        settings.REGISTER_MISSES_AN_HOUR = 3
        number = CycleFactory().registration.person.number

        assert {entry(client, number).status_code for _ in range(5)} == {200}

    def test_without_redis_everybody_is_answered(self, client, settings):
        settings.CACHES = {
            "default": {"BACKEND": "core.cache.SteadyCache"},
            "redis": {
                "BACKEND": "core.cache.KeptRedis",
                "LOCATION": "redis://127.0.0.1:1",
            },
            "memory": {"BACKEND": "core.cache.OwnMemory"},
        }

        assert entry(client, UNUSED).status_code == 200


class TestSearch:
    @pytest.mark.parametrize("typed", [UNUSED, UNUSED.lower(), f" {shown(UNUSED)} "])
    def test_a_number_leads_to_the_entry(self, client, typed):
        answer = client.get(reverse("register:search"), {"q": typed})

        assert answer["Location"] == reverse("register:public_entry", args=[UNUSED])

    def test_a_name_leads_to_who_bears_it(self, client):
        person = CycleFactory(registration__person__family_name="Bakker").registration.person
        refresh_listings()

        page = words(client.get(reverse("register:search"), {"q": "bakkr"}))

        assert "<em>1</em> leraar gevonden" in page
        assert reverse("register:public_entry", args=[person.number]) in page

    @pytest.mark.parametrize("typed", ["", " ", "-", "\u200b"])
    def test_without_a_name_there_is_no_list(self, client, typed):
        CycleFactory()
        refresh_listings()

        page = words(client.get(reverse("register:search"), {"q": typed}))

        assert "Typ een naam of een nummer." in page
        assert "Sanne" not in page

    @pytest.mark.parametrize("typed", ["%", "\\", "<script>", "a" * 100, "😀", "x" * 101])
    def test_nonsense_finds_nobody(self, client, typed):
        CycleFactory()
        refresh_listings()

        answer = client.get(reverse("register:search"), {"q": typed, "place": typed})

        assert answer.status_code == 200
        assert "Sanne" not in words(answer)

    def test_results_are_for_no_search_engine(self, client):
        answer = client.get(reverse("register:search"), {"q": "Bakker"})

        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert b"/register/\n" in client.get("/robots.txt").content


class TestLooks:
    """Rate limits: an address, and the range in which it lies."""

    @pytest.fixture(autouse=True)
    def few(self, settings):
        settings.REGISTER_LOOKS_AN_HOUR = 3
        settings.REGISTER_LOOKS_AN_HOUR_BY_RANGE = 5

    def search(self, client, address):
        return client.get(
            reverse("register:search"), {"q": "Bakker"}, REMOTE_ADDR=address
        ).status_code

    def test_an_address_that_asks_too_much_has_to_wait(self, client):
        assert [self.search(client, "192.0.2.1") for _ in range(4)] == [200, 200, 200, 429]

    def test_an_entry_is_a_look_too(self, client):
        number = CycleFactory().registration.person.number

        assert [entry(client, number).status_code for _ in range(4)] == [200, 200, 200, 429]

    def test_many_addresses_of_one_range_are_one_visitor(self, client):
        answers = [self.search(client, f"192.0.2.{n}") for n in range(6)]

        assert answers == [200, 200, 200, 200, 200, 429]
        assert self.search(client, "192.0.3.1") == 200

    def test_a_visitor_with_a_whole_network_of_version_6_is_one_visitor(self, client):
        answers = [self.search(client, f"2001:db8::{n}") for n in range(4)]

        assert answers == [200, 200, 200, 429]

    def test_addresses_of_version_4_within_version_6_are_visitors_of_their_own(self, client):
        answers = [self.search(client, f"::ffff:192.0.{n}.1") for n in range(7)]

        assert answers == [200] * 7


class TestAnotherDay:
    def ask(self, client, number, day):
        return words(client.get(reverse("register:entry_on_day", args=[number]), {"day": day}))

    def test_who_has_not_asked_for_a_day_yet_reads_no_error(self, client):
        asked = client.get(reverse("register:entry_on_day", args=["LR0000000014"]))

        assert asked.context["form"].errors == {}

    def test_yes_and_no_without_a_name(self, client):
        person = CycleFactory().registration.person

        before = self.ask(client, person.number, "31-7-2022")
        since = self.ask(client, person.number, "1-8-2022")

        assert "Nee, die dag niet ingeschreven" in before
        assert "Ja, die dag ingeschreven" in since
        assert person.family_name not in before + since

    def test_who_was_struck_off_was_registered_before(self, client):
        number = RegistrationFactory(struck_off=True).person.number

        assert "Ja, die dag ingeschreven" in self.ask(client, number, "31-7-2025")
        assert "Nee, die dag niet ingeschreven" in self.ask(client, number, "1-8-2025")

    @pytest.mark.parametrize("section", ["anteroom", "support", "delivered"])
    def test_who_never_was_in_the_register_is_as_unknown_as_anybody(self, client, section):
        number = RegistrationFactory(**{section: True}).person.number

        pages = {
            SECRET.sub("", self.ask(client, each, "1-1-2026"))
            .replace(each, "#")
            .replace(shown(each), "#")
            for each in (number, UNUSED)
        }

        assert len(pages) == 1

    def test_who_was_away_for_a_while_was_not_registered_then(self, client):
        registration = RegistrationFactory()
        rows = Registration.objects.filter(pk=registration.pk)
        rows.update(status="left", ended_on=date(2024, 1, 1))
        rows.update(status="registered", ended_on=None)
        registration.events.update(pgh_created_at=datetime(2025, 6, 1, tzinfo=UTC))
        number = registration.person.number

        answers = [
            "Ja, die dag" in self.ask(client, number, day)
            for day in ("31-12-2023", "1-1-2024", "31-5-2025", "1-6-2025")
        ]

        assert answers == [True, False, False, True]

    @pytest.mark.parametrize("day", ["", "morgen", "3-3-2026", "31-2-2025"])
    def test_a_day_that_has_not_been_is_no_question(self, client, day):
        page = self.ask(client, UNUSED, day)

        assert "Nee, die dag" not in page
        assert "Ja, die dag" not in page


class TestOpenness:
    @pytest.fixture
    def teacher(self, client):
        person = CycleFactory().registration.person
        refresh_listings()
        client.force_login(person)
        return person

    def test_a_teacher_sees_how_often_the_entry_was_opened(self, client, teacher):
        for _ in range(3):
            entry(Client(), teacher.number)

        page = words(client.get(reverse("register:openness")))

        assert "Uw vermelding is in 30 dagen <em>3</em> keer geopend" in page

    def test_looking_at_the_own_entry_does_not_count(self, client, teacher):
        entry(client, teacher.number)

        assert not Opened.objects.exists()

    def test_the_school_is_shown_when_the_teacher_says_so(self, client, teacher):
        AppointmentFactory(
            staff__person=teacher, location__name="De Regenboog", since=date(2024, 8, 1)
        )
        assert "De Regenboog" not in words(entry(Client(), teacher.number))

        client.post(reverse("register:openness"), {"shows_school": "on"})

        assert "De Regenboog" in words(entry(Client(), teacher.number))

    def test_who_is_not_in_the_open_register_is_led_home(self, client):
        client.force_login(RegistrationFactory(anteroom=True).person)

        assert client.get(reverse("register:openness")).url == reverse("register:home")


class TestCertificate:
    def test_a_certificate_in_force_is_real_and_valid(self, client):
        certificate = CertificateFactory()

        page = words(client.get(certificate.get_absolute_url()))

        assert "Dit certificaat is echt en vandaag geldig" in page
        assert certificate.cycle.registration.person.full_name in page

    @pytest.mark.parametrize(
        ("certificate", "reason"),
        [
            (
                {"cycle__registration__struck_off": True},
                "is vandaag niet ingeschreven als leraar",
            ),
            ({"cycle__registration__left": True}, "is vandaag niet ingeschreven als leraar"),
            ({"withdrawn": True}, "ingetrokken op 1 maart 2026: er staat iets op dat niet klopt."),
            (
                {"issued_on": date(2022, 1, 1), "valid_until": date(2026, 3, 2)},
                "geldig tot en met 1 maart 2026",
            ),
        ],
    )
    def test_a_real_one_can_have_lost_its_force(self, client, certificate, reason):
        page = words(client.get(CertificateFactory(**certificate).get_absolute_url()))

        assert "Dit certificaat is echt, maar vandaag niet geldig" in page
        assert reason in page

    @pytest.mark.parametrize("code", ["K7QD4M2X9TRF", "niets", "%27%22%3Cb%3E", "x" * 300])
    def test_a_code_that_is_not_ours_is_told_so(self, client, code):
        answer = client.get(f"/controleren/{code}/")

        assert answer.status_code == 200
        assert "We hebben geen certificaat met deze code afgegeven" in words(answer)

    def test_an_older_code_goes_on_working_and_tells_of_the_newer_one(self, client):
        older = CertificateFactory(issued_on=date(2022, 8, 1), valid_until=date(2026, 8, 1))
        CertificateFactory(
            cycle__registration=older.cycle.registration,
            cycle__since=older.cycle.planned_until,
            cycle__planned_until=date(2030, 8, 1),
            cycle__until=date(2030, 8, 1),
        )

        page = words(client.get(older.get_absolute_url()))

        assert "Dit certificaat is echt en vandaag geldig" in page
        assert "opnieuw verlengd op 1 maart 2026" in page

    def test_the_newest_code_tells_of_no_newer_one(self, client):
        page = words(client.get(CertificateFactory().get_absolute_url()))

        assert "nieuwer certificaat" not in page

    def test_the_code_may_be_typed_with_spaces_and_small_letters(self, client):
        certificate = CertificateFactory()

        answer = client.get(reverse("register:check"), {"code": f" {certificate.grouped.lower()} "})

        assert answer["Location"] == certificate.get_absolute_url()

    def test_half_a_code_is_explained(self, client):
        page = words(client.get(reverse("register:check"), {"code": "K7QD"}))

        assert "Een controlecode heeft 12 letters en cijfers." in page

    def test_the_file_that_we_issued_is_recognised(self, client):
        certificate = CertificateFactory(
            pdf=ContentFile(b"%PDF-1", "een.pdf"), sha256=sha256(b"%PDF-1").hexdigest()
        )

        answer = client.post(
            reverse("register:check"), {"file": SimpleUploadedFile("x.pdf", b"%PDF-1")}
        )

        assert answer["Location"] == certificate.get_absolute_url()

    def test_a_file_that_was_changed_is_not(self, client):
        CertificateFactory(
            pdf=ContentFile(b"%PDF-1", "een.pdf"), sha256=sha256(b"%PDF-1").hexdigest()
        )

        answer = client.post(
            reverse("register:check"), {"file": SimpleUploadedFile("x.pdf", b"%PDF-2")}
        )

        assert "Dit is geen bestand van ons, of het is aangepast." in words(answer)

    def test_a_file_that_is_far_too_large_is_not_even_compared(self, client):
        large = SimpleUploadedFile("x.pdf", b"0" * (5 * 1024 * 1024 + 1))

        page = words(client.post(reverse("register:check"), {"file": large}))

        assert "Dit bestand is groter dan 5 MB." in page

    def test_who_keeps_guessing_codes_has_to_wait(self, client, settings):
        settings.REGISTER_MISSES_AN_HOUR = 3

        answers = [client.get("/controleren/K7QD4M2X9TRF/").status_code for _ in range(4)]

        assert answers == [200, 200, 200, 429]
