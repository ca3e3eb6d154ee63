import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.models import AuditEvent
from schools.models import Board, Governance, Location, School
from schools.open_data import read
from schools.rules import Sector
from schools.services.schools import Loaded, load_schools

pytestmark = pytest.mark.django_db

ON, LATER = date(2026, 9, 1), date(2026, 10, 1)
REAL = Path(__file__).parents[3] / "shared" / "data" / "po_addresses.csv"


def locations(*rows: str, name: str = "vestigingenbo.csv"):
    header = "BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;PLAATSNAAM"
    return read(name, "\n".join([header, *rows]).encode())


def boards(*rows: str):
    return read(
        "besturenbo.csv", "\n".join(["BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM", *rows]).encode()
    )


def load(*files, on=ON, full=None):
    return load_schools(files, actor=None, on=on, full=full)


def test_a_first_load_makes_boards_schools_and_locations_with_an_open_start():
    loaded = load(
        locations("10249;16AH;16AH00;OBS De Eik;EMMEN", "10249;16AH;16AH01;De Beuk;EMMEN")
    )

    assert loaded == Loaded(boards=1, schools=1, locations=2, changed=6)
    assert list(Governance.objects.values_list("board__number", "location__code", "since")) == [
        ("10249", "16AH00", None),
        ("10249", "16AH01", None),
    ]
    assert Board.objects.get().name == "Bestuur 10249"


def test_a_second_load_changes_nothing():
    file = locations("10249;16AH;16AH00;OBS De Eik;EMMEN")
    load(file)

    assert load(file, on=LATER).changed == 0


def test_a_file_of_boards_gives_a_board_its_name_whatever_comes_first():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"), boards("10249;Stichting Élan"))
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))

    board = Board.objects.get()
    assert (board.name, board.search_key) == ("Stichting Élan", "stichting elan 10249")


def test_a_new_name_is_taken_over_and_the_old_one_is_kept_as_history():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))

    loaded = load(locations("10249;16AH;16AH00;IKC De Eik;EMMEN"), on=LATER)

    location = Location.objects.get()
    assert (loaded.changed, location.name, location.search_key) == (
        1,
        "IKC De Eik",
        "16ah00 ikc de eik emmen",
    )
    assert list(location.events.order_by("pgh_id").values_list("name", flat=True)) == [
        "OBS De Eik",
        "IKC De Eik",
    ]


def test_a_location_that_moves_to_another_board_has_the_old_one_until_that_day():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))

    load(locations("20202;16AH;16AH00;OBS De Eik;EMMEN"), on=LATER)

    assert list(
        Governance.objects.order_by("since").values_list("board__number", "since", "until")
    ) == [("20202", LATER, None), ("10249", None, LATER)]


def test_a_location_that_moves_twice_on_one_day_only_has_the_last_board():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))
    load(locations("20202;16AH;16AH00;OBS De Eik;EMMEN"), on=LATER)

    load(locations("30303;16AH;16AH00;OBS De Eik;EMMEN"), on=LATER)

    assert set(Governance.objects.values_list("board__number", "since", "until")) == {
        ("10249", None, LATER),
        ("30303", LATER, None),
    }


def test_what_a_load_does_not_name_stays():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))

    load(locations("10249;17AB;17AB00;De Es;EMMEN"), on=LATER)

    assert Governance.objects.filter(until=None).count() == 2


def test_the_full_list_of_a_sector_ends_what_it_does_not_name_of_that_sector_only():
    load(
        locations("10249;16AH;16AH00;OBS De Eik;EMMEN"),
        locations("10249;18VO;18VO00;Het Lyceum;EMMEN", name="vestigingenvo.csv"),
    )

    loaded = load(locations("10249;17AB;17AB00;De Es;EMMEN"), on=LATER, full=Sector.PRIMARY)

    assert loaded.changed == 4
    assert dict(Governance.objects.values_list("location__code", "until")) == {
        "16AH00": LATER,
        "17AB00": None,
        "18VO00": None,
    }


def test_a_location_without_a_board_for_a_while_comes_back_from_that_day():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))
    load(locations("10249;17AB;17AB00;De Es;EMMEN"), on=ON, full=Sector.PRIMARY)

    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"), on=LATER)

    assert list(
        Governance.objects.filter(location__code="16AH00").values_list("since", "until")
    ) == [(None, ON), (LATER, None)]


def test_a_file_of_institutions_names_schools():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))
    header = "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;INSTELLINGSNAAM"

    load(read("instellingenbo.csv", f"{header}\n10249;16AH;De Eiken\n".encode()))

    assert School.objects.get().name == "De Eiken"


def test_a_file_that_does_not_tell_its_sector_leaves_that_of_a_known_location():
    load(locations("10249;18VO;18VO00;Het Lyceum;EMMEN", name="vestigingenvo.csv"))

    load(locations("10249;18VO;18VO00;Het Lyceum;EMMEN", "1;19AB;19AB00;X;Y", name="lijst.csv"))

    assert dict(Location.objects.values_list("code", "sector")) == {"18VO00": "vo", "19AB00": "po"}


def test_each_record_that_a_load_touches_is_audited():
    load(locations("10249;16AH;16AH00;OBS De Eik;EMMEN"))

    assert sorted(AuditEvent.objects.values_list("action", "subject_pk")) == [
        ("board.loaded", Board.objects.get().pk),
        ("governance.loaded", Governance.objects.get().pk),
        ("location.loaded", Location.objects.get().pk),
        ("school.loaded", School.objects.get().pk),
    ]


def test_the_command_prints_json_and_its_words_on_standard_error(tmp_path, capsys):
    file = tmp_path / "lijst.csv"
    file.write_text(
        "BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM \n10249;16AH;16AH00;X\n"
    )

    call_command("load_schools", str(file))

    printed = capsys.readouterr()
    assert json.loads(printed.out) == {"boards": 1, "schools": 1, "locations": 1, "changed": 4}
    assert printed.err == (
        "lijst.csv: the name does not tell the sector (bo, so, vo or mbo); "
        "new locations are taken as po, or as the sector of --full.\n"
    )


def test_the_command_refuses_a_file_that_is_not_of_duo(tmp_path):
    file = tmp_path / "vestigingenbo.csv"
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="this is not a file of boards"):
        call_command("load_schools", str(file))


def test_the_whole_country_loads_and_loads_again(capsys):
    """The real list of DUO, where it lies beside the project; else a country of one."""
    file = read(REAL.name, REAL.read_bytes()) if REAL.exists() else locations("1;16AH;16AH00;A;B")

    first, second = load(file), load(file, on=LATER)

    assert (first.locations, second.changed) == (Location.objects.count(), 0)
