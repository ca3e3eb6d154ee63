"""A workbook with several sheets: one list where they have the same columns."""

import csv
import re
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.errors import Refused
from schools import parsing
from schools.models import Delivery
from schools.parsing import StructuralFault
from schools.reading import as_delivered, finisher
from schools.rules.recognition import Remembered
from schools.rules.sheets import ONE_SHEET, Place, Sheets
from schools.services.checks import check_delivery
from schools.services.deliveries import hand_in
from schools.tables import tables
from tests.factories.schools import CELLS, BoardFactory, LocationFactory

from .deliveries import ON, officer_of
from .test_full_deliveries import member
from .test_views_readings import choices_on
from .workbooks import workbook

NOBODY = Remembered()
HEADER = list(CELLS)


def sheet(*rows: dict[str, str]) -> list[list[str]]:
    return [HEADER, *(list((CELLS | row).values()) for row in rows)]


class TestNumbers:
    sheets = Sheets(["Noord", "Leeg", "Zuid"], [0, 40, 40])

    @pytest.mark.parametrize(
        ("number", "place"), [(2, (2, "Noord")), (40, (40, "Noord")), (42, (2, "Zuid"))]
    )
    def test_rows_of_all_sheets_are_one_series(self, number, place):
        assert self.sheets.place(number) == place
        assert number in self.sheets.numbers(place[0])

    def test_a_row_may_be_on_any_sheet(self):
        assert self.sheets.numbers(2) == [2, 42]
        assert self.sheets.numbers(41) == [81]

    def test_one_sheet_needs_no_name(self):
        assert ONE_SHEET.place(7) == Sheets(["Noord"], [0]).place(7) == Place(7)
        assert ONE_SHEET.numbers(7) == [7]


class TestTables:
    def test_sheets_with_the_same_columns_are_one_list(self):
        turned = [list(reversed(row)) for row in sheet(member(3))]
        note = [["Blad", "Uitleg"], ["Noord", "Vul per school in"]]

        [table, *_] = tables(
            workbook(Uitleg=note, Noord=sheet(member(1), member(2)), Zuid=turned), NOBODY
        )

        assert (table.names, table.left_out) == (("Noord", "Zuid"), ("Uitleg",))
        assert table.sheets.starts == (0, 3)
        place = table.header.index("personeelsnummer")
        assert [(number, cells[place]) for number, cells in table.rows()] == [
            (2, "P-1"),
            (3, "P-2"),
            (5, "P-3"),
        ]

    @pytest.mark.parametrize("first", [True, False])
    def test_a_column_that_nobody_needs_may_be_on_one_sheet_only(self, first):
        wide = [[*row, "x"] for row in sheet(member(1))]
        wide[0][-1] = "Opmerking"
        sheets = {"Noord": wide, "Zuid": sheet(member(2))}

        [table] = tables(workbook(**dict(sorted(sheets.items(), reverse=not first))), NOBODY)

        assert sorted(table.names) == ["Noord", "Zuid"]
        place = table.header.index("Opmerking")
        assert sorted(cells[place] for _, cells in table.rows()) == ["", "x"]

    def test_the_name_of_the_sheet_is_a_column_of_its_rows(self):
        [table] = tables(workbook(Noord=sheet(member(1)), Zuid=sheet(member(2))), NOBODY)

        assert table.header[-1] == "blad"
        assert [cells[-1] for _, cells in table.rows()] == ["Noord", "Zuid"]

    def test_a_column_of_their_own_with_that_name_goes_before_it(self):
        lists = {name: [[*row, "x"] for row in sheet(member(1))] for name in ("Noord", "Zuid")}
        for rows in lists.values():
            rows[0][-1] = "Blad"

        [table] = tables(workbook(**lists), NOBODY)

        assert (table.header[-1], [cells[-1] for _, cells in table.rows()]) == ("Blad", ["x", "x"])

    def test_a_sheet_without_a_column_that_we_read_is_another_list(self):
        short = [row[:-1] for row in sheet(member(1))]

        found = tables(workbook(Noord=sheet(member(1)), Zuid=short), NOBODY)

        assert [(table.names, table.left_out) for table in found] == [
            (("Noord",), ("Zuid",)),
            (("Zuid",), ("Noord",)),
        ]

    def test_a_note_beside_the_list_is_not_read(self):
        rows = sheet(member(1), member(2))
        rows[1] += ["", "nog bellen"]

        [table] = tables(workbook(Noord=rows), NOBODY)

        assert [(number, len(cells)) for number, cells in table.rows()] == [(2, 18), (3, 18)]

    @pytest.mark.parametrize(("columns", "is_read"), [(150, True), (151, False)])
    def test_a_workbook_may_have_as_many_columns_as_a_text(self, columns, is_read):
        rows = [[*row, *["x"] * (columns - len(row))] for row in sheet(member(1))]
        data = workbook(Noord=rows)

        if is_read:
            [table] = tables(data, NOBODY)
            assert len(table.header) == columns
        else:
            with pytest.raises(StructuralFault, match="cell_far_away"):
                tables(data, NOBODY)

    def test_all_sheets_together_have_no_more_rows_than_a_file_may_have(self, monkeypatch):
        monkeypatch.setattr(parsing, "MOST_ROWS", 3)
        [table] = tables(workbook(Noord=sheet(member(1)), Zuid=sheet(member(2))), NOBODY)

        with pytest.raises(StructuralFault, match="too_many_rows"):
            as_delivered(table, table.plan, values={}, finish=finisher(full=False, on=ON))

    def test_a_fault_in_the_file_names_the_sheet(self):
        rows = sheet(member(1), member(2, geslachtsnaam="a" * 10_001))
        [table] = tables(workbook(Noord=sheet(member(3)), Zuid=rows), NOBODY)

        with pytest.raises(StructuralFault) as caught:
            list(table.rows())

        assert caught.value.params == {"row": 3, "sheet": "Zuid"}


