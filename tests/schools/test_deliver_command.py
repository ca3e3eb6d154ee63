import json

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Person
from schools.models import Delivery, StaffRecord
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

from .workbooks import staff_workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fixed_day")]

SECOND = {"personeelsnummer": "P-2", "bsn": valid_bsn(2)}
IMPOSSIBLE = {"personeelsnummer": "P-3", "bsn": "900000001"}


@pytest.fixture
def deliver(tmp_path, capsys):
    """Run the command for board 41234; return its report, its exit code and its words."""
    board = BoardFactory(number="41234")
    LocationFactory(school__brin="00AB", board=board)
    PersonFactory(hr_officer=True, role__organisation=board, email="hr@brug.example")

    def run(data: bytes, *options: str, actor: str = "HR@brug.example", board: str = "41234"):
        file = tmp_path / "personeel.csv"
        file.write_bytes(data)
        code = 0
        try:
            call_command("deliver", str(file), "--board", board, "--actor", actor, *options)
        except CommandError as error:
            code, words = error.returncode, str(error)
        else:
            words = ""
        printed = capsys.readouterr()
        return json.loads(printed.out or "null"), code, words or printed.err

    return run


def test_without_apply_it_says_what_would_change_and_applies_nothing(deliver):
    report, code, _ = deliver(staff_file({}, SECOND))

    assert (code, report) == (
        0,
        {
            "rows": 2,
            "new": 2,
            "changed": 0,
            "ended": 0,
            "voided": 0,
            "unchanged": 0,
            "skipped": 0,
            "applied": 0,
            "rejected": [],
            "signals": [],
            "receipt": "",
        },
    )
    assert not StaffRecord.objects.exists()


def test_apply_all_applies_and_writes_the_receipt(deliver, tmp_path):
    out = tmp_path / "bewijs.csv"

    report, code, _ = deliver(
        staff_file({}, SECOND | {"functiecategorie": "12", "grondslagcode": "MBO-INSTR"}),
        *("--apply", "good", "--receipt", str(out)),
    )

    person = Person.objects.get(staff_records__staff_number="P-1")
    assert (code, report["applied"], report["receipt"]) == (0, 1, Delivery.objects.get().receipt)
    assert out.read_text() == (
        f"personeelsnummer;registratienummer;deel\nP-1;{person.number};register\n"
    )


def test_a_rejected_row_is_told_with_row_column_code_and_words(deliver):
    report, code, words = deliver(staff_file({}, IMPOSSIBLE), "--apply", "all")

    assert (code, words) == (1, "Rows were rejected; nothing was applied.")
    assert (report["rows"], report["new"], report["applied"]) == (2, 1, 0)
    [fault] = report["rejected"]
    assert (fault["row"], fault["column"]) == (3, "bsn")
    assert "900000001" not in json.dumps(report)
    assert not StaffRecord.objects.exists()


def test_the_good_rows_are_applied_when_asked_and_that_is_no_failure(deliver):
    report, code, _ = deliver(staff_file({}, IMPOSSIBLE), "--apply", "good")

    assert (code, report["applied"], len(report["rejected"])) == (0, 1, 1)


def test_a_file_of_rejected_rows_only_applies_nothing(deliver):
    report, code, _ = deliver(staff_file(IMPOSSIBLE), "--apply", "good")

    assert (code, report["applied"]) == (1, 0)


def test_a_signal_is_told_and_does_not_stop_anything(deliver):
    report, code, _ = deliver(staff_file({"betrekkingsomvang": "1,1"}), "--apply", "all")

    assert (code, report["applied"], report["rejected"]) == (0, 1, [])
    assert [(signal["row"], signal["column"]) for signal in report["signals"]] == [
        (2, "betrekkingsomvang")
    ]


def test_the_same_file_again_gives_the_earlier_receipt(deliver):
    first, _, _ = deliver(staff_file({}), "--apply", "all")

    again, code, words = deliver(staff_file({}), "--apply", "all")

    assert (code, again) == (0, first)
    assert words == f"This file was handed in before; receipt {first['receipt']}.\n"
    assert Delivery.objects.count() == 1


def test_a_dry_run_twice_leaves_one_delivery_that_can_still_be_applied(deliver):
    deliver(staff_file({}))
    deliver(staff_file({}))

    report, code, _ = deliver(staff_file({}), "--apply", "all")

    assert (code, report["applied"], Delivery.objects.count()) == (0, 1, 1)


def test_the_day_of_a_delivery_can_be_given(deliver):
    deliver(staff_file({}), "--on", "2026-11-03")

    assert f"{Delivery.objects.get().on}" == "2026-11-03"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(staff_file(), id="header only"),
        pytest.param(b"%PDF-1.7 not a list", id="PDF"),
        pytest.param(staff_file({"voornamen": "No\0or"}), id="NUL byte"),
        pytest.param(staff_file({"voornamen": "x" * 10_000_000}), id="cell of 10 MB"),
        pytest.param(b"naam,leeftijd\nNoor,36\n", id="other columns"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_ends_with_2_and_leaves_nothing(deliver, data):
    report, code, words = deliver(data, "--apply", "all")

    (fault,) = report["rejected"]
    assert (code, fault["row"], fault["message"]) == (2, None, words)
    assert report["rows"] == report["applied"] == 0
    assert not Delivery.objects.exists()


def test_somebody_without_the_role_is_told_so(deliver):
    PersonFactory(signs_in=True, email="leraar@brug.example")

    _, code, words = deliver(staff_file({}), actor="leraar@brug.example")

    assert (code, words) == (1, "leraar@brug.example is no HR officer of board 41234.")


def test_an_unknown_board_or_actor_is_told_so(deliver):
    assert deliver(staff_file({}), board="99999")[2] == "There is no board 99999."
    assert deliver(staff_file({}), actor="x@y.example")[2] == "Nobody signs in with x@y.example."


def test_a_school_of_another_board_is_refused_without_a_word_about_that_board(deliver):
    other = BoardFactory(number="55555", name="Stichting Geheim")
    LocationFactory(school__brin="00AC", board=other)

    report, _, _ = deliver(staff_file({"vestiging": "00AC00"}))

    [fault] = report["rejected"]
    assert (fault["column"], fault["code"]) == ("vestiging", "location_of_other_board")
    assert "Geheim" not in fault["message"]
    assert "55555" not in fault["message"]


def test_a_full_file_ends_who_is_missing_when_their_number_is_told(deliver):
    deliver(staff_file({}, SECOND), "--apply", "all")
    stand = ("--kind", "full", "--on", "2026-12-01", "--apply", "all")

    asked, code, words = deliver(staff_file({}), *stand)
    assert (code, asked["ended"], asked["leaving"], asked["applied"]) == (1, 1, 1, 0)
    assert "1" in words

    done, code, _ = deliver(staff_file({}), *stand, "--ends", "1")
    assert (code, done["unchanged"], done["ended"], done["applied"]) == (0, 1, 1, 1)


def test_a_workbook_is_delivered_as_a_file(deliver):
    report, code, _ = deliver(staff_workbook({}), "--apply", "all")

    assert (code, report["new"], report["applied"]) == (0, 1, 1)


def test_a_file_with_columns_that_nobody_named_is_a_structural_fault(deliver):
    data = staff_file({}).replace(b"geslachtsnaam", b"xyz")

    _report, code, words = deliver(data, "--apply", "all")

    assert code == 2
    assert "geslachtsnaam" in words
