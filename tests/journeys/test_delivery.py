"""A messy export of another system: named, mended, processed, taken back, processed again."""

import pytest
from celery import current_app
from playwright.sync_api import Page

from schools.models import AppointmentBasis, Delivery
from tests.factories.accounts import valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory
from tests.schools.deliveries import officer_of

from .portal import is_accessible, press, see, window
from .signing_in import enter

HEADER = (
    "Medewerker;Roepnaam;Tussenvoegsel;Geboortenaam;Geb.datum;Geslacht;Sofinummer;E-mail werk;"
    "Brinvest;Rol;Type dienstverband;Deeltijdfactor;BaAp;Sco1;Sco2;Ingangsdatum;Einddatum;Schaal"
)


def line(n: int, *, role: str = "D2", size: str = "0,8", bsn: str = "") -> str:
    number = bsn or valid_bsn(n)
    return (
        f"{n:05};Noor;van de;Bakker;12-04-1990;Vrouw;{number};n{n}@school.example;00AB00;{role};"
        f"Vast;{size};VO-GET;WIS;NAT;1-8-2026;31-12-9999;LB"
    )


@pytest.fixture(autouse=True)
def moving_clock(settings):
    settings.CLOCK = "tests.journeys.portal.today"


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    current_app.loader.import_default_modules()


@pytest.mark.django_db(transaction=True)
def test_a_messy_export_is_named_mended_processed_taken_back_and_processed(
    browser, live_server, tmp_path
):
    board = BoardFactory(number="41234", name="Stichting Rijn en Heuvel")
    LocationFactory(school__brin="00AB", board=board)
    officer = officer_of(board)
    export = tmp_path / "export.csv"
    lines = [line(1), line(2), line(3, size="80"), line(4, bsn="900000001")]
    export.write_text(
        "\r\n".join(["Medewerkersoverzicht november;;", HEADER, *lines]), encoding="utf-16"
    )
    with window(browser, live_server.url) as page:
        enter(page, officer, live_server.url)
        the_officer_hands_in(page, export)
        the_officer_names_the_columns(page)
        the_officer_says_what_a_value_means(page)
        the_officer_mends_two_cells(page)
        the_officer_approves(page)
        the_officer_takes_it_back(page)
        the_officer_hands_in(page, export)
        the_next_time_all_is_known(page)


def the_officer_hands_in(page: Page, export) -> None:
    page.goto("/bestuur/leveringen/nieuw/")
    page.get_by_label("Uw personeelsbestand").set_input_files(export)
    press(page, "Controleer dit bestand")


def the_officer_names_the_columns(page: Page) -> None:
    see(page, "Welke kolom is wat?")
    is_accessible(page)
    page.get_by_label("functiecategorie", exact=True).select_option("9")
    press(page, "Controleer dit bestand")


def the_officer_says_what_a_value_means(page: Page) -> None:
    see(page, "0 van 4 rijen zijn goed")
    is_accessible(page)
    page.get_by_role("link", name="Zeg wat u ermee bedoelt").click()
    page.get_by_label("D2").select_option("9")
    press(page, "Opslaan en opnieuw controleren")


def the_officer_mends_two_cells(page: Page) -> None:
    see(page, "2 van 4 rijen zijn goed")
    page.get_by_label("Betere waarde voor betrekkingsomvang in rij 5").fill("0,8")
    page.get_by_label("Betere waarde voor bsn in rij 6").fill(valid_bsn(4))
    press(page, "Opslaan en opnieuw controleren")


def the_officer_approves(page: Page) -> None:
    see(page, "4 van 4 rijen zijn goed")
    page.get_by_label("Verwerk de 4 goede rijen nu").check()
    press(page, "Bevestig uw keuze")
    see(page, "4 rijen zijn verwerkt")
    assert standing() == 4


def the_officer_takes_it_back(page: Page) -> None:
    page.get_by_role("link", name="Was deze levering een vergissing?").click()
    is_accessible(page)
    press(page, "Draai de levering terug")
    see(page, "is weer zoals het was")
    is_accessible(page)
    assert standing() == 0


def the_next_time_all_is_known(page: Page) -> None:
    """Columns and values are remembered; only what was wrong in the file is wrong again."""
    see(page, "2 van 4 rijen zijn goed")
    page.get_by_label("Verwerk de 2 goede rijen nu").check()
    press(page, "Bevestig uw keuze")
    see(page, "2 rijen zijn verwerkt")
    assert standing() == 2
    assert Delivery.objects.filter(status="applied").count() == 3


def standing() -> int:
    return AppointmentBasis.objects.filter(voided_at=None).count()