@pytest.fixture
def board(db):
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.fixture
def officer(board, client):
    officer = officer_of(board)
    client.force_login(officer)
    return officer


SCHOOLS = {
    "Uitleg": [["Zo vult u dit in"]],
    "Noord": sheet(member(1), member(2, functiecategorie="99")),
    "Zuid": sheet(member(3, functiecategorie="99"), member(1)),
}


def delivered(board, officer, **sheets) -> Delivery:
    delivery = hand_in(
        board,
        actor=officer,
        file_name="scholen.xlsx",
        data=workbook(**sheets),
        kind="changes",
        on=ON,
    )
    return check_delivery(delivery, actor=None)


def test_every_fault_names_its_sheet(client, officer, board):
    delivery = delivered(board, officer, **SCHOOLS)

    html = client.get(delivery.get_absolute_url()).content.decode()

    assert (delivery.rows, delivery.rejected) == (4, 2)
    assert re.findall(r'data-label="Rij"[^>]*><span>(\d)<br><span[^>]*>(\w+)<', html) == [
        ("3", "Noord"),
        ("2", "Zuid"),
        ("3", "Zuid"),
    ]
    assert "Betere waarde voor functiecategorie in rij 2 op blad “Zuid”" in html
    assert "Deze rij is gelijk aan rij 2 op blad “Noord”." in html
    assert "Noord (2 rijen), Zuid (2 rijen)." in html
    assert "Niet gelezen: Uitleg." in html


def test_a_row_is_found_by_its_number_on_any_sheet(client, officer, board):
    delivery = delivered(board, officer, **SCHOOLS)

    html = client.get(delivery.get_absolute_url(), {"q": "3", "show": "faults"}).content.decode()

    assert re.findall(r'data-label="Rij"[^>]*><span>3<br><span[^>]*>(\w+)<', html) == [
        "Noord",
        "Zuid",
    ]


