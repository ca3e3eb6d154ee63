"""From a board's staff file to a certificate: the whole story, in a browser, on a phone."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from celery import current_app
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Page, expect

from accounts.choices import OrganisationKind
from accounts.services.invitations import invite_first_administrator
from core.schedule import sweep_outbox
from cpd.models import Provider
from register.models import Certificate, Cycle
from register.schedule import close_ended_cycles
from tests.factories.accounts import valid_bsn

from .portal import (
    Clock,
    code_of,
    is_accessible,
    link_in_mail,
    press,
    see,
    window,
)

PASSWORD = "vier paarden en een fiets"
HEADER = (
    "vestiging;personeelsnummer;bsn;geslachtsnaam;voorvoegsel;voornamen;geboortedatum;geslacht;"
    "email;functiecategorie;aard_arbeidsrelatie;betrekkingsomvang;grondslagcode;onderwijsterreinen;"
    "begin;einde;mutatiesoort;mutatiedatum"
)
LOCATIONS = (
    "BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM ;STRAATNAAM;"
    "HUISNUMMER-TOEVOEGING;POSTCODE;PLAATSNAAM;GEMEENTENAAM;PROVINCIE\r\n"
    "41783;12AB;12AB00;De Kleine Beuk;Beukenlaan;12;7311 ZZ;APELDOORN;APELDOORN;Gelderland\r\n"
)
START = date(2026, 11, 21)


def row(number: str, bsn: str, name: str, *, code: str = "PO-GET") -> str:
    return (
        f"12AB00;{number};{bsn};{name};;Noor;1990-04-12;V;{number}@school.example;8;1;0,8000;{code};;"
        f"2020-08-01;;N;{START}"
    )


@pytest.fixture(autouse=True)
def moving_clock(settings):
    settings.CLOCK = "tests.journeys.portal.today"
    Clock.day = START


@pytest.fixture(autouse=True)
def a_worker_knows_its_tasks():
    """Tasks run at once in tests, in a process that is no worker."""
    current_app.loader.import_default_modules()


@pytest.fixture
def schools(tmp_path):
    path = tmp_path / "alle-vestigingen-bo.csv"
    path.write_bytes(LOCATIONS.encode("cp1252"))
    call_command("load_schools", path, stdout=StringIO())


def join(page: Page, email: str, family_name: str) -> None:
    """Follow the link of an invitation, choose a password, set up the second factor."""
    page.goto(link_in_mail(email, "/uitnodiging/"))
    page.get_by_label("Voornamen").fill("Karin")
    page.get_by_label("Achternaam").fill(family_name)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    press(page, "Neem de uitnodiging aan")
    page.get_by_text("Kunt u er geen camera op richten?").click()
    secret = page.locator("main code").inner_text()
    page.get_by_label("Code", exact=True).fill(code_of(secret))
    press(page, "Stel de app in")
    page.get_by_role("link", name="Ik heb ze bewaard, ga verder").click()


@pytest.mark.django_db(transaction=True)
def test_from_a_staff_file_to_a_certificate(browser, live_server, schools, tmp_path):
    url = live_server.url
    with window(browser, url) as desk, window(browser, url) as officer:
        the_administrator_invites_an_officer(desk)
        the_officer_delivers(officer, tmp_path)
        with window(browser, url) as editor:
            a_provider_enters_a_course(desk, editor)
        the_officer_invites(officer, "P1")
        the_officer_invites(officer, "P2")
    with window(browser, url) as teacher, window(browser, url) as visitor:
        the_teacher_claims_and_confirms(teacher, "P1@school.example")
        the_teacher_logs_two_activities(teacher)
        celery_reminds_once("p1@thuis.example")
        the_teacher_is_renewed(teacher)
        anybody_sees_that_it_is_real(visitor)
    with window(browser, url) as second:
        Clock.day = START
        the_second_teacher_falls_short(second)


def the_administrator_invites_an_officer(page: Page) -> None:
    invite_first_administrator("beheer@example.nl", actor=None)
    join(page, "beheer@example.nl", "Dam")
    page.goto("/beheer/scholen/?q=beuk")
    see(page, "De Kleine Beuk")
    is_accessible(page)
    invite(page, "41783", "Bestuur 41783", "hr@example.nl")


def invite(page: Page, query: str, organisation: str, email: str) -> None:
    page.goto(f"/beheer/uitnodigingen/?q={query}")
    page.get_by_role("link", name=organisation).click()
    page.get_by_label("E-mailadres").fill(email)
    press(page, "Verstuur de uitnodiging")
    see(page, email)


def the_officer_delivers(page: Page, folder) -> None:
    """A fault is seen with row, column and reason; the repaired file is approved."""
    join(page, "hr@example.nl", "Veldhuis")
    wrong = [row("P1", "900000011", "Bakker"), row("P2", valid_bsn(2), "Terpstra", code="PO-GETT")]
    deliver(page, folder / "personeel.csv", wrong)
    see(page, "0 van 2 rijen zijn goed")
    faults = (
        page.get_by_role("table", name="De rijen").get_by_role("row").filter(has_text="Afgekeurd")
    )
    expect(faults).to_have_count(2)
    expect(faults.first).to_contain_text("••••••011")
    expect(faults.last).to_contain_text("PO-GET")
    is_accessible(page)
    good = [row("P1", valid_bsn(1), "Bakker"), row("P2", valid_bsn(2), "Terpstra")]
    deliver(page, folder / "personeel-goed.csv", good)
    see(page, "2 van 2 rijen zijn goed")
    page.get_by_label("Verwerk de 2 goede rijen nu").check()
    press(page, "Bevestig uw keuze")
    see(page, "LV-2026-")
    is_accessible(page)
    assert [m.to for m in mail.outbox if "LV-2026-" in m.subject + m.body] == [["hr@example.nl"]]


def deliver(page: Page, path, rows: list[str]) -> None:
    path.write_text("\r\n".join([HEADER, *rows]), encoding="utf-8")
    page.goto("/bestuur/leveringen/nieuw/")
    page.get_by_label("Uw personeelsbestand").set_input_files(path)
    press(page, "Controleer dit bestand")


def a_provider_enters_a_course(desk: Page, editor: Page) -> None:
    Provider.objects.create(
        kind=OrganisationKind.PROVIDER,
        name="Open Vakschool",
        search_key="open vakschool",
        kvk="12345678",
    )
    invite(desk, "vakschool", "Open Vakschool", "aanbieder@example.nl")
    join(editor, "aanbieder@example.nl", "Wolters")
    describe_and_hand_in(editor)
    desk.goto("/beheer/aanbod/")
    desk.get_by_role("link", name="Rekenen met grote getallen").click()
    for meets in desk.get_by_label("Voldoet", exact=True).all():
        meets.check()
    desk.get_by_label("Valideren").check()
    desk.get_by_label("Waarom?").fill("De doelen zijn duidelijk en te toetsen.")
    press(desk, "Leg het besluit vast")
    desk.goto("/aanbod/?q=reknen")
    see(desk, "Rekenen met grote getallen")


def describe_and_hand_in(editor: Page) -> None:
    editor.goto("/aanbieder/aanbod/nieuw/")
    editor.get_by_label("Titel").fill("Rekenen met grote getallen")
    editor.get_by_text("Cursus", exact=True).click()
    editor.get_by_label("Samenvatting").fill("Rekenen in groep 7 en 8, met eigen materiaal.")
    press(editor, "Opslaan en verder")
    editor.get_by_label("Basisonderwijs").check()
    press(editor, "Opslaan en verder")
    press(editor, "Opslaan en verder")
    editor.get_by_label("Wat leren deelnemers?").fill("Zij leggen uit waarom een rekenregel klopt.")
    press(editor, "Opslaan en verder")
    editor.get_by_label("Contacturen").fill("60")
    editor.get_by_label("Vakinhoud").fill("60")
    press(editor, "Opslaan en verder")
    editor.get_by_role("textbox", name="Prijs", exact=True).fill("0")
    editor.get_by_label("Samen op een locatie").check()
    press(editor, "Opslaan en verder")
    see(editor, "Er is nog niets verstuurd. Klopt dit?")
    is_accessible(editor)
    press(editor, "Dien in")


def the_officer_invites(page: Page, staff_number: str) -> None:
    page.goto(f"/bestuur/medewerkers/?q={staff_number}")
    page.get_by_role("link", name=re.compile("Noor")).click()
    see(page, f"Personeelsnummer {staff_number}")
    is_accessible(page)
    press(page, "Nodig uit om te bevestigen")


def the_teacher_claims_and_confirms(page: Page, school_address: str) -> None:
    [code] = re.findall(r"Uw code: (\S+)", last_mail(school_address))
    page.goto("/activeren/")
    page.get_by_label("Code").fill(code)
    page.get_by_label("Geboortedatum").fill("12-4-1990")
    press(page, "Ga verder")
    private = school_address.lower().replace("school", "thuis")
    page.get_by_label("E-mailadres").fill(private)
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    press(page, "Mail mij de link")
    page.goto(link_in_mail(private, "/e-mailadres-bevestigen/"))
    press(page, "Ja, dit is mijn adres")
    see(page, "Klopt dit?")
    see(page, "De Kleine Beuk")
    is_accessible(page)
    press(page, "Dit klopt, bevestig")
    see(page, "U heeft 0 van 160 uur")


def last_mail(to: str) -> str:
    return next(message.body for message in reversed(mail.outbox) if message.to == [to])


def the_teacher_logs_two_activities(page: Page) -> None:
    page.goto("/mijn/activiteiten/nieuw/")
    page.get_by_label("Opleiding", exact=True).check()
    page.get_by_text("Anders", exact=True).click()
    page.get_by_label("Aantal uren").fill("120")
    press(page, "Opslaan")
    is_accessible(page)
    page.get_by_label("Ja, dit klopt: sla het op").check()
    press(page, "Opslaan")
    page.goto("/aanbod/?q=rekenen")
    page.get_by_role("link", name="Rekenen met grote getallen").click()
    press(page, "Deze heb ik gevolgd")
    page.goto("/mijn/herregistratie/")
    is_accessible(page)
    see(page, "Uw uren zijn compleet")


def celery_reminds_once(email: str) -> None:
    cycle = Cycle.objects.get(registration__person__email=email)
    before = len(mail.outbox)
    Clock.day = cycle.until - timedelta(days=300)
    for _ in range(2):
        call_command("remind", "--on", Clock.day.isoformat(), stdout=StringIO())
        sweep_outbox()
    assert [message.to for message in mail.outbox[before:]] == [[email]]


def the_teacher_is_renewed(page: Page) -> None:
    Clock.day = Cycle.objects.get(registration__person__email="p1@thuis.example").until - timedelta(
        20
    )
    page.goto("/mijn/herregistratie/aanvragen/")
    page.get_by_label("Wat in mijn dossier staat is waar").check()
    press(page, "Vraag herregistratie aan")
    page.goto("/mijn/certificaten/")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("PDF|Download")).first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def anybody_sees_that_it_is_real(page: Page) -> None:
    certificate = Certificate.objects.get()
    page.goto(f"/controleren/{certificate.code}/")
    see(page, "Dit certificaat is echt en vandaag geldig")
    see(page, "Noor Bakker")
    is_accessible(page)
    number = certificate.cycle.registration.person.number
    page.goto(f"/register/{number}/")
    see(page, "Noor Bakker is ingeschreven")


def the_second_teacher_falls_short(page: Page) -> None:
    the_teacher_claims_and_confirms(page, "P2@school.example")
    cycle = Cycle.objects.get(registration__person__email="p2@thuis.example")
    Clock.day = cycle.until
    close_ended_cycles()
    page.goto("/mijn/certificaten/")
    page.locator("main a[href^='/mijn/besluiten/']").first.click()
    see(page, "U heeft extra tijd tot en met")
    see(page, "Nog 160 uur")
    see(page, "U kunt bezwaar maken")
    is_accessible(page)
