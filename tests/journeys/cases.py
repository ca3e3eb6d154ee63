"""What people do with cases in a browser: ask, object, and act as the register."""

from datetime import date

from playwright.sync_api import Page

from accounts.models import Person
from register.models import Case, Cycle
from tests.factories.register import PAPER

from .portal import press, see


def is_not_in_the_register(page: Page, person: Person) -> None:
    page.goto(f"/register/{person.number}/")
    see(page, "Niemand is ingeschreven met dit nummer")


def is_in_the_register(page: Page, person: Person) -> None:
    page.goto(f"/register/{person.number}/")
    see(page, f"{person.full_name} is ingeschreven")


def ask_deferral(page: Page, cycle: Cycle) -> Case:
    """Ask for a hundred days because of parental leave."""
    page.goto("/mijn/procedures/uitstel/")
    page.get_by_label("Zwangerschaps- of ouderschapsverlof").check()
    page.get_by_label("Eerste dag van het verlof").fill("1-1-2024")
    page.get_by_label("Laatste dag van het verlof").fill("9-4-2024")
    page.get_by_label("Toelichting").fill("Vraag het mijn school.")
    statement = {"name": "verklaring.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    page.get_by_label("Bewijs van uw verlof").set_input_files(statement)
    press(page, "Uitstel vragen")
    see(page, "Wij hebben uw verzoek ontvangen")
    return cycle.registration.cases.latest("pk")


def object_to(page: Page, refused: Case) -> Case:
    page.reload()
    page.get_by_role("link", name="Bezwaar maken tegen dit besluit").click()
    page.get_by_label("Waarom bent u het er niet mee eens?").fill("De school vergist zich.")
    press(page, "Bezwaar indienen")
    see(page, "Wij hebben uw bezwaar ontvangen")
    return Case.objects.get(against__case=refused)


def open_case(page: Page, case: Case, door: str = "beheer/zaken") -> None:
    page.goto(f"/{door}/{case.pk}/")


def act(
    page: Page, case: Case, name: str, words: str, *, on: date | None = None, door="beheer/zaken"
) -> None:
    open_case(page, case, door)
    choose(page, name, words, on=on)


def choose(page: Page, name: str, words: str, *, on: date | None = None) -> None:
    page.get_by_label(name, exact=True).check()
    page.get_by_label("Toelichting").fill(words)
    if on:
        page.get_by_label("Welke dag?").fill(f"{on:%d-%m-%Y}")
    press(page, name)
    see(page, "Gedaan")
