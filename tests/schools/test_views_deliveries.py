import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import View
from schools import tasks
from schools.choices import DeliveryChoice
from schools.models import Delivery
from schools.services.checks import apply_delivery, check_delivery
from schools.services.compensations import nothing_changed
from schools.services.deliveries import approve, discard
from schools.views.deliveries import _check
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import (
    CELLS,
    BoardFactory,
    DeliveryFactory,
    LocationFactory,
    staff_file,
)

from .deliveries import ON, applied, checked, officer_of

pytestmark = pytest.mark.django_db

IMPOSSIBLE = {"personeelsnummer": "P-2", "bsn": "900000001"}


@pytest.fixture
def board():
    board = BoardFactory(number="41234", name="Stichting Rijn en Heuvel")
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def officer(board, client):
    officer = officer_of(board)
    client.force_login(officer)
    return officer


def page(client, *route):
    response = client.get(reverse(*route[:1], args=route[1:]))
    return response, response.content.decode()


def upload(client, data: bytes, name: str = "personeel.csv"):
    return client.post(reverse("schools:deliver"), {"file": SimpleUploadedFile(name, data)})


def heading(html: str) -> str:
    return re.sub(r"<[^>]+>", "", re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)[1]).strip()


def test_a_file_goes_from_upload_to_receipt(client, officer, django_capture_on_commit_callbacks):
    response = upload(client, staff_file({}, IMPOSSIBLE))
    delivery = Delivery.objects.get()
    assert response.url == delivery.get_absolute_url()

    busy, html = page(client, "schools:delivery", delivery.pk)
    assert heading(html) == "We controleren uw bestand"
    assert busy["Refresh"] == f"3; url={delivery.get_absolute_url()}"

    check_delivery(delivery, actor=None)
    _, html = page(client, "schools:delivery", delivery.pk)
    assert heading(html) == "1 van 2 rijen zijn goed"
    assert "900000001" not in html

    delivery.refresh_from_db()
    chosen = client.post(
        delivery.get_absolute_url(), {"digest": delivery.preview_digest, "choice": "good"}
    )
    assert chosen.url == delivery.get_absolute_url()
    assert heading(page(client, "schools:delivery", delivery.pk)[1]) == "We verwerken uw levering"

    apply_delivery(delivery, actor=officer)
    _, html = page(client, "schools:delivery", delivery.pk)
    delivery.refresh_from_db()
    assert heading(html) == "1 rij is verwerkt"
    assert delivery.receipt in html


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(b"", "leeg.csv", id="empty"),
        pytest.param(staff_file(), "kop.csv", id="header only"),
        pytest.param(b"%PDF-1.7 x", "lijst.csv", id="PDF named .csv"),
        pytest.param(staff_file({"voornamen": "N\0"}), "nul.csv", id="NUL bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_on_the_page(client, officer, data, name):
    response = upload(client, data, name)

    html = response.content.decode()
    assert response.status_code == 200
    assert 'class="errors' in html
    assert not Delivery.objects.exists()


def test_a_choice_that_was_not_made_is_asked_for_by_its_name(client, officer, board):
    delivery = checked(board, {})

    html = client.post(delivery.get_absolute_url(), {"digest": "x"}).content.decode()

    assert "Kies wat we met deze levering moeten doen." in html


def test_what_a_delivery_that_was_put_away_would_have_changed_did_not_change(
    client, officer, board
):
    delivery = discard(checked(board, {}), actor=officer)

    assert "Wat er zou zijn veranderd" in page(client, "schools:delivery", delivery.pk)[1]


def test_the_page_asks_for_a_file(client, officer):
    html = client.post(reverse("schools:deliver"), {"file": ""}).content.decode()

    assert 'class="errors' in html
    assert "Kies uw personeelsbestand." in html


def test_a_file_handed_in_before_leads_to_its_receipt(client, officer, board):
    first = applied(board, {})

    response = client.post(
        reverse("schools:deliver"),
        {"file": SimpleUploadedFile("zelfde.csv", staff_file({}))},
        follow=True,
    )

    html = response.content.decode()
    assert response.redirect_chain[-1][0] == first.get_absolute_url()
    assert "U heeft dit bestand al eens ingeleverd." in html


def test_somebody_elses_delivery_does_not_exist(client, officer):
    other = DeliveryFactory(applied=True)

    for route in ("delivery", "delivery_faults", "delivery_receipt"):
        response = client.get(reverse(f"schools:{route}", args=[other.pk]))
        assert response.status_code == 404
    assert client.post(other.get_absolute_url(), {"choice": "all"}).status_code == 404


@pytest.mark.parametrize("who", [{"teacher": True}, {"administrator": True}, {"provider": True}])
def test_the_pages_of_a_board_are_for_its_officers(client, who):
    client.force_login(PersonFactory(**who))

    for route in ("board", "deliveries", "deliver"):
        assert client.get(reverse(f"schools:{route}")).status_code == 404


def test_the_faults_can_be_narrowed_down_and_turned_over(client, officer, board):
    rows = [
        {"personeelsnummer": f"P-{n}", "bsn": "900000001", "betrekkingsomvang": "9"}
        for n in range(30)
    ]
    delivery = checked(board, {}, *rows)
    address = delivery.get_absolute_url()

    def numbers(query):
        html = client.get(f"{address}?{query}").content.decode()
        return re.findall(r'data-label="Rij"[^>]*><span>(\d+)</span>', html)

    assert len(set(numbers(""))) == 25
    assert len(set(numbers("page=2"))) == 5
    assert set(numbers("q=P-7")) == set(numbers("q=10")) == {"10"}
    assert len(numbers("q=P-7&column=bsn")) == 2
    assert numbers("show=new") == ["2"]
    assert numbers("show=signals") == []
    assert client.get(f"{address}?show=onzin").status_code == 404


def test_a_change_is_shown_old_and_new(client, officer, board):
    applied(board, {})
    delivery = checked(
        board, {"betrekkingsomvang": "1", "einde": "2026-12-31", "mutatiesoort": "W"}
    )

    html = client.get(delivery.get_absolute_url()).content.decode()

    shown = re.findall(r"<del>.*?</span>(.*?)</del>.*?<ins>.*?</span>(.*?)</ins>", html, re.DOTALL)
    assert shown == [("0,8000", "1,0000"), ("leeg", "31 december 2026")]


def test_what_was_not_seen_is_not_approved_and_the_page_says_so(client, officer, board):
    delivery = checked(board, {})

    response = client.post(delivery.get_absolute_url(), {"digest": "0" * 64, "choice": "all"})

    delivery.refresh_from_db()
    assert delivery.status == "checked"
    assert 'class="errors' in response.content.decode()


def test_an_officer_can_put_a_delivery_away(client, officer, board):
    delivery = checked(board, {})

    client.post(
        delivery.get_absolute_url(), {"digest": delivery.preview_digest, "choice": "nothing"}
    )

    html = client.get(delivery.get_absolute_url()).content.decode()
    assert heading(html) == "Deze levering is weggelegd"


def test_the_faults_as_a_list_have_words_a_masked_bsn_and_no_formula(client, officer, board):
    delivery = checked(board, IMPOSSIBLE | {"personeelsnummer": "=1+1"})

    response = client.get(reverse("schools:delivery_faults", args=[delivery.pk]))

    lines = response.content.decode().splitlines()
    assert response["Content-Disposition"] == f'attachment; filename="fouten-{delivery.pk}.csv"'
    assert lines[0].startswith("\ufefflevering;rij;blad;vestiging;personeelsnummer;bsn;")
    assert lines[1].startswith(f"{delivery.pk};2;;00AB00;'=1+1;••••••001;")
    assert "bsn: Dit burgerservicenummer kan niet bestaan." in lines[1]


def test_the_registration_numbers_are_an_export_that_each_teacher_can_see(client, officer, board):
    delivery = applied(board, {})
    person = board.staff.get().person

    response = client.get(reverse("schools:delivery_receipt", args=[delivery.pk]))

    assert response.content.decode().splitlines() == [
        "\ufeffpersoneelsnummer;registratienummer;deel",
        f"P-1;{person.number};register",
    ]
    assert View.objects.values_list("subject", "viewer", "purpose").get() == (
        person.pk,
        officer.pk,
        "export",
    )


def test_there_is_an_empty_file_to_begin_with(client, officer):
    response = client.get(reverse("schools:delivery_template"))

    assert response.content.decode() == "\ufeff" + staff_file().decode()


def test_the_list_of_deliveries_costs_the_same_for_three_as_for_one(
    client, officer, board, django_assert_max_num_queries
):
    for n in range(3):
        checked(board, {"voornamen": f"Noor {n}"})

    with django_assert_max_num_queries(7):
        html = client.get(reverse("schools:deliveries")).content.decode()

    assert html.count("<tr") == 4


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "nothing"}, ["nothing"]),
        ({"status": "checked"}, ["waiting"]),
        ({"q": "PERSONEEL", "status": "applied"}, ["done"]),
        ({"q": "receipt"}, ["done"]),
        ({"q": "LV-1999-000001"}, []),
        ({"q": "?"}, []),
    ],
)
def test_an_officer_finds_a_delivery_by_kind_status_receipt_or_file(
    client, officer, board, asked, found
):
    shown = {
        "done": applied(board, {}, actor=officer),
        "waiting": checked(board, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)}, actor=officer),
        "nothing": nothing_changed(board, actor=officer, on=ON),
    }
    if asked.get("q") == "receipt":
        asked = {"q": shown["done"].receipt.lower()}

    response = client.get(reverse("schools:deliveries"), asked)

    assert list(response.context["page"]) == [shown[name] for name in found]
    assert ("Toon alle leveringen" in response.content.decode()) == (not found)


