import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.parsing import StructuralFault, read
from schools.rules import COLUMNS, Cells

from .staff_rows import GOOD

HEADER = ";".join(COLUMNS)
ROW = ";".join(GOOD.values())


def file(*lines: str, end: str = "\r\n") -> bytes:
    return end.join(lines).encode() + end.encode()


def rows(data: bytes) -> list[tuple[int, Cells]]:
    return [(row.number, row.cells) for row in read(data).rows]


def fault(data: bytes) -> tuple[str, dict]:
    with pytest.raises(StructuralFault) as caught:
        list(read(data).rows)
    return caught.value.code, dict(caught.value.params)


def test_a_file_is_read_into_rows():
    sheet = read(file(HEADER, ROW))

    assert (sheet.header, sheet.separator, sheet.encoding, sheet.replaced) == (
        COLUMNS,
        ";",
        "utf-8",
        0,
    )
    assert [(row.number, row.cells._asdict()) for row in sheet.rows] == [(2, GOOD)]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found_out(separator, end):
    row = separator.join("0.8" if cell == "0,8000" else cell for cell in GOOD.values())
    sheet = read(file(separator.join(COLUMNS), row, row, end=end))

    assert sheet.separator == separator
    assert [(row.number, row.cells.vestiging) for row in sheet.rows] == [
        (2, "20VO00"),
        (3, "20VO00"),
    ]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16"),
    ],
)
def test_character_sets_are_found_out(encoding, found):
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    text = f"{HEADER}\n{ROW.replace('Groot', 'Müller–Žák')}\n"
    sheet = read(mark + text.encode(encoding))

    assert (sheet.encoding, sheet.replaced) == (found, 0)
    assert [row.cells.geslachtsnaam for row in sheet.rows] == ["Müller–Žák"]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(b"Gr\x81\xe9\x9dt", "cp1252", id="not in the character set"),
        pytest.param("Gr\ufffd\ufffdt".encode(), "utf-8", id="replaced before it came here"),
    ],
)
def test_characters_that_cannot_be_read_are_counted(data, encoding):
    sheet = read(file(HEADER, ROW).replace(b"Groot", data))

    assert (sheet.encoding, sheet.replaced) == (encoding, 2)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(HEADER.upper(), id="capitals"),
        pytest.param(HEADER.replace("_", " "), id="spaces"),
        pytest.param(HEADER.replace("email", "E-mail"), id="hyphen"),
        pytest.param(HEADER.replace(";", " ; "), id="spaces around"),
        pytest.param(f'"{HEADER.replace(";", chr(34) + ";" + chr(34))}"', id="quotes"),
        pytest.param(f"{HEADER};;;", id="separators behind"),
    ],
)
def test_names_of_columns_may_be_written_in_other_ways(header):
    assert rows(file(header, ROW)) == [(2, Cells(**GOOD))]


@given(st.permutations(COLUMNS))
def test_columns_may_have_any_order(columns):
    data = file(";".join(columns), ";".join(GOOD[column] for column in columns))

    assert rows(data) == [(2, Cells(**GOOD))]


def test_rows_are_numbered_as_a_spreadsheet_does():
    two_lines = ROW.replace("Anna Maria", '"Anna\r\nMaria"')

    assert [number for number, _ in rows(file(HEADER, two_lines, "", ";" * 17, ROW))] == [2, 5]


def test_cells_that_a_spreadsheet_leaves_off_or_adds_are_empty():
    short = ";".join(list(GOOD.values())[:15])

    assert rows(file(HEADER, short, f"{ROW};;")) == [
        (2, Cells(**GOOD | {"einde": "", "mutatiesoort": "", "mutatiedatum": ""})),
        (3, Cells(**GOOD)),
    ]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
RECORD = st.lists(TEXT, min_size=18, max_size=18).filter(any)


