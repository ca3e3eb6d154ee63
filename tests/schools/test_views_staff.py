import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from accounts.models import View
from core.models import AuditEvent
from schools.models import Delivery, Dispute
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import (
    CELLS,
    BasisFactory,
    BoardFactory,
    DisputeFactory,
    LocationFactory,
    StaffRecordFactory,
)

from .deliveries import applied, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    board = BoardFactory()
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def officer(board, client):
    officer = officer_of(board)
    client.force_login(officer)
    return officer


def read(client, route, *args, **query) -> str:
    return client.get(reverse(route, args=args), query).content.decode()


def names(html: str) -> list[str]:
    return re.findall(r'/bestuur/medewerkers/\d+/">([^<]+)</a>', html)


def test_staff_are_found_by_name_without_accents_by_number_section_and_confirmation(
    client, officer, board
):
    with time_machine.travel("2026-11-21"):
        client.force_login(officer)
        applied(
            board,
            {"voornamen": "Noor", "geslachtsnaam": "Öztürk"},
            {
                "personeelsnummer": "P-2",
                "bsn": valid_bsn(2),
                "voornamen": "Eva",
                "grondslagcode": "VO-VERV",
                "onderwijsterreinen": "WIS",
                "einde": "2027-01-31",
            },
        )
        board.staff.filter(staff_number="P-2").update(confirmed_at="2026-11-20T10:00Z")

        assert names(read(client, "schools:staff")) == ["Eva Bakker", "Noor Öztürk"]
        assert names(read(client, "schools:staff", q="ozturk noor")) == ["Noor Öztürk"]
        assert names(read(client, "schools:staff", q="p-2")) == ["Eva Bakker"]
        assert names(read(client, "schools:staff", section="anteroom")) == ["Eva Bakker"]
        assert names(read(client, "schools:staff", section="support")) == []
        assert names(read(client, "schools:staff", progress="unconfirmed")) == ["Noor Öztürk"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_staff_costs_the_same_for_three_as_for_one(
    client, officer, board, count, django_assert_num_queries
):
    for _ in range(count):
        BasisFactory(appointment__staff__board=board)

    with django_assert_num_queries(10):
        read(client, "schools:staff")


def test_staff_are_found_by_school_ground_end_and_how_far_they_are(client, officer, board):
    with time_machine.travel("2026-11-21"):
        client.force_login(officer)
        leaving = BasisFactory(
            appointment__staff__board=board,
            appointment__staff__person__family_name="Aalders",
            appointment__location__school__brin="00CD",
            code="VO-VERV",
            until=date(2027, 2, 1),
        )
        BasisFactory(
            appointment__staff__board=board,
            appointment__staff__person__family_name="Bos",
            appointment__staff__confirmed_at="2026-11-20T10:00Z",
        )

        assert names(read(client, "schools:staff", location="00CD00")) == ["Sanne Aalders"]
        assert names(read(client, "schools:staff", basis="VO-GET")) == ["Sanne Bos"]
        assert names(read(client, "schools:staff", ends="3")) == ["Sanne Aalders"]
        assert names(read(client, "schools:staff", ends="1")) == []
        assert names(read(client, "schools:staff", progress="confirmed")) == ["Sanne Bos"]
        assert names(read(client, "schools:staff", progress="uninvited")) == ["Sanne Aalders"]
        client.post(reverse("schools:invite", args=[leaving.appointment.staff_id]))
        assert names(read(client, "schools:staff", progress="invited")) == ["Sanne Aalders"]
        assert names(read(client, "schools:staff", progress="uninvited")) == []


def test_a_list_taken_along_holds_who_was_shown_and_each_of_them_sees_the_look(
    client, officer, board
):
    with time_machine.travel("2026-11-21"):
        client.force_login(officer)
        applied(
            board,
            {"voornamen": "=cmd()", "onderwijsterreinen": "WIS|NAT"},
            {"personeelsnummer": "P-2", "bsn": valid_bsn(2), "geslachtsnaam": "Terpstra"},
        )
        StaffRecordFactory()

        answer = client.get(reverse("schools:staff_export"), {"q": "bakker"})

    lines = answer.content.decode().splitlines()
    assert answer["Content-Disposition"] == 'attachment; filename="medewerkers-2026-11-21.csv"'
    number = board.staff.get(staff_number="P-1").person.number
    assert lines[1:] == [
        f"P-1;{number};'=cmd();;Bakker;n.bakker@school.example;00AB00;9;VO-GET;NAT|WIS;2026-11-01;;0,8;"
    ]
    looks = View.objects.values_list("subject__number", "viewer", "purpose")
    assert list(looks) == [(number, officer.pk, "export")]
    assert AuditEvent.objects.filter(action="board.export", actor=officer).count() == 1


def test_staff_of_another_board_do_not_exist(client, officer):
    basis = BasisFactory()
    staff = basis.appointment.staff

    assert client.post(reverse("schools:end_accepted", args=[basis.pk])).status_code == 404
    for route, pk in [
        ("member", staff.pk),
        ("ground_add", staff.pk),
        ("ground_change", basis.pk),
        ("ground_end", basis.pk),
        ("dispute", DisputeFactory().pk),
    ]:
        assert client.get(reverse(f"schools:{route}", args=[pk])).status_code == 404
    assert client.post(reverse("schools:invite", args=[staff.pk])).status_code == 404


def test_opening_the_page_of_a_person_is_a_look_that_they_can_see(client, officer, board):
    applied(board, {})
    staff = board.staff.get()

    html = read(client, "schools:member", staff.pk)

    assert View.objects.values_list("subject", "viewer", "purpose").get() == (
        staff.person_id,
        officer.pk,
        "staff_data",
    )
    assert valid_bsn(1) not in html
    assert "VO-GET" in html


def test_the_page_of_a_person_says_nothing_about_another_board(client, officer, board):
    applied(board, {})
    staff = board.staff.get()
    other = StaffRecordFactory(
        person=staff.person, board__name="Stichting Geheim", given_names="Eleonora"
    )
    BasisFactory(appointment__staff=other)

    html = read(client, "schools:member", staff.pk)

    assert "Geheim" not in html
    assert "Eleonora" not in html


def filled_in(**changes: str) -> dict[str, str]:
    return {name: cell for name, cell in {**CELLS, **changes}.items() if name != "mutatiesoort"}


@pytest.mark.usefixtures("fixed_day")
def test_one_person_is_added_on_a_form_and_waits_for_confirmation(client, officer):
    response = client.post(reverse("schools:staff_add"), filled_in())

    delivery = Delivery.objects.get()
    assert response.url == delivery.get_absolute_url()
    assert (delivery.kind, delivery.new) == ("form", 1)
    assert "Noor Bakker" in read(client, "schools:delivery", delivery.pk)


def test_a_fault_on_the_form_stands_at_its_field(client, officer):
    response = client.post(reverse("schools:staff_add"), filled_in(bsn="900000001"))

    form = response.context["form"]
    assert list(form.errors) == ["bsn"]
    assert not Delivery.objects.exists()


def test_a_change_starts_from_what_is_known_and_never_shows_the_bsn(client, officer, board):
    applied(board, {})
    basis = board.staff.get().appointments.get().bases.get()

    html = read(client, "schools:ground_change", basis.pk)

    assert 'value="0,8"' in html
    assert 'value="Bakker"' in html
    assert valid_bsn(1) not in html


def test_a_ground_is_changed_and_ended_on_a_form(client, officer, board):
    applied(board, {})
    basis = board.staff.get().appointments.get().bases.get()

    change = client.post(
        reverse("schools:ground_change", args=[basis.pk]),
        filled_in(betrekkingsomvang="0,5", bsn="") | {"mutatiedatum": "16-11-2026"},
    )
    end = client.post(
        reverse("schools:ground_end", args=[basis.pk]),
        {"mutatiesoort": "B", "einde": "31-12-2026"},
    )

    assert [delivery.get_absolute_url() for delivery in Delivery.objects.order_by("pk")[1:]] == [
        change.url,
        end.url,
    ]


def test_the_end_of_a_ground_needs_a_day(client, officer, board):
    applied(board, {})
    basis = board.staff.get().appointments.get().bases.get()

    response = client.post(
        reverse("schools:ground_end", args=[basis.pk]), {"mutatiesoort": "B", "einde": ""}
    )

    assert response.context["form"].errors


def test_a_ground_is_added_on_a_form(client, officer, board):
    applied(board, {})
    staff = board.staff.get()

    client.post(
        reverse("schools:ground_add", args=[staff.pk]),
        filled_in(grondslagcode="VO-EG", onderwijsterreinen="ENG"),
    )

    assert Delivery.objects.filter(kind="form", new=1).count() == 1


def test_one_teacher_and_all_teachers_are_invited_with_one_press(client, officer, board):
    first, _second = StaffRecordFactory.create_batch(2, at_work=True, board=board)

    client.post(reverse("schools:invite", args=[first.pk]))
    response = client.post(reverse("schools:invite_all"), follow=True)

    assert "1 uitnodiging gaat de deur uit." in response.content.decode()


def test_inviting_somebody_without_an_address_says_why_not(client, officer, board):
    staff = StaffRecordFactory(board=board, email="")

    response = client.post(reverse("schools:invite", args=[staff.pk]), follow=True)

    assert "Er is geen e-mailadres" in response.content.decode()


def test_a_question_is_read_and_answered(client, officer, board):
    asked = DisputeFactory(staff__board=board, message="Mijn <b>naam</b> is anders.")

    html = read(client, "schools:dispute", asked.pk)
    client.post(reverse("schools:dispute", args=[asked.pk]), {"answer": "U heeft gelijk."})

    assert "Mijn &lt;b&gt;naam&lt;/b&gt; is anders." in html
    assert Dispute.objects.get().answer == "U heeft gelijk."
    assert "U heeft gelijk." in read(client, "schools:dispute", asked.pk)


@pytest.mark.parametrize(
    ("field", "passed_on"),
    [
        ("voornamen", "Eva"),
        ("geboortedatum", "5 maart 1988"),
        ("vestiging", "De Vlieger, Almere"),
        ("betrekkingsomvang", "De Vlieger: 0,8 fte"),
        ("begin", "1 aug 2025 – Geen einde"),
    ],
)
def test_beside_a_question_stands_what_was_passed_on(client, officer, board, field, passed_on):
    member = StaffRecordFactory(board=board, given_names="Eva", birth_date=date(1988, 3, 5))
    place = LocationFactory(name="De Vlieger", town="Almere")
    BasisFactory(appointment__staff=member, appointment__location=place)
    asked = DisputeFactory(staff=member, field=field)

    html = read(client, "schools:dispute", asked.pk)

    shown = re.search(r"Doorgegeven</dt>.*?</dd>", html, re.DOTALL)[0]
    assert passed_on in " ".join(re.sub(r"<[^>]+>", " ", shown).split()).replace(" :", ":")
    assert View.objects.filter(subject=member.person, viewer=officer).exists()


def test_questions_of_the_own_board_are_listed(client, officer, board):
    DisputeFactory(staff__board=board, field="email")
    DisputeFactory(field="geboortedatum")

    html = read(client, "schools:disputes")

    assert ("E-mailadres" in html, "Geboortedatum" in html) == (True, False)


def codes(html: str) -> list[str]:
    return re.findall(r'<code class="code">(\w+)</code>', html)


def test_an_administrator_finds_schools_by_number_name_town_and_board(client):
    client.force_login(PersonFactory(administrator=True))
    board = BoardFactory(number="41234", name="Stichting Élan")
    LocationFactory(school__brin="01AA", name="De Eik", town="Súdwest", board=board)
    LocationFactory(school__brin="02AA", name="De Beuk", town="Emmen", board=BoardFactory())

    def found(q):
        return codes(read(client, "schools:school_search", q=q))

    assert found("01aa00") == ["01AA00"]
    assert found("eik sudwest") == ["01AA00"]
    assert found("elan") == found("41234") == ["01AA00"]
    assert found("EMMEN") == ["02AA00"]
    assert found("") == ["01AA00", "02AA00"]
    assert found("eik emmen") == []


@pytest.mark.parametrize("count", [1, 3])
def test_searching_schools_costs_the_same_for_three_as_for_one(
    client, count, django_assert_num_queries
):
    client.force_login(PersonFactory(administrator=True))
    for n in range(count):
        LocationFactory(school__brin=f"0{n}AA", board=BoardFactory())

    with django_assert_num_queries(7):
        read(client, "schools:school_search", q="linde")


def test_only_administrators_search_schools(client, officer):
    assert client.get(reverse("schools:school_search")).status_code == 404


def test_the_home_page_names_what_asks_for_attention(client, officer, board):
    with time_machine.travel("2026-11-21"):
        client.force_login(officer)
        applied(
            board,
            {"grondslagcode": "VO-VERV", "onderwijsterreinen": "WIS", "einde": "2026-12-12"},
        )
        DisputeFactory(staff=board.staff.get())

        html = read(client, "schools:board")

    for words in (
        "1 grond loopt binnen een maand af",
        "Als eerste Noor Bakker, op 12 december 2026.",
        "1 leraar vraagt een verbetering",
        "1 medewerker heeft nog niet bevestigd",
    ):
        assert words in html


def test_a_board_that_never_delivered_is_told_where_to_begin(client, officer):
    html = read(client, "schools:board")

    assert "Er is nog niets aangeleverd." in html
    assert "Niets te doen" in html


def test_the_day_of_today_decides_what_runs(client, officer, board):
    BasisFactory(appointment__staff__board=board, since=date(2025, 8, 1), until=date(2026, 1, 1))

    with time_machine.travel("2026-11-21"):
        client.force_login(officer)
        assert "Vandaag loopt er niets" in read(client, "schools:staff")


def test_the_page_of_a_person_tells_what_was_passed_on_and_by_which_delivery(
    client, officer, board
):
    first = applied(board, {})
    second = applied(
        board,
        {"betrekkingsomvang": "0,5", "geslachtsnaam": "Bakker-Vos", "mutatiesoort": "W"},
        on=date(2026, 11, 22),
    )

    html = read(client, "schools:member", board.staff.get().pk)

    assert first.receipt in html
    assert second.receipt in html
    for old, new in [("Bakker", "Bakker-Vos"), ("0,8", "0,5")]:
        assert re.search(rf"<del>.*was </span>{old}</del>.*wordt </span>{new}</ins>", html)
    assert valid_bsn(1) not in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_person_costs_the_same_however_long_the_history(
    client, officer, board, count, django_assert_num_queries
):
    staff = BasisFactory(appointment__staff__board=board).appointment.staff
    for n in range(count):
        staff.email = f"nieuw{n}@school.example"
        staff.save()

    with django_assert_num_queries(22):
        read(client, "schools:member", staff.pk)
