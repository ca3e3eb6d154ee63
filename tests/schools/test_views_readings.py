import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import Refused
from core.models import AuditEvent
from schools.faultlist import Correction
from schools.models import ColumnMemory, Delivery, ValueMemory
from schools.sealing import open_file
from schools.selectors.memory import remembered
from schools.services.checks import check_delivery
from schools.services.corrections import hand_in_corrections
from schools.services.readings import forget, read_again
from schools.services.staff import add_member
from tests.factories.accounts import valid_bsn
from tests.factories.schools import CELLS, BoardFactory, DeliveryFactory, LocationFactory

from .deliveries import ON, checked, officer_of
from .workbooks import workbook

pytestmark = pytest.mark.django_db

BSN = valid_bsn(1)
EXPORT = (
    "Medewerker;Voornamen;Tussenvoegsel;Geboortenaam;Geb.datum;Geslacht;BSN;E-mail werk;"
    "Vestigingscode;Rol;Type dienstverband;Deeltijdfactor;BaAp;Sco1;Sco2;Ingangsdatum;Einddatum\n"
    f"17;Noor;;Bakker;12-04-1990;Vrouw;{BSN};n@school.example;00AB00;D2;Vast;0,8;VO-GET;WIS;;"
    "1-11-2026;\n"
).encode()


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


def upload(client, data: bytes, name: str, **fields: str) -> Delivery:
    client.post(reverse("schools:deliver"), {"file": SimpleUploadedFile(name, data), **fields})
    return Delivery.objects.latest("pk")


def choices_on(html: str) -> dict[str, str]:
    """What the selects of a page have chosen, by name."""
    chosen = {}
    for select in re.findall(r"<select.*?</select>", html, re.DOTALL):
        name = re.search(r'name="([^"]+)"', select)[1]
        selected = re.search(r'value="([^"]*)" selected', select)
        chosen[name] = selected[1] if selected else ""
    return chosen


def test_an_officer_says_once_which_column_is_which(client, officer, board):
    delivery = upload(client, EXPORT, "afas.csv")
    address = reverse("schools:delivery_columns", args=[delivery.pk])

    html = client.get(delivery.get_absolute_url(), follow=True).content.decode()
    chosen = choices_on(html)
    assert [name for name, value in chosen.items() if not value] == ["functiecategorie"]
    asked = choices_on(html.rpartition("<details")[0])
    assert asked == {"functiecategorie": "", "mutatiesoort": "-", "mutatiedatum": "-"}
    assert (BSN in html, f"••••••{BSN[-3:]}" in html) == (False, True)

    told = chosen | {"functiecategorie": "9"}
    assert client.post(address, told).url == delivery.get_absolute_url()
    delivery = check_delivery(delivery, actor=None)
    assert (delivery.rows, delivery.rejected) == (1, 1)  # D2 is no function
    assert open_file(delivery.file.original, delivery=delivery.pk) == EXPORT
    assert ColumnMemory.objects.get(column="functiecategorie").source == "rol"

    again = upload(client, EXPORT.replace(b"Noor", b"Nora"), "december.csv")
    assert again.status == "received"


def test_a_column_that_we_cannot_do_without_is_asked(client, officer, board):
    delivery = upload(client, EXPORT, "afas.csv")
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    told = choices_on(client.get(address).content.decode())
    assert "Kies waar functiecategorie staat." in client.post(address, told).content.decode()
    told |= {"functiecategorie": "-", "mutatiesoort": "-", "mutatiedatum": "-"}

    html = client.post(address, told).content.decode()
    assert 'class="errors' in html

    client.post(address, told | {"functiecategorie_same": "9"})
    delivery = check_delivery(delivery, actor=None)
    assert (delivery.status, delivery.good) == ("checked", 1)


def test_what_a_value_means_is_told_once(client, officer, board):
    delivery = checked(board, {"functiecategorie": "D2"})
    values = reverse("schools:delivery_values", args=[delivery.pk])
    address = f"{values}?kolom=functiecategorie"
    assert choices_on(client.get(address).content.decode()) == {"value0": ""}

    client.post(address, {"value0": "9"})
    delivery = check_delivery(delivery, actor=None)

    assert (delivery.rejected, delivery.good) == (0, 1)
    assert ValueMemory.objects.values_list("said", "meant").get() == ("d2", "9")
    assert checked(board, {"functiecategorie": "d2 "}).good == 1