def test_the_list_of_faults_mends_the_row_of_its_sheet(client, officer, board):
    delivery = delivered(board, officer, **SCHOOLS)
    address = reverse("schools:delivery_faults", args=[delivery.pk])
    text = client.get(address).content.decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(StringIO(text), delimiter=";"))
    assert [(row["rij"], row["blad"]) for row in rows] == [
        ("3", "Noord"),
        ("2", "Zuid"),
        ("3", "Zuid"),
    ]

    mended = StringIO()
    writer = csv.DictWriter(mended, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerow(rows[1] | {"functiecategorie": "9"})
    file = SimpleUploadedFile("fouten.csv", mended.getvalue().encode())
    client.post(reverse("schools:deliver"), {"file": file})

    delivery = check_delivery(Delivery.objects.get(), actor=None)
    rejected = delivery.delivery_rows.filter(outcome="rejected")
    assert [delivery.place(row.number) for row in rejected] == [(3, "Noord")]


def test_the_officer_chooses_which_sheets_are_read(client, officer, board):
    delivery = delivered(board, officer, **SCHOOLS)
    client.post(reverse("schools:delivery_again", args=[delivery.pk]))
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    html = client.get(address).content.decode()
    assert re.findall(r'name="sheets" value="(\w+)"[^>]* checked', html) == ["Noord", "Zuid"]

    told = choices_on(html)
    assert "Kies minstens één blad." in client.post(address, told).content.decode()
    client.post(address, told | {"sheets": ["Zuid"]})

    delivery = check_delivery(Delivery.objects.get(), actor=None)
    assert (delivery.sheets, delivery.sheets_left_out) == (["Zuid"], ["Uitleg", "Noord"])
    assert delivery.delivery_rows.get(outcome="rejected").number == 2
    html = client.get(delivery.get_absolute_url()).content.decode()
    assert "We lezen het blad Zuid." in html


def chosen(client, delivery, **told) -> Delivery:
    """Choose sheets on the page, and have the delivery checked."""
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    where = {"blad": told["sheets"][0]}
    page = client.get(address, where).content.decode()
    client.post(f"{address}?blad={where['blad']}", choices_on(page) | told)
    return check_delivery(delivery, actor=None)


def test_sheets_that_were_not_chosen_are_not_read_the_next_time_either(client, officer, board):
    first = delivered(board, officer, **SCHOOLS)
    client.post(reverse("schools:delivery_again", args=[first.pk]))
    chosen(client, first, sheets=["Zuid"])

    december = {"Zuid": sheet(member(4)), "NOORD ": sheet(member(5)), "West": sheet(member(6))}
    again = delivered(board, officer, **december)

    assert (again.sheets, again.sheets_left_out) == (["Zuid", "West"], ["NOORD "])
    told = client.get(reverse("schools:remembered")).content.decode()
    assert re.findall(r"Vergeet “(\w+)”", told)[-1] == "noord"
    assert "niet gelezen" in told

    client.post(reverse("schools:delivery_again", args=[again.pk]))
    html = client.get(reverse("schools:delivery_columns", args=[again.pk])).content.decode()
    assert re.findall(r'name="sheets" value="([^"]+)"[^>]* checked', html) == ["Zuid", "West"]
    chosen(client, again, sheets=["Zuid", "NOORD ", "West"])
    assert delivered(board, officer, Noord=SCHOOLS["Noord"], Zuid=december["Zuid"]).sheets == [
        *("Noord", "Zuid")
    ]


def test_a_workbook_with_nothing_else_is_read_all_the_same(client, officer, board):
    first = delivered(board, officer, **SCHOOLS)
    client.post(reverse("schools:delivery_again", args=[first.pk]))
    chosen(client, first, sheets=["Zuid"])

    assert delivered(board, officer, Noord=SCHOOLS["Noord"]).rows == 2


def test_of_two_lists_with_other_columns_the_one_that_was_chosen_is_read_from_then_on(
    client, officer, board
):
    north, south = ([[*row, "x"] for row in sheet(member(n))] for n in (1, 2))
    north[0][-1], south[0][-1] = "Opmerking", "Let op"
    file = SimpleUploadedFile("scholen.xlsx", workbook(Noord=north, Zuid=south))
    client.post(reverse("schools:deliver"), {"file": file})
    chosen(client, Delivery.objects.get(), sheets=["Zuid"])

    south[1][-1] = "y"
    again = delivered(board, officer, Noord=north, Zuid=south)

    assert (again.sheets, again.sheets_left_out) == (["Zuid"], ["Noord"])


def test_the_column_that_we_add_is_not_counted_as_one_of_the_file(client, officer, board):
    lists = {name: [row[1:] for row in sheet(member(1))] for name in ("Noord", "Zuid")}
    file = SimpleUploadedFile("scholen.xlsx", workbook(**lists))
    client.post(reverse("schools:deliver"), {"file": file})
    address = reverse("schools:delivery_columns", args=[Delivery.objects.get().pk])

    html = client.get(address).content.decode()

    assert f"Uw bestand heeft {len(HEADER) - 1} kolommen." in html
    assert "In elke rij staat onder “blad” van welk blad zij is." in html


def test_a_school_that_only_the_sheet_names_is_told_once(client, officer, board):
    LocationFactory(school__brin="00CD", board=board)
    lists = {
        name: [row[1:] for row in sheet(member(n))] for n, name in enumerate(("Noord", "Zuid"), 1)
    }
    file = SimpleUploadedFile("scholen.xlsx", workbook(**lists))
    client.post(reverse("schools:deliver"), {"file": file})
    delivery = Delivery.objects.get()
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    html = client.get(address).content.decode()
    value = re.search(r'value="(\d+)">blad: Noord<', html)[1]

    client.post(address, choices_on(html) | {"vestiging": value, "sheets": ["Noord", "Zuid"]})
    delivery = check_delivery(Delivery.objects.get(), actor=None)
    values = reverse("schools:delivery_values", args=[delivery.pk]) + "?kolom=vestiging"
    client.post(values, {"value0": "00AB00", "value1": "00CD00"})

    delivery = check_delivery(Delivery.objects.get(), actor=None)
    assert (delivery.rejected, delivery.new) == (0, 2)
    places = delivery.delivery_rows.order_by("number").values_list("location", flat=True)
    assert list(places) == ["00AB00", "00CD00"]


def test_a_sheet_that_is_not_there_cannot_be_chosen(client, officer, board):
    delivery = delivered(board, officer, **SCHOOLS)
    client.post(reverse("schools:delivery_again", args=[delivery.pk]))
    address = reverse("schools:delivery_columns", args=[delivery.pk])
    told = choices_on(client.get(address).content.decode())

    client.post(address, told | {"sheets": ["Oost"]})

    assert Delivery.objects.get().status == "uploaded"


def test_two_lists_with_other_columns_are_not_chosen_between(officer, board):
    north, south = ([[*row, "x"] for row in sheet(member(n))] for n in (1, 2))
    north[0][-1], south[0][-1] = "Opmerking", "Let op"

    with pytest.raises(Refused) as refused:
        delivered(board, officer, Noord=north, Zuid=south)

    assert refused.value.code == "sheets_differ"
    assert "Noord, Zuid" in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("sheets", "kept"),
    [
        pytest.param({"Noord": SCHOOLS["Noord"]}, ([], [], []), id="one sheet"),
        pytest.param(
            {"Noord": SCHOOLS["Noord"], "Uitleg": SCHOOLS["Uitleg"]},
            (["Noord"], [0], ["Uitleg"]),
            id="one sheet of two",
        ),
    ],
)
def test_a_delivery_keeps_which_sheets_were_read(officer, board, sheets, kept):
    delivery = delivered(board, officer, **sheets)

    assert (delivery.sheets, delivery.sheet_starts, delivery.sheets_left_out) == kept
    assert {row.delivery.place(row.number).sheet for row in delivery.delivery_rows.all()} == {""}
