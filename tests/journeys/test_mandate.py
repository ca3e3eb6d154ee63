"""A board lets an administration office deliver for it, and takes that back: in a browser."""

import pytest
from celery import current_app
from django.core import mail

from core.schedule import sweep_outbox
from schools.models import Delivery
from tests.factories.accounts import PersonFactory
from tests.factories.schools import BoardFactory, LocationFactory, staff_file

from .portal import code_of, is_accessible, link_in_mail, press, see, window
from .signing_in import enter

PASSWORD = "vier paarden en een fiets"


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    current_app.loader.import_default_modules()


@pytest.fixture
def board():
    board = BoardFactory(name="Stichting Rijn en Heuvel")
    LocationFactory(school__brin="00AB", board=board)
    return board


@pytest.mark.django_db(transaction=True)
def test_an_office_delivers_for_a_board_until_the_board_says_no(
    browser, live_server, board, tmp_path
):
    url = live_server.url
    administrator = PersonFactory(administrator=True)
    officer = PersonFactory(hr_officer=True, role__organisation=board)
    with window(browser, url) as desk, window(browser, url) as hr, window(browser, url) as clerk:
        enter(desk, administrator, url)
        enter(hr, officer, url)
        the_register_lets_the_office_in(desk)
        the_clerk_joins(clerk)
        see(clerk, "Nog geen machtigingen")
        is_accessible(clerk)
        the_board_gives_a_mandate(hr)
        the_clerk_delivers(clerk, tmp_path)
        the_board_reads_who_did_it(hr)
        press(revoking(hr), "Trek de machtiging van Kantoor Zuid in")
        see(hr, "Kantoor Zuid kan niet meer voor u aanleveren")
        assert clerk.goto("/bestuur/").status == 404


def the_register_lets_the_office_in(page) -> None:
    page.goto("/beheer/kantoren/")
    page.get_by_label("Naam van het kantoor").last.fill("Kantoor Zuid")
    is_accessible(page)
    press(page, "Laat dit kantoor toe")
    page.get_by_label("E-mailadres").fill("kantoor@example.nl")
    press(page, "Verstuur de uitnodiging")
    see(page, "kantoor@example.nl")
    sweep_outbox()


def the_clerk_joins(page) -> None:
    page.goto(link_in_mail("kantoor@example.nl", "/uitnodiging/"))
    page.get_by_label("Voornamen").fill("Bram")
    page.get_by_label("Achternaam").fill("Zuidema")
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    press(page, "Neem de uitnodiging aan")
    page.get_by_text("Kunt u er geen camera op richten?").click()
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    press(page, "Stel de app in")
    page.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()
    page.goto("/kantoor/")


def the_board_gives_a_mandate(page) -> None:
    page.goto("/bestuur/machtigingen/")
    page.get_by_label("Administratiekantoor").select_option(label="Kantoor Zuid")
    is_accessible(page)
    press(page, "Geef deze machtiging")
    see(page, "Kantoor Zuid kan voor u aanleveren")


def the_clerk_delivers(page, folder) -> None:
    page.goto("/kantoor/")
    press(page, "Werk voor Stichting Rijn en Heuvel")
    path = folder / "personeel.csv"
    path.write_bytes(staff_file({}))
    page.goto("/bestuur/leveringen/nieuw/")
    page.get_by_label("Uw personeelsbestand").set_input_files(path)
    press(page, "Controleer dit bestand")
    page.get_by_label("Verwerk de 1 goede rij nu").check()
    press(page, "Bevestig uw keuze")
    see(page, "LV-2026-")
    see(page, "Kantoor Zuid, namens Stichting Rijn en Heuvel")
    assert [message.to for message in mail.outbox][-1] == ["kantoor@example.nl"]


def the_board_reads_who_did_it(page) -> None:
    page.goto(Delivery.objects.get().get_absolute_url())
    see(page, "Bram Zuidema")
    see(page, "Kantoor Zuid, namens Stichting Rijn en Heuvel")


def revoking(page):
    page.goto("/bestuur/machtigingen/")
    return page
