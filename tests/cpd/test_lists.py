import io

import pytest
import xlsxwriter

from accounts.names import new_number
from core.errors import Refused
from cpd.lists import as_text, read_file, read_text


def spreadsheet(*rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


@pytest.fixture
def number():
    return new_number()


def test_a_number_is_found_however_it_is_written(number):
    digits = number[2:]
    grouped = f"LR {digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9]}"
    text = f"{number}\n{digits}\n{grouped}\n  lr{digits} ; Vos"

    assert [line.number for line in read_text(text)] == [number] * 4


def test_a_number_with_a_typing_error_is_no_number(number):
    wrong = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"

    (line,) = read_text(f"{wrong}; Vos")

    assert (line.number, line.text) == ("", f"{wrong} Vos")


def test_addresses_and_days_are_no_part_of_a_name(number):
    (line,) = read_text(f"{number}\tAnouk de Groot\tanouk@school.example\t12-11-2026")

    assert line.words == ["anouk", "de", "groot"]


def test_a_name_is_read_without_accents(number):
    (line,) = read_text(f"{number} Zoë Ångström")

    assert line.words == ["zoe", "angstrom"]


@pytest.mark.parametrize("read", [read_text, lambda text: read_file(text.encode())])
def test_signs_that_cannot_be_seen_are_dropped(read, number):
    (line,) = read(f"\u200e{number[:5]}\u200b{number[5:]};\u202eAnna\u202c\0 de\u00a0Vos")

    assert (line.number, line.name) == (number, "Anna de Vos")


def test_a_title_above_the_list_is_no_header(number):
    lines = read_text(f"Naam van de cursus: Rust in de klas\n{number}; Vos")

    assert [(line.number, line.name) for line in lines[1:]] == [(number, "Vos")]


def test_with_a_header_only_its_name_columns_are_the_name(number):
    data = f"Nummer;Achternaam;School\n{number};Vos;De Kleine Beuk\n".encode("cp1252")

    (line,) = read_file(data)

    assert (line.number, line.name) == (number, "Vos")


def test_a_spreadsheet_that_lost_a_leading_zero_still_fits():
    number = next(n for n in iter(new_number, "") if n[2] == "0" and n[3] != "0")
    data = spreadsheet(["Registratienummer", "Naam"], [int(number[2:]), "Vos"])

    (line,) = read_file(data)

    assert (line.number, line.name) == (number, "Vos")


def test_what_is_carried_along_reads_the_same_again(number):
    lines = read_text(f"{number}; Jan de Groot\nPiet zonder nummer")

    again = read_text(as_text(lines))

    assert [(line.number, line.words) for line in again] == [
        (number, ["jan", "de", "groot"]),
        ("", ["piet", "zonder", "nummer"]),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_of_a_file_end_as_any_system_ends_them(number, end):
    lines = read_file(f"nummer,naam{end}{number},Vos{end}{number},Kok{end}".encode())

    assert [(line.number, line.name) for line in lines] == [(number, "Vos"), (number, "Kok")]


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0 not a sheet", b'"' + b"x" * 200_000 + b'"'],
)
def test_a_file_that_only_looks_like_a_spreadsheet_is_explained(data):
    with pytest.raises(Refused) as refused:
        read_file(data)

    assert refused.value.code == "unreadable"


def test_a_spreadsheet_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("cpd.lists.MOST_UNPACKED", 1000)

    with pytest.raises(Refused) as refused:
        read_file(spreadsheet(["x" * 2000]))

    assert refused.value.code == "unreadable"


def test_a_list_has_an_end():
    with pytest.raises(Refused) as refused:
        read_text("x\n" * 5001)

    assert refused.value.code == "too_long"