@given(st.lists(RECORD, min_size=1, max_size=5))
def test_what_was_written_is_read_back(records):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows([COLUMNS, *records])

    assert [list(cells) for _, cells in rows(text.getvalue().encode())] == records


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        pytest.param(b"", "empty", {}, id="empty"),
        pytest.param(b" \r\n\t\r\n", "empty", {}, id="only whitespace"),
        pytest.param(file(HEADER), "header_only", {}, id="header only"),
        pytest.param(file(HEADER, "", ";" * 17), "header_only", {}, id="only empty rows"),
        pytest.param(b"%PDF-1.7\n1 0 obj", "not_csv", {"kind": "PDF"}, id="pdf"),
        pytest.param(b"PK\x03\x04 xl/workbook.xml", "workbook_broken", {}, id="cut off xlsx"),
        pytest.param(
            b"PK\x03\x04 vnd.oasis.opendocument.spreadsheet",
            "not_csv",
            {"kind": "OpenDocument (.ods)"},
            id="ods",
        ),
        pytest.param(b"PK\x03\x04 word/document.xml", "not_csv", {"kind": "Word"}, id="docx"),
        pytest.param(b"PK\x03\x04 photo.jpg", "not_csv", {"kind": "ZIP"}, id="zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook_old", {}, id="old excel"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1" + "EncryptedPackage".encode("utf-16-le"),
            "workbook_locked",
            {},
            id="workbook with a password",
        ),
        pytest.param(b"\x89PNG\r\n\x1a\n", "not_csv", {"kind": "PNG"}, id="image"),
        pytest.param(file(HEADER, ROW + "\x00"), "nul_bytes", {}, id="nul bytes"),
        pytest.param(file(HEADER, ROW)[2:].decode().encode("utf-16-le"), "nul_bytes", {}, id="16"),
        pytest.param(file(ROW, ROW), "header_not_found", {}, id="no header"),
        pytest.param(file("", HEADER, ROW), "header_not_found", {}, id="header on the next row"),
        pytest.param(file(HEADER.replace(";", "|")), "header_not_found", {}, id="separator"),
        pytest.param(b"\xef\xbb\xbf\r\n<HTML><body>", "not_csv", {"kind": "HTML"}, id="web page"),
        pytest.param(b"<?xml version='1.0'?>", "not_csv", {"kind": "XML"}, id="xml"),
        pytest.param(
            file(f"{HEADER};schaal;;trede", ROW),
            "unknown_columns",
            {"names": '"", schaal, trede'},
            id="unknown columns",
        ),
        pytest.param(
            file(HEADER.replace(";bsn;", ";").replace(";email", "")),
            "missing_columns",
            {"names": "bsn, email"},
            id="missing columns",
        ),
        pytest.param(
            file(HEADER.replace("geslachtsnaam", "achternaam"), ROW),
            "columns_differ",
            {"missing": "geslachtsnaam", "unknown": "achternaam"},
            id="another name",
        ),
        pytest.param(
            file(f"{HEADER};BSN"), "doubled_columns", {"names": "bsn"}, id="doubled column"
        ),
        pytest.param(
            file(HEADER + ";x" * 150),
            "too_many_columns",
            {"found": 168, "most": 150},
            id="too many columns",
        ),
        pytest.param(
            file(HEADER, ROW, f"{ROW};x"),
            "row_too_wide",
            {"row": 3, "found": 19, "width": 18},
            id="row wider than the header",
        ),
        pytest.param(
            file(HEADER, ROW, ROW.replace("Groot", "a" * 10_001)),
            "cell_too_long",
            {"row": 3},
            id="cell of more than ten thousand characters",
        ),
        pytest.param(
            file(HEADER, ROW, ROW.replace("Groot", "a" * 10_000_000)),
            "cell_too_long",
            {"row": 3},
            id="cell of ten megabytes",
        ),
        pytest.param(b"a" * 10_000_000, "header_not_found", {}, id="header of ten megabytes"),
        pytest.param(
            file(HEADER, ROW.replace("Groot", '"Groot'), ROW),
            "quote_not_closed",
            {"row": 2},
            id="quote not closed",
        ),
        pytest.param(
            file(HEADER, ROW, ROW.replace("Groot", '"Groot'), *[ROW] * 2000),
            "cell_too_long",
            {"row": 3},
            id="quote not closed in a long file",
        ),
        pytest.param(
            file(HEADER, ROW.replace("Groot", '"Gr"oot')),
            "quote_misplaced",
            {"row": 2},
            id="quote in a value",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data, code, params):
    assert fault(data) == (code, params)


def test_a_cell_may_have_ten_thousand_characters():
    [(_, cells)] = rows(file(HEADER, ROW.replace("Groot", "a" * 10_000)))

    assert len(cells.geslachtsnaam) == 10_000


def test_a_long_unknown_name_is_cut():
    code, params = fault(file(f"{HEADER};{'x' * 5000}", ROW))

    assert (code, params["names"]) == ("unknown_columns", "x" * 40)


def test_a_quote_within_a_value_is_text():
    assert rows(file(HEADER, ROW.replace("Groot", 'Gr"oot')))[0][1].geslachtsnaam == 'Gr"oot'


@given(st.sampled_from([b"", file(HEADER), file(HEADER, ROW)]), st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_fault(start, data):
    try:
        numbers = [row.number for row in read(start + data).rows]
    except StructuralFault as caught:
        assert caught.code
    else:
        assert numbers == sorted(set(numbers))
