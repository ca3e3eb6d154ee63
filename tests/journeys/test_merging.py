"""Two records become one person, and two boards become one: in a browser, on a phone."""

import pytest
import time_machine

from accounts.services.doubles import find_doubles
from schools.models import Appointment
from tests.factories.accounts import PersonFactory, valid_bsn
from tests.factories.schools import BoardFactory, LocationFactory
from tests.register.teachers import teacher_with
from tests.schools.deliveries import ON, applied

from .portal import is_accessible, press, see, window
from .signing_in import enter

pytestmark = pytest.mark.django_db(transaction=True)


def delivering(number: str, brin: str):
    board = BoardFactory(number=number, name=f"Stichting {number}")
    LocationFactory(school__brin=brin, board=board)
    return board


def test_an_administrator_makes_one_person_of_two_and_takes_it_back(browser, live_server):
    person = PersonFactory(
        teacher=True, given_names="Wietske", family_name="Wiersinga", sort_key="wiersinga wietske"
    )
    teacher = teacher_with(hours=24, registration__person=person).registration.person
    names = {"voornamen": f"{teacher.given_names} A.", "geslachtsnaam": teacher.family_name}
    born = {"geboortedatum": teacher.birth_date.isoformat()}
    board = delivering("41007", "00XY")
    applied(board, {**names, **born, "vestiging": "00XY00", "bsn": valid_bsn(77)})
    twin = board.staff.get().person
    find_doubles([twin.pk], actor=None)
    with window(browser, live_server.url) as desk, window(browser, live_server.url) as anybody:
        enter(desk, PersonFactory(administrator=True), live_server.url)
        desk.goto("/beheer/")
        desk.get_by_role("link", name="1 mogelijke dubbele").click()
        desk.get_by_role("link", name=teacher.full_name).click()
        see(desk, "Eén persoon of twee?")
        is_accessible(desk)
        press(desk, "Voeg ze samen tot één persoon")
        see(desk, "De twee dossiers zijn nu één")
        anybody.goto(f"/register/{twin.number}/")
        see(anybody, f"{teacher.full_name} is ingeschreven")
        assert anybody.url.endswith(f"/register/{teacher.number}/")
        press(desk, "Draai dit terug")
        see(desk, "staan weer los van elkaar")


def test_a_board_goes_to_another_and_its_staff_go_along(browser, live_server):
    source, target = delivering("41001", "00AB"), delivering("41002", "00CD")
    receipt = applied(source, {}, {"personeelsnummer": "P-2", "bsn": valid_bsn(2)})
    officers = [
        PersonFactory(hr_officer=True, role__organisation=board) for board in (source, target)
    ]
    with (
        time_machine.travel(ON, tick=True),
        window(browser, live_server.url) as desk,
        window(browser, live_server.url) as old,
        window(browser, live_server.url) as new,
    ):
        enter(desk, PersonFactory(administrator=True), live_server.url)
        enter(old, officers[0], live_server.url)
        enter(new, officers[1], live_server.url)
        desk.goto("/beheer/fusies/")
        desk.get_by_label("Nummer van het bestuur dat ze nu heeft").fill("41001")
        desk.get_by_label("Nummer van het bestuur dat ze krijgt").fill("41002")
        desk.get_by_label("Eerste dag bij het andere bestuur").fill("21-11-2026")
        press(desk, "Bekijk wat er overgaat")
        see(desk, "Dit gaat mee")
        is_accessible(desk)
        assert Appointment.objects.filter(staff__board=source).count() == 2
        press(desk, "Voer dit nu door")
        see(desk, "2 benoemingen gingen mee")
        new.goto("/bestuur/medewerkers/")
        see(new, "2 medewerkers")
        old.goto(receipt.get_absolute_url())
        see(old, receipt.receipt)