def test_each_value_says_how_many_rows_have_it(client, officer, board):
    people = [
        {"functiecategorie": code, "personeelsnummer": f"P{n}", "bsn": valid_bsn(n)}
        for n, code in enumerate(["D3", "D2", "D2"], 1)
    ]
    delivery = checked(board, *people)
    address = reverse("schools:delivery_values", args=[delivery.pk]) + "?kolom=functiecategorie"

    html = client.get(address).content.decode()

    told = re.findall(r">(D\d|in \d rij(?:en)?)<", html)
    assert told == ["D2", "in 2 rijen", "D3", "in 1 rij"]


def test_who_cannot_count_every_row_is_told_in_how_many_it_was_counted(
    client, officer, board, monkeypatch
):
    monkeypatch.setattr("schools.selectors.values.ROWS_LOOKED_AT", 1)
    delivery = checked(board, {"functiecategorie": "D2"})
    address = reverse("schools:delivery_values", args=[delivery.pk]) + "?kolom=functiecategorie"

    assert "in de eerste 1 rijen" in client.get(address).content.decode()


def test_the_file_of_another_board_is_noticed_and_a_code_of_theirs_can_be_put_right(
    client, officer, board
):
    LocationFactory(school__brin="20VO", board=BoardFactory(name="Stichting Geheim"))
    delivery = checked(board, {"vestiging": "20VO00"})

    page = client.get(delivery.get_absolute_url()).content.decode()

    assert "De meeste rijen gaan over vestigingen van een ander bestuur." in page
    assert "Geheim" not in page
    values = reverse("schools:delivery_values", args=[delivery.pk]) + "?kolom=vestiging"
    assert values in page
    client.post(values, {"value0": "00AB00"})
    mended = check_delivery(delivery, actor=None)
    assert mended.good == 1
    assert "ander bestuur" not in client.get(mended.get_absolute_url()).content.decode()


def test_another_sheet_of_a_workbook_can_be_taken(client, officer, board):
    data = workbook(Een=[["x", "y", "z"], [1, 2, 3]], Twee=[["p", "q", "r"], [4, 5, 6]])
    delivery = upload(client, data, "twee.xlsx")
    address = reverse("schools:delivery_columns", args=[delivery.pk])

    html = client.get(address, {"blad": "Twee"}).content.decode()

    assert "q: 5" in html
    assert "Dit is het blad Twee." in html


def test_a_full_file_is_delivered_on_the_page(client, officer, board):
    delivery = upload(client, EXPORT, "stand.csv", kind="full", on="1-12-2026")

    assert (delivery.kind, delivery.on.isoformat()) == ("full", "2026-12-01")


def named(client, board, **columns: str) -> Delivery:
    """Upload the export, say which column is which, and have it checked."""
    delivery = upload(client, EXPORT, "afas.csv")
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    told = choices_on(client.get(address).content.decode())
    client.post(address, told | {"mutatiesoort": "-", "mutatiedatum": "-"} | columns)
    return check_delivery(delivery, actor=None)


def test_a_column_that_was_taken_for_another_is_named_again(client, officer, board):
    delivery = named(client, board, functiecategorie="10")
    again = reverse("schools:delivery_again", args=[delivery.pk])
    assert again in client.get(delivery.get_absolute_url()).content.decode()

    page = client.post(again, follow=True).content.decode()

    assert choices_on(page)["functiecategorie"] == "10"
    delivery.refresh_from_db()
    assert (delivery.status, delivery.file.original) == ("uploaded", None)
    told = choices_on(page) | {"functiecategorie": "9", "aard_arbeidsrelatie": "10"}
    client.post(reverse("schools:delivery_columns", args=[delivery.pk]), told)
    assert check_delivery(delivery, actor=None).status == "checked"
    assert ColumnMemory.objects.get(column="functiecategorie").source == "rol"


