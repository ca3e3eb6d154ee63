import pytest

from schools.open_data import BoardRecord, OpenDataFault, place_name, read
from schools.rules import Sector

OLD_HEADER = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;STRAATNAAM;"
    "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;DENOMINATIE"
)
OLD_ROW = (
    "Fryslân;10249;16AH;16AH00;OBS 't Eenspan;Oosterstraat;58;7822 HG;BERGEN OP ZOOM;0114;EMMEN;"
    "Openbaar"
)
NEW_HEADER = (
    "PROVINCIE,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,VESTIGINGSCODE,VESTIGINGSNAAM,STRAATNAAM,"
    "HUISNUMMER-TOEVOEGING,POSTCODE,PLAATSNAAM,GEMEENTENAAM,DENOMINATIE,ONDERWIJSSTRUCTUUR"
)
NEW_ROW = (
    "Fryslân,10249,16AH,16AH00,OBS 't Eenspan,Oosterstraat,58,7822 HG,BERGEN OP ZOOM,EMMEN,"
    "Openbaar,VWO"
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"{OLD_HEADER}\r\n{OLD_ROW}\r\n".encode("cp1252"), id="2013, cp1252, ;"),
        pytest.param(f"{NEW_HEADER}\n{NEW_ROW}\n".encode(), id="2025, UTF-8, comma"),
        pytest.param(f"{NEW_HEADER}\n{NEW_ROW}\n".encode("utf-8-sig"), id="2025, with BOM"),
    ],
)
def test_old_and_new_files_of_locations_read_the_same(data):
    file = read("02.-alle-vestigingen-vo.csv", data)

    [location] = file.locations
    assert (file.sector, location.code, location.brin, location.board, location.name) == (
        Sector.SECONDARY,
        "16AH00",
        "16AH",
        "10249",
        "OBS 't Eenspan",
    )
    assert location.address == {
        "street": "Oosterstraat",
        "house_number": "58",
        "postcode": "7822 HG",
        "town": "Bergen op Zoom",
        "municipality": "Emmen",
        "province": "Fryslân",
        "denomination": "Openbaar",
    }


def test_a_file_of_boards_gives_their_names():
    file = read("besturenbo.csv", b"BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM\n4178;De Brug\n")

    assert file.boards == (BoardRecord("04178", "De Brug"),)


def test_a_vocational_institution_stands_for_its_main_location():
    data = b"BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;INSTELLINGSNAAM\n40001;00AB;ROC Oost\n"

    file = read("instellingenmbo.csv", data)

    assert [location.code for location in file.locations] == ["00AB00"]


def test_a_primary_institution_only_has_a_name():
    data = b"BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;INSTELLINGSNAAM\n40001;00AB;De Klim\n"

    file = read("instellingenbo.csv", data)

    assert ([school.name for school in file.schools], file.locations) == (["De Klim"], ())


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("po_addresses.csv", Sector.PRIMARY),
        ("vestigingenbo.csv", Sector.PRIMARY),
        ("02.-alle-schoolvestigingen-basisonderwijs.csv", Sector.PRIMARY),
        ("vestigingenvo.csv", Sector.SECONDARY),
        ("vestigingenso.csv", Sector.SPECIAL),
        ("01.-adressen-mbo-instellingen.csv", Sector.VOCATIONAL),
        ("lijst.csv", None),
    ],
)
def test_the_name_of_a_file_tells_the_sector(name, sector):
    assert read(name, f"{OLD_HEADER}\n".encode()).sector == sector


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.csv: this is not a file of boards, schools or locations of DUO"),
        (b"%PDF-1.7\n", "x.csv: this is not a file of boards, schools or locations of DUO"),
        (
            f"{OLD_HEADER}\n{OLD_ROW.replace('16AH00', '16A')}".encode(),
            "x.csv, row 2: '16A' is not the number of a location",
        ),
    ],
)
def test_a_file_that_is_not_of_duo_is_refused(data, message):
    with pytest.raises(OpenDataFault) as fault:
        read("x.csv", data)

    assert str(fault.value) == message


@pytest.mark.parametrize(
    ("capitals", "written"),
    [
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("ALPHEN AAN DEN RIJN", "Alphen aan den Rijn"),
        ("DE BILT", "De Bilt"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("HENGELO GLD", "Hengelo GLD"),
        ("Winsum", "Winsum"),
        ("", ""),
    ],
)
def test_towns_in_capitals_are_written_the_way_people_do(capitals, written):
    assert place_name(capitals) == written
