"""A registered teacher objects to the refusal of a diploma, through the same engine."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.errors import Refused
from register.choices.diplomas import CheckStatus
from register.letters.case_letters import letter_html
from register.letters.contents import case_letter
from register.models import Case, DiplomaCheck
from register.papers.scans import of_diploma, open_paper
from register.services.diplomas import refuse_diploma
from register.services.objections import object_to_diploma
from register.services.retention import forget_diplomas
from tests.factories.accounts import PersonFactory
from tests.factories.register import DiplomaCheckFactory
from tests.factories.schools import BoardFactory
from tests.register.conftest import TODAY
from tests.register.posted import run_outbox
from tests.register.procedures import administrator, advised, do

pytestmark = pytest.mark.django_db
WORDS = "Het is een diploma."
QUERIES = 5


@pytest.fixture
def refused() -> DiplomaCheck:
    check = DiplomaCheckFactory()
    refuse_diploma(check, actor=administrator(), on=TODAY, reasons="Dit is een cursus.")
    run_outbox()
    check.refresh_from_db()
    return check


def objection_to(check, by=None) -> Case:
    return object_to_diploma(check, actor=by or check.person, words=WORDS, on=TODAY)


def upheld(check):
    return do(advised(objection_to(check)), "uphold", by=administrator())


def page_of(client, person, path) -> str:
    client.force_login(person)
    return " ".join(client.get(path, follow=True).content.decode().split())


def test_the_page_of_a_refused_diploma_leads_to_the_objection_and_its_end(client, refused):
    client.force_login(refused.person)
    object_here = reverse("register:object_diploma", args=[refused.pk])
    assert object_here in page_of(client, refused.person, refused.get_absolute_url())

    answer = client.post(object_here, {"words": WORDS}, follow=True)

    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("register:own_case", args=[case.pk])
    assert case.events.get().named == date(2026, 4, 13), "six weeks after the mail"
    assert refused.get_absolute_url() in answer.content.decode()
    assert client.get(object_here).url == case.get_absolute_url()
    listed = page_of(client, refused.person, reverse("register:own_cases"))
    assert case.get_absolute_url() in listed


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_of_procedures_takes_as_many_queries_for_more(
    client, refused, more, django_assert_num_queries
):
    others = DiplomaCheckFactory.create_batch(
        more, person=refused.person, refused=True, notified_on=TODAY
    )
    for check in (refused, *others):
        objection_to(check)
    client.force_login(refused.person)
    client.get(reverse("register:own_cases"))

    with django_assert_num_queries(QUERIES):
        client.get(reverse("register:own_cases"))


def test_who_is_right_is_looked_at_anew_with_the_same_scan(refused):
    event = upheld(refused)

    again = DiplomaCheck.objects.get(status=CheckStatus.SUBMITTED)
    assert (again.person, again.subject) == (refused.person, refused.subject)
    scans = [open_paper(one.file.sealed, place=of_diploma(one.pk)) for one in (again, refused)]
    assert scans[0] == scans[1]
    assert "Wij kijken opnieuw naar uw diploma." in letter_html(case_letter(event))
    assert "burgerservicenummer" not in letter_html(case_letter(event))


def test_who_handed_it_in_again_meanwhile_waits_for_that(refused):
    case = advised(objection_to(refused))
    waiting = DiplomaCheckFactory(person=refused.person)

    do(case, "uphold", by=administrator())

    assert DiplomaCheck.objects.get(status=CheckStatus.SUBMITTED) == waiting


def test_what_a_board_did_not_accept_is_for_the_register_to_look_at(client):
    board = BoardFactory()
    check = DiplomaCheckFactory(refused=True, checker=board, notified_on=TODAY)

    with pytest.raises(Refused) as no_remedy:
        objection_to(check)

    assert no_remedy.value.code == "no_remedy"
    page = page_of(client, check.person, check.get_absolute_url())
    assert "kies het register" in page
    path = reverse("register:object_diploma", args=[check.pk])
    assert path not in page
    assert client.get(path).status_code == 404


def test_nobody_objects_for_another(client, refused):
    other = PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        objection_to(refused, by=other)

    client.force_login(other)
    path = reverse("register:object_diploma", args=[refused.pk])
    assert client.get(path).status_code == 404


def test_the_scan_is_kept_as_long_as_an_objection_is_open(refused):
    much_later = date(2030, 1, 1)
    case = advised(objection_to(refused))

    assert forget_diplomas(on=much_later) == 0

    do(case, "dismiss", by=administrator())
    assert forget_diplomas(on=much_later) == 1