def test_a_list_of_faults_is_refused_while_its_delivery_waits_for_its_columns(board, officer):
    delivery = read_again(checked(board, {"functiecategorie": "D2"}), actor=officer)
    corrections = [Correction(delivery.pk, 2, {"functiecategorie": "9"})]

    with pytest.raises(Refused) as refusal:
        hand_in_corrections(board, corrections, actor=officer)

    assert refusal.value.code == "columns_first"


def test_a_second_press_and_the_back_button_lead_to_what_holds(client, officer, board):
    delivery = upload(client, EXPORT, "afas.csv")
    page = delivery.get_absolute_url()
    columns = reverse("schools:delivery_columns", args=[delivery.pk])
    told = choices_on(client.get(columns).content.decode()) | {"functiecategorie": "9"}
    values = reverse("schools:delivery_values", args=[delivery.pk]) + "?kolom=functiecategorie"
    mend = reverse("schools:delivery_mend", args=[delivery.pk])
    assert (client.get(values).url, client.post(mend, {}).url) == (page, page)

    assert [client.post(columns, told).url for _press in range(2)] == [page, page]

    assert client.get(columns).url == page
    assert ColumnMemory.objects.filter(column="functiecategorie").count() == 1


def test_who_was_filled_in_on_a_page_has_no_columns(client, officer, board):
    delivery = add_member(board, actor=officer, cells=CELLS, on=ON)
    again = reverse("schools:delivery_again", args=[delivery.pk])
    assert again not in client.get(delivery.get_absolute_url()).content.decode()

    client.post(again)

    delivery.refresh_from_db()
    assert delivery.status == "checked"


def test_a_column_that_is_two_of_ours_is_remembered_as_both(client, officer, board):
    delivery = upload(client, EXPORT, "afas.csv")
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    told = choices_on(client.get(address).content.decode())
    begins = {"mutatiedatum": told["begin"]}

    client.post(address, told | {"functiecategorie": "9", "mutatiesoort": "-"} | begins)

    again = upload(client, EXPORT.replace(b"Noor", b"Nora"), "december.csv")
    assert again.status == "received"
    assert set(remembered(board).columns["ingangsdatum"]) == {"begin", "mutatiedatum"}


def test_what_is_remembered_of_files_is_shown_and_forgotten(client, officer, board):
    named(client, board, functiecategorie="9")
    ValueMemory.objects.create(board=board, column="functiecategorie", said="d2", meant="9")
    page = client.get(reverse("schools:remembered")).content.decode()
    forgets = re.findall(r'action="(/bestuur/leveringen/onthouden/[^"]+)"', page)
    assert ("rol" in page, "d2" in page) == (True, True)
    assert len(forgets) == ColumnMemory.objects.count() + 1

    for address in forgets:
        client.post(address)

    assert not ColumnMemory.objects.exists()
    assert not ValueMemory.objects.exists()
    assert AuditEvent.objects.filter(actor=officer, action__endswith="memory.forget").exists()
    assert upload(client, EXPORT + b"\n", "afas.csv").status == "uploaded"
    assert "Nog niets" in client.get(reverse("schools:remembered")).content.decode()


def test_what_another_board_told_does_not_exist(client, officer):
    other = BoardFactory()
    value = ValueMemory.objects.create(board=other, column="geslacht", said="x", meant="V")
    column = ColumnMemory.objects.create(board=other, column="geslacht", source="sekse")

    assert "sekse" not in client.get(reverse("schools:remembered")).content.decode()
    for route, told in (("remembered_value", value), ("remembered_column", column)):
        assert client.post(reverse(f"schools:{route}", args=[told.pk])).status_code == 404
        with pytest.raises(PermissionDenied):
            forget(told, actor=officer)


def test_the_columns_of_another_board_do_not_exist(client, officer):
    other = DeliveryFactory()

    for route in ("delivery_columns", "delivery_values"):
        address = reverse(f"schools:{route}", args=[other.pk]) + "?kolom=geslacht"
        assert client.get(address).status_code == 404
        assert client.post(address, {}).status_code == 404
    assert client.post(reverse("schools:delivery_again", args=[other.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        read_again(other, actor=officer)
