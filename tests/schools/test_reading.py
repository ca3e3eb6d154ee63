import zipfile
from datetime import date
from io import BytesIO
from time import process_time

import pytest
import xlsxwriter

from schools.faults import explain
from schools.parsing import StructuralFault, read
from schools.reading import read_in
from schools.rules import Cells
from schools.rules.recognition import Plan, Remembered, recognise
from schools.spreadsheets import Workbook, is_workbook
from schools.tables import tables
from tests.factories.schools import CELLS, staff_file

from .workbooks import staff_workbook, tampered, workbook

ON = date(2026, 11, 21)
NOBODY = Remembered()
SHEET = "xl/worksheets/sheet1.xml"


def rows_of(data: bytes, remembered: Remembered = NOBODY, *, full: bool = False):
    reading = read_in(data, remembered=remembered, full=full, on=ON)
    assert reading.rows is not None
    return [(row.number, row.cells) for row in read(reading.rows).rows]


def fault_of(data: bytes) -> str:
    with pytest.raises(StructuralFault) as caught:
        read_in(data, remembered=NOBODY, full=False, on=ON)
    assert all(explain(caught.value)), "whoever sent it reads why, and what to do"
    return caught.value.code


def test_a_file_in_our_own_form_is_checked_as_it_came():
    data = staff_file({})

    reading = read_in(data, remembered=NOBODY, full=False, on=ON)

    assert reading.rows is reading.came is data


def test_a_workbook_is_read_with_the_row_numbers_of_excel():
    data = workbook(
        Leeg=[],
        Toelichting=[["Zo vult u dit in"], ["Lees eerst de handleiding"]],
        Personeel=[
            ["Personeelslijst van november"],
            [],
            list(CELLS),
            list((CELLS | {"betrekkingsomvang": 0.8, "functiecategorie": 9.0}).values()),
            [],
            list((CELLS | {"begin": date(2026, 8, 1), "betrekkingsomvang": 0.1 + 0.2}).values()),
        ],
    )

    found = rows_of(data)

    assert [number for number, _ in found] == [4, 6]
    assert found[0][1] == Cells(**CELLS | {"betrekkingsomvang": "0.8"})
    assert (found[1][1].begin, found[1][1].betrekkingsomvang) == ("2026-08-01", "0.3")


def test_a_formula_is_the_value_that_excel_kept():
    data = workbook(Blad=[list(CELLS), list(CELLS.values())])
    formula = b'<c r="L2"><f>1-0.2</f><v>0.8</v></c>'
    with_formula = tampered(
        data, xl__worksheets__sheet1_dot_xml=_sheet(data).replace(_cell(data, b"L2"), formula)
    )

    assert rows_of(with_formula)[0][1].betrekkingsomvang == "0.8"


def _sheet(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return packed.read(SHEET)


def _cell(data: bytes, place: bytes) -> bytes:
    sheet = _sheet(data)
    start = sheet.index(b'<c r="' + place + b'"')
    return sheet[start : sheet.index(b"</c>", start) + 4]


def _with_sheet(old: bytes, new: bytes) -> bytes:
    data = staff_workbook({})
    return tampered(data, xl__worksheets__sheet1_dot_xml=_sheet(data).replace(old, new))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(
            tampered(staff_workbook({}), xl__vbaProject_dot_bin=b"Sub x()"),
            "workbook_macros",
            id="macros",
        ),
        pytest.param(
            tampered(staff_workbook({}), xl__media__x_dot_xml=b" " * 60_000_000),
            "workbook_too_large",
            id="a kilobyte that unpacks to sixty megabytes",
        ),
        pytest.param(
            tampered(staff_workbook({}), **{f"xl__x{n}": b"" for n in range(1_001)}),
            "workbook_too_large",
            id="a thousand parts",
        ),
        pytest.param(
            _with_sheet(b"</row></sheetData>", b'<c r="XFD2"><v>1</v></c></row></sheetData>'),
            "cell_far_away",
            id="a cell in the last column",
        ),
        pytest.param(
            _with_sheet(
                b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
            ),
            "sheet_too_long",
            id="a cell in the last row",
        ),
        pytest.param(
            _with_sheet(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
            "workbook_broken",
            id="entities",
        ),
        pytest.param(staff_workbook({})[:-40], "workbook_broken", id="cut off"),
        pytest.param(
            staff_workbook({}).replace(b"PK\x01\x02", b"PK\x01\x03", 1),
            "workbook_broken",
            id="no zip",
        ),
    ],
)
def test_a_workbook_that_is_a_trap_is_not_opened(data, code):
    assert fault_of(data) == code


def test_a_line_of_a_million_names_is_refused_without_looking_at_each():
    names = ";".join(f"k{n}" for n in range(1_000_000)).encode()
    started = process_time()

    with pytest.raises(StructuralFault, match="too_many_columns"):
        tables(names, NOBODY)

    assert process_time() - started < 2  # seconds of the processor; each of them looked at took 4


def test_looks_without_a_value_in_the_last_column_are_no_trap():
    data = _with_sheet(b"</row></sheetData>", b'<c r="XFD2" s="1"/></row></sheetData>')

    assert len(rows_of(data)) == 1


def test_a_workbook_is_known_by_what_it_holds():
    assert is_workbook(staff_workbook({}))
    assert not is_workbook(staff_file({}))
    assert Workbook(staff_workbook({})).names == ("Personeel",)


