import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import PostalAddress
from accounts.portability import everything_about
from accounts.selectors.postal import Envelope, postal_lines
from accounts.services.postal import forget_postal_address, set_postal_address
from core.models import AuditEvent
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
HOME = Envelope("Kade 7 bis", "1234 AB", "Utrecht")
FILLED = {"street": "Kade 7 bis", "postcode": "1234ab", "town": "Utrecht", "country": ""}


@pytest.fixture
def teacher():
    return PersonFactory(teacher=True)


@pytest.fixture
def page():
    return reverse("accounts:postal_address")


def kept(person):
    return postal_lines([person.pk]).get(person.pk)


def test_a_teacher_gives_an_address_and_reads_it_again(client, teacher, page):
    client.force_login(teacher)

    answer = client.post(page, FILLED, follow=True).text

    assert kept(teacher) == ("Kade 7 bis", "1234 AB  Utrecht")
    assert "Kade 7 bis" in answer


def test_another_address_takes_its_place(teacher):
    set_postal_address(teacher, actor=teacher, envelope=HOME)

    abroad = Envelope("Kerkstraat 1", "2000", "Antwerpen", "België")
    set_postal_address(teacher, actor=teacher, envelope=abroad)

    assert kept(teacher) == ("Kerkstraat 1", "2000  Antwerpen", "BELGIË")


def test_it_is_kept_encrypted_and_not_in_the_trail(teacher):
    set_postal_address(teacher, actor=teacher, envelope=HOME)

    assert b"Kade" not in bytes(PostalAddress.objects.get().sealed)
    assert AuditEvent.objects.get(action="person.address_set").data == {}


def test_it_is_thrown_away_with_a_press(client, teacher):
    set_postal_address(teacher, actor=teacher, envelope=HOME)
    client.force_login(teacher)

    client.post(reverse("accounts:postal_address_remove"))

    assert kept(teacher) is None


@pytest.mark.parametrize("postcode", ["12 AB", "0123 AB", "straat"])
def test_a_dutch_postcode_has_its_shape(client, teacher, page, postcode):
    client.force_login(teacher)

    answer = client.post(page, FILLED | {"postcode": postcode}).text

    assert "Schrijf de postcode als 1234 AB" in answer
    assert kept(teacher) is None


def test_nobody_sets_or_removes_anothers(teacher):
    other = PersonFactory(teacher=True)

    with pytest.raises(PermissionDenied):
        set_postal_address(teacher, actor=other, envelope=HOME)
    with pytest.raises(PermissionDenied):
        forget_postal_address(teacher, actor=other)


def test_who_has_no_file_has_no_address(client, page):
    client.force_login(PersonFactory(hr_officer=True))

    assert client.get(page).status_code == 404


def test_it_goes_along_with_everything(teacher):
    set_postal_address(teacher, actor=teacher, envelope=HOME)

    told = everything_about(teacher)["accounts.PostalAddress"]

    assert told[0]["lines"] == ("Kade 7 bis", "1234 AB  Utrecht")