def test_a_filter_that_does_not_exist_is_not_there(client, officer):
    assert client.get(reverse("schools:deliveries"), {"kind": "x"}).status_code == 404


def test_the_home_page_of_a_board_takes_eight_queries(
    client, officer, board, django_assert_max_num_queries
):
    applied(
        board, {}, {"grondslagcode": "VO-VERV", "onderwijsterreinen": "WIS", "einde": "2026-11-30"}
    )
    checked(board, IMPOSSIBLE)

    with django_assert_max_num_queries(8):
        html = client.get(reverse("schools:board")).content.decode()

    assert "41234" in html


def test_the_receipt_is_mailed_to_who_handed_in_and_who_approved(board):
    delivery = applied(board, {}, IMPOSSIBLE, choice="good")

    tasks.mail_receipt(delivery.pk)

    [letter] = mail.outbox
    assert letter.to == [delivery.handed_in_by.email]
    assert letter.subject == f"Ontvangstbewijs {delivery.receipt}: uw levering is verwerkt"
    assert delivery.sha256 in letter.body
    assert "Afgekeurd: 1" in letter.body
    assert valid_bsn(1) not in letter.body


def test_an_administrator_reads_the_deliveries_of_every_board_and_decides_nothing(client, board):
    delivery = checked(board, IMPOSSIBLE)
    client.force_login(PersonFactory(administrator=True))

    found = client.get(reverse("schools:all_deliveries"), {"q": "rijn 41234"}).content.decode()
    nothing = client.get(reverse("schools:all_deliveries"), {"q": "elan"}).content.decode()
    every = client.get(reverse("schools:all_deliveries")).content.decode()
    read = client.get(reverse("schools:any_delivery", args=[delivery.pk])).content.decode()

    address = reverse("schools:any_delivery", args=[delivery.pk])
    assert (address in found, address in nothing, address in every) == (True, False, True)
    assert "••••••001" in read
    assert 'name="choice"' not in read
    assert client.post(delivery.get_absolute_url(), {"choice": "good"}).status_code == 404