AFAS = (
    "Medewerker;Voornamen;Tussenvoegsel;Geboortenaam;Geb.datum;Geslacht;BSN;E-mail werk;"
    "Vestigingscode;Functiecategorie;Type dienstverband;Deeltijdfactor;BaAp;Sco1;Sco2;"
    "Ingangsdatum;Einddatum;Mutatie;Datum mutatie;Salarisschaal"
)
AFAS_ROW = (
    "00017;Noor;;Bakker;12-04-1990;Vrouw;900000213;n@school.example;00AB00;vakleraar;Vast;0,8;"
    "VO-GET;WIS;NAT;1-11-2026;;N;1-11-2026;LB"
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_export_of_another_system_is_recognised(encoding):
    [(number, cells)] = rows_of(f"Export 21-11-2026\n{AFAS}\n{AFAS_ROW}\n".encode(encoding))

    assert number == 3
    assert cells == Cells(
        vestiging="00AB00",
        personeelsnummer="00017",
        bsn="900000213",
        geslachtsnaam="Bakker",
        voornamen="Noor",
        geboortedatum="12-04-1990",
        geslacht="V",
        email="n@school.example",
        functiecategorie="9",
        aard_arbeidsrelatie="1",
        betrekkingsomvang="0,8",
        grondslagcode="VO-GET",
        onderwijsterreinen="WIS|NAT",
        begin="1-11-2026",
        mutatiesoort="N",
        mutatiedatum="1-11-2026",
    )


def test_a_header_that_stands_again_on_each_page_is_no_row():
    rows = rows_of("\n".join([AFAS, AFAS_ROW, AFAS, AFAS_ROW]).encode())

    assert [number for number, _ in rows] == [2, 4]


@pytest.mark.parametrize(
    ("name", "sizes", "read"),
    [
        ("Deeltijd %", ["80,00", "100", ""], ["80,00%", "100%", ""]),
        ("Deeltijdpercentage", ["0,8", "1", ""], ["0,8", "1", ""]),
        ("Deeltijdfactor", ["80", "1"], ["80", "1"]),
    ],
)
def test_sizes_are_percentages_where_their_column_says_so_and_they_are(name, sizes, read):
    header = AFAS.replace("Deeltijdfactor", name)
    lines = [AFAS_ROW.replace("0,8", size) for size in sizes]

    rows = rows_of("\n".join([header, *lines]).encode())

    assert [cells.betrekkingsomvang for _, cells in rows] == read


def test_sizes_are_percentages_in_a_file_of_our_own_form_too():
    data = staff_file({"betrekkingsomvang": "80"})

    [(_, cells)] = rows_of(data.replace(b"betrekkingsomvang", b"betrekkingsomvang %"))

    assert cells.betrekkingsomvang == "80%"


def test_a_header_may_have_names_over_two_lines():
    header = AFAS.replace("E-mail werk", '"E-mail\nwerk"')

    assert rows_of(f"{header}\n{AFAS_ROW}\n".encode())[0][0] == 2


def test_what_a_board_told_goes_before_what_we_think():
    header = ["Naam", "Roepnaam", "Voornaam", "Nummer", "D"]
    told = Remembered({"nummer": ["personeelsnummer"], "naam": ["voornamen"]}, {"einde": ""})

    plan = recognise(header, told)

    assert plan == Plan({"voornamen": (0,), "personeelsnummer": (3,)}, {"einde": ""})


def test_two_columns_that_could_be_the_same_stay_open():
    assert "bsn" in recognise(["Sofinummer", "Burgerservicenummer"], NOBODY).open


def test_a_file_with_unknown_columns_waits_with_the_reason():
    reading = read_in(
        f"{AFAS.replace('Deeltijdfactor', 'Dtf')}\n{AFAS_ROW}\n".encode(),
        remembered=NOBODY,
        full=False,
        on=ON,
    )

    assert (reading.rows, reading.fault.code) == (None, "columns_differ")


def test_a_value_means_what_the_board_told():
    told = Remembered(values={"functiecategorie": {"d2": "8"}})

    assert rows_of(staff_file({"functiecategorie": "D2"}), told)[0][1].functiecategorie == "8"


def test_a_full_file_says_how_things_stand():
    rows = rows_of(
        staff_file(
            {"mutatiesoort": "N"},
            {"mutatiesoort": "", "mutatiedatum": ""},
            {"mutatiesoort": "B"},
        ),
        full=True,
    )

    assert [(cells.mutatiesoort, cells.mutatiedatum) for _, cells in rows] == [
        ("S", "2026-11-01"),
        ("S", "2026-11-21"),
        ("B", "2026-11-01"),
    ]


def test_a_sheet_that_is_hidden_is_not_read():
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in ("Staf", "Oud", "Ouder"):
            book.add_worksheet(name).write_row(0, 0, list(CELLS))
        book.get_worksheet_by_name("Oud").hide()
        book.get_worksheet_by_name("Ouder").very_hidden()

    assert [table.names for table in tables(file.getvalue(), NOBODY)] == [("Staf",)]


def test_our_own_columns_twice_are_asked_about_instead_of_refused():
    reading = read_in(f"{AFAS};BSN\n{AFAS_ROW};\n".encode(), remembered=NOBODY, full=False, on=ON)

    assert reading.rows is None
    assert reading.fault is not None
    assert reading.fault.code == "doubled_columns"


def test_the_sheet_with_staff_comes_first():
    data = workbook(Blad1=[["a", "b", "c"], [1, 2, 3]], Staf=[list(CELLS), list(CELLS.values())])

    assert [table.names for table in tables(data, NOBODY)] == [("Staf",), ("Blad1",)]
