from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.portability import everything_about
from core.errors import Refused
from core.models import AuditEvent
from register.models import EarlierLearning
from register.selectors.delivered import routes_of
from register.services.learning import MOST, add_learning, remove_learning
from tests.factories.accounts import PersonFactory
from tests.factories.register import RegistrationFactory
from tests.factories.schools import BasisFactory
from tests.pages import words
from tests.register.conftest import TODAY

pytestmark = pytest.mark.django_db
PAGE, NEW = "/mijn/route/", "/mijn/route/eerder-geleerd/"
UNTIL = date(2026, 8, 1)
FILLED = {
    "title": "Vrijstelling didactiek",
    "given_by": "Hogeschool De Maas",
    "recognised_on": "1-2-2026",
    "worth": "15 studiepunten",
}


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


def add(person, **changes):
    facts = {"title": "EVC", "given_by": "Hogeschool", "recognised_on": TODAY}
    return add_learning(person, **({"actor": person, "on": TODAY} | facts | changes))


def on_a_ground(code, **columns):
    person = RegistrationFactory(anteroom=True).person
    staff = {"appointment__staff__person": person}
    BasisFactory(**staff, code=code, until=UNTIL, **columns)
    return person


# The route


def test_a_route_tells_until_when_how_much_longer_and_when_the_place_ends():
    person = on_a_ground("VO-VAC", subject_areas=["WIS"])

    [route] = routes_of(person, on=TODAY)

    assert (route.until, route.extensions) == (UNTIL, (24, 24))
    assert (route.leaves_on, route.supports) == (date(2027, 2, 1), False)


def test_a_supporter_in_training_is_on_the_way_too():
    person = on_a_ground("MBO-INSTR-T", appointment__category=14)

    [route] = routes_of(person, on=TODAY)

    assert (route.supports, route.extensions) == (True, (12,))


def test_the_page_says_it_in_words_and_asks_for_no_hours(client):
    client.force_login(on_a_ground("VO-VAC", subject_areas=["WIS"]))

    page = words(client.get(PAGE))

    assert "Tot en met <em>31 juli 2026</em>" in page
    assert "Verlengen kan met ten hoogste 24 maanden." in page
    assert "U hoeft onderweg geen uren te halen." in page
    assert "1 februari 2027" in page


def test_a_ground_that_cannot_be_extended_promises_no_extension(client):
    client.force_login(on_a_ground("VO-VERV", subject_areas=["NAT"]))

    page = words(client.get(PAGE))

    assert "Verlengen kan niet." in page
    assert "deze kan niet verlengd worden" in page
    assert "of verlengt deze" not in page


def test_who_is_on_no_way_reads_that(client, teacher):
    client.force_login(teacher)

    assert "U bent nu niet op weg naar een bevoegdheid" in words(client.get(PAGE))


# What somebody learnt before


def test_a_teacher_keeps_a_list(client, teacher):
    client.force_login(teacher)

    page = words(client.post(NEW, FILLED, follow=True))

    assert "Vrijstelling didactiek" in page
    assert "15 studiepunten" in page
    [learning] = teacher.earlier_learning.all()
    client.post(reverse("register:learning_remove", args=[learning.pk]))
    assert not EarlierLearning.objects.exists()


def test_anothers_list_is_not_there(client, teacher):
    learning = add(PersonFactory(teacher=True))
    client.force_login(teacher)

    path = reverse("register:learning_remove", args=[learning.pk])
    assert client.post(path).status_code == 404
    assert "EVC" not in words(client.get(PAGE)).partition("<main")[2].partition("</table>")[0]
    with pytest.raises(PermissionDenied):
        remove_learning(learning, actor=teacher)
    with pytest.raises(PermissionDenied):
        add(learning.person, actor=teacher)


def test_who_has_no_file_has_no_list(client):
    client.force_login(PersonFactory(hr_officer=True))

    assert client.get(PAGE).status_code == 404


def test_what_is_still_to_come_was_not_recognised(teacher):
    with pytest.raises(Refused) as refusal:
        add(teacher, recognised_on=TODAY + timedelta(days=1))

    assert refusal.value.code == "future"


def test_a_list_has_an_end(teacher):
    for _ in range(MOST):
        add(teacher)

    with pytest.raises(Refused) as refusal:
        add(teacher)

    assert refusal.value.code == "too_many"


def test_it_is_audited_and_goes_along_with_everything(teacher):
    learning = add(teacher)

    assert AuditEvent.objects.get(action="earlierlearning.added").subject_pk == learning.pk
    assert everything_about(teacher)["register.EarlierLearning"][0]["title"] == "EVC"


def test_the_page_takes_the_same_queries_for_many(client, teacher, django_assert_max_num_queries):
    client.force_login(teacher)
    add(teacher)
    client.get(PAGE)
    for _ in range(10):
        add(teacher)

    with django_assert_max_num_queries(8):
        client.get(PAGE)