def test_officers_do_not_see_the_pages_of_administrators(client, officer, board):
    delivery = checked(board, {})

    assert client.get(reverse("schools:all_deliveries")).status_code == 404
    assert client.get(reverse("schools:any_delivery", args=[delivery.pk])).status_code == 404


def test_whoever_confirms_second_sees_where_the_delivery_stands(board, officer, rf):
    delivery = checked(board, {})
    seen = Delivery.objects.get(pk=delivery.pk)
    approve(delivery, actor=officer, digest=delivery.preview_digest, choice=DeliveryChoice.ALL)
    request = rf.post("/", {"digest": seen.preview_digest, "choice": "all"})
    request.user = officer

    response = _check(request, seen)

    assert (response.status_code, response.url) == (302, delivery.get_absolute_url())


def total(**cells) -> dict[str, str]:
    """Return the row that a staff system writes below a list."""
    return dict.fromkeys(CELLS, "") | {"personeelsnummer": "Totaal", **cells}


def test_a_total_below_the_list_is_no_good_row_and_has_nothing_to_repair(client, officer, board):
    delivery = checked(board, {}, {"personeelsnummer": "P-2", "bsn": "900000001"}, total())

    html = client.get(delivery.get_absolute_url()).content.decode()

    assert heading(html) == "1 van 2 rijen zijn goed"
    assert "Verwerk de 1 goede rij nu" in html
    assert re.findall(r'name="cel-(\d+)-', html) == ["3"]
    assert "Het lijkt een totaal" in html
    assert "Zeg dat het klopt" not in html


def test_a_delivery_in_which_nobody_is_for_the_register_can_be_confirmed(client, officer, board):
    delivery = checked(board, total(), {"functiecategorie": "17"})

    html = client.get(delivery.get_absolute_url()).content.decode()

    assert heading(html) == "Geen rij is voor het register"
    assert "Verwerk deze levering nu" in html
    approve(delivery, actor=officer, digest=delivery.preview_digest, choice="all")
    assert apply_delivery(delivery, actor=officer).good == 0
