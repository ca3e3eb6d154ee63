"""Activities from an earlier portfolio: read, looked at, taken over, by a command and on a page."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from core.errors import Refused
from core.models import AuditEvent
from cpd.models import Activity
from cpd.portfolio import COLUMNS, read
from cpd.selectors.activities import hours_by_category
from cpd.services.portfolio import import_activities, look_at
from tests.cpd.conftest import TODAY
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ActivityFactory

HEADER = ";".join(COLUMNS)
GOOD = "{number};12-11-2025;Intervisie;pedagogiek;1,5;Sectie Nederlands"
PAGE = "/mijn/activiteiten/overnemen/"


def lines(*rows, header=HEADER, encoding="utf-8"):
    return "\r\n".join([header, *rows]).encode(encoding)


def faults(row):
    [line] = read(lines(row), on=TODAY, numbered=True)
    return line.faults


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("LR1;12-11-2025;cursus;;2;Titel", [], id="nothing"),
        pytest.param("LR1;2025-11-12;2;vakinhoud;0.25;", [], id="other ways to write"),
        pytest.param("LR1;12 nov. 2025;2;vakinhoud;1:30;", [], id="in words and as a clock tells"),
        pytest.param(
            "LR1;31-2-2025;yoga;koken;twee;",
            [
                ("datum", "not_a_day"),
                ("soort", "kind_unknown"),
                ("categorie", "category_unknown"),
                ("uren", "not_hours"),
            ],
            id="everything at once",
        ),
        pytest.param("LR1;22-11-2026;cursus;;2;", [("datum", "future")], id="tomorrow"),
        pytest.param("LR1;1-1-1960;cursus;;2;", [("datum", "long_ago")], id="long ago"),
        pytest.param("LR1;12-11-2025;cursus;;-2;", [("uren", "not_hours")], id="negative"),
        pytest.param("LR1;12-11-2025;cursus;;0;", [("uren", "hours_impossible")], id="nought"),
        pytest.param("LR1;12-11-2025;cursus;;1,1;", [("uren", "not_in_quarters")], id="quarters"),
        pytest.param("LR1;12-11-2025;cursus;;NaN;", [("uren", "not_hours")], id="no number"),
        pytest.param(
            "LR1;12-11-2025;cursus;;2;a\u202eb", [("titel", "title_unseen")], id="hidden sign"
        ),
        pytest.param(
            f"LR1;12-11-2025;cursus;;2;{'x' * 201}", [("titel", "title_long")], id="long title"
        ),
        pytest.param(
            "LR1;12-11-2025",
            [("soort", "kind_unknown"), ("uren", "not_hours")],
            id="too few cells",
        ),
    ],
)
def test_a_row_tells_all_that_is_wrong_with_it(row, expected):
    assert faults(row) == expected


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lines("LR1;12-11-2025;cursus;;2;Café", encoding="utf-8-sig"), id="mark"),
        pytest.param(lines("LR1;12-11-2025;cursus;;2;Café", encoding="cp1252"), id="Windows"),
        pytest.param(lines("LR1,12-11-2025,cursus,,2,Café", header=",".join(COLUMNS)), id="commas"),
        pytest.param(
            lines("Café;2;;cursus;12-11-2025;LR1", header=";".join(reversed(COLUMNS))), id="order"
        ),
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(data):
    [line] = read(data, on=TODAY, numbered=True)

    entry = line.entry
    assert (line.row, line.number, entry.title, entry.done_on, line.faults) == (
        *(2, "LR1", "Café", date(2025, 11, 12)),
        [],
    )


def test_rows_are_numbered_as_a_spreadsheet_does():
    data = lines("LR1;x;cursus;;2;a", ";;;;;", "LR1;x;cursus;;2;b")

    assert [line.row for line in read(data, on=TODAY, numbered=True)] == [2, 4]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\0", b"naam;uren\r\nx;1", b'"' + b"x" * 200_000])
def test_a_file_without_the_columns_is_refused(data):
    with pytest.raises(Refused):
        read(data, on=TODAY, numbered=True)


@pytest.fixture
def teacher(client):
    person = PersonFactory(teacher=True)
    client.force_login(person)
    return person


def run(path):
    out = StringIO()
    call_command("import_activities", path, stdout=out, stderr=StringIO())
    return json.loads(out.getvalue())


@pytest.mark.django_db
def test_the_command_takes_over_what_is_right_and_names_the_rest(teacher, tmp_path):
    path = tmp_path / "portfolio.csv"
    rows = [
        GOOD.format(number=teacher.number),
        GOOD.format(number=teacher.number),
        GOOD.format(number="LR0000000014"),
        f"{teacher.number};13-11-2025;cursus;;2;Taal",
    ]
    path.write_bytes(lines(*rows))

    report = run(path)

    rejected = [(row["row"], row["column"], row["code"]) for row in report["rejected"]]
    assert (report["rows"], report["imported"], rejected) == (
        *(4, 2),
        [(3, "titel", "doubled"), (4, "registratienummer", "number_unknown")],
    )
    assert report["rejected"][0]["message"] == "Deze activiteit staat al in het dossier."
    assert hours_by_category(teacher.pk, date(2025, 1, 1), date(2026, 1, 1)) == {
        "pedagogy": Decimal("1.5"),
        "subject_teaching": 1,
        "subject_content": 1,
    }
    audited = AuditEvent.objects.filter(action="activity.imported")
    assert set(audited.values_list("actor", flat=True)) == {None}
    assert audited.count() == 2


@pytest.mark.django_db
def test_the_same_file_again_adds_nothing(teacher, tmp_path):
    path = tmp_path / "portfolio.csv"
    path.write_bytes(lines(GOOD.format(number=teacher.number)))

    first, second = run(path), run(path)

    assert (first["imported"], second["imported"]) == (1, 0)
    assert [fault["code"] for fault in second["rejected"]] == ["doubled"]


@pytest.mark.django_db
def test_the_command_says_in_two_words_that_a_file_cannot_be_read(tmp_path):
    with pytest.raises(CommandError) as missing:
        run(tmp_path / "nothing.csv")
    (tmp_path / "wrong.csv").write_bytes(b"a;b")
    with pytest.raises(CommandError) as wrong:
        run(tmp_path / "wrong.csv")

    assert (missing.value.returncode, wrong.value.returncode) == (2, 2)


@pytest.mark.django_db
def test_a_teacher_takes_over_only_what_is_their_own(teacher):
    other = PersonFactory(teacher=True)
    data = lines(GOOD.format(number=other.number), GOOD.format(number=""))

    done = import_activities(data, actor=teacher, on=TODAY, owner=teacher)

    assert [(fault.row, fault.code) for fault in done.rejected] == [(2, "number_of_another")]
    assert [activity.person for activity in Activity.objects.all()] == [teacher]


@pytest.mark.django_db
@pytest.mark.parametrize("owned", [True, False])
def test_nobody_takes_over_for_another(teacher, owned):
    owner = PersonFactory(teacher=True) if owned else None

    with pytest.raises(PermissionDenied):
        look_at(lines(GOOD.format(number="")), actor=teacher, on=TODAY, owner=owner)


def upload(client, data):
    return client.post(PAGE, {"file": SimpleUploadedFile("portfolio.csv", data)})


@pytest.mark.django_db
def test_a_file_is_looked_at_before_it_counts(client, teacher):
    ActivityFactory(person=teacher, title="Er al", search_key="er al", done_on=date(2025, 1, 1))
    data = lines(GOOD.format(number=""), "x;12-11-2025;yoga;;1;", ";1-1-2025;intervisie;;2;Er al")

    seen = upload(client, data)
    before = Activity.objects.count()
    done = client.post(PAGE, {"seen": seen.context["seen"]}, follow=True)

    page = " ".join(seen.text.split())
    assert "<em>1</em> van 3 rijen zijn goed" in page
    assert "Deze soort kennen wij niet." in page
    assert "Sectie Nederlands" in page
    assert (before, Activity.objects.count()) == (1, 2)
    assert "1 activiteit is overgenomen." in done.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        pytest.param({"csrfmiddlewaretoken": "x"}, "Kies een bestand.", id="nothing"),
        pytest.param({"seen": "%%%"}, "Kies het bestand opnieuw.", id="nonsense"),
        pytest.param(
            {"file": SimpleUploadedFile("a.csv", b"x" * 500_001)},
            "Dit bestand is groter dan 500 kB. Neem het in delen over.",
            id="too large",
        ),
        pytest.param(
            {"file": SimpleUploadedFile("a.csv", b"a;b")},
            "Deze kolommen ontbreken: datum, soort, categorie, uren, titel.",
            id="other columns",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told(client, teacher, sent, words):
    assert words in client.post(PAGE, sent).text


@pytest.mark.django_db
def test_the_example_can_be_taken_over(client, teacher):
    example = client.get(f"{PAGE}voorbeeld.csv").content

    found = look_at(example, actor=teacher, on=TODAY, owner=teacher)

    assert found.rejected == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", ["Dit bestand is leeg. Kies een ander."], id="nothing in it"),
        pytest.param(
            b"PK\x03\x04\x00",
            [
                "Dit is geen CSV-bestand dat wij kunnen lezen. Is het een bestand van Excel? Open"
                " het daar, kies \u2018Opslaan als\u2019 en dan CSV."
            ],
            id="a workbook",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_once_with_advice(client, data, words):
    client.force_login(PersonFactory(teacher=True))

    page = client.post(PAGE, {"file": SimpleUploadedFile("oud.xlsx", data)})

    assert [str(one) for ones in page.context["form"].errors.values() for one in ones] == words
