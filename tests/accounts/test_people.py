import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError

from accounts.models import Person, PersonIdentifier
from accounts.selectors import people as selectors
from accounts.services import people
from core.errors import Refused
from core.models import AuditEvent
from tests.factories.accounts import BsnFactory, PersonFactory, valid_bsn

pytestmark = pytest.mark.django_db


def test_a_person_is_added_without_a_number_or_a_way_in():
    person = people.add_person(given_names="Eva", prefix="van de", family_name="Ven", actor=None)

    assert person.full_name == "Eva van de Ven"
    assert (person.number, person.email, person.sort_key) == ("", "", "ven eva")
    assert [event.action for event in AuditEvent.objects.about(person)] == ["person.added"]


def test_a_new_name_changes_the_place_in_lists_and_keeps_the_old_one_in_history():
    person = PersonFactory(given_names="Eva", family_name="Ven")

    people.rename_person(person, given_names="Eva", prefix="", family_name="Bakker", actor=person)

    person.refresh_from_db()
    assert person.sort_key == "bakker eva"
    assert list(person.events.values_list("family_name", flat=True).order_by("pgh_id")) == [
        "Ven",
        "Bakker",
    ]


def test_people_are_found_by_their_address_whatever_its_capitals():
    person = PersonFactory(email="eva.ven@school.example")
    PersonFactory(email="")

    assert Person.objects.with_address(" Eva.Ven@School.example ").get() == person
    assert not Person.objects.with_address("").exists()


def test_an_address_is_never_kept_with_capitals_beside_the_same_without():
    with pytest.raises(IntegrityError, match="email_in_lower_case"):
        PersonFactory(email="Eva.Ven@school.example")


def test_the_trail_of_a_rename_holds_no_name():
    person = PersonFactory()

    people.rename_person(person, given_names="Eva", prefix="", family_name="Bakker", actor=person)

    assert AuditEvent.objects.get(action="person.renamed").data == {}


def test_a_bsn_is_found_by_its_digest_and_not_stored_in_the_clear():
    person, bsn = PersonFactory(), valid_bsn(7)

    identifier = people.set_bsn(person, bsn=bsn, actor=None)

    assert selectors.person_by_bsn(bsn) == person
    assert bsn.encode() not in bytes(identifier.ciphertext)
    assert identifier.tail() == bsn[-3:]


def test_a_corrected_bsn_leaves_an_alias_that_still_leads_to_the_person():
    wrong, right = valid_bsn(1), valid_bsn(2)
    person = BsnFactory(bsn=wrong).person

    people.set_bsn(person, bsn=right, actor=None)

    assert selectors.person_by_bsn(wrong) == selectors.person_by_bsn(right) == person
    assert PersonIdentifier.objects.filter(person=person, retired_at=None).count() == 1
    assert AuditEvent.objects.about(person).get().action == "person.bsn_corrected"


def test_who_has_a_number_now_goes_before_who_once_had_it_by_mistake():
    bsn = valid_bsn(3)
    mistaken = BsnFactory(bsn=bsn).person
    people.set_bsn(mistaken, bsn=valid_bsn(4), actor=None)
    owner = PersonFactory()

    people.set_bsn(owner, bsn=bsn, actor=None)

    assert selectors.person_by_bsn(bsn) == owner


def test_setting_the_same_bsn_again_changes_nothing():
    identifier = BsnFactory(bsn=valid_bsn(5))

    assert people.set_bsn(identifier.person, bsn=valid_bsn(5), actor=None) == identifier


@pytest.mark.parametrize(
    ("bsn", "code"), [("900000000", "bsn_invalid"), ("12345", "bsn_invalid"), ("", "bsn_invalid")]
)
def test_a_bsn_that_cannot_exist_is_refused(bsn, code):
    with pytest.raises(Refused) as refusal:
        people.set_bsn(PersonFactory(), bsn=bsn, actor=None)

    assert refusal.value.code == code


def test_one_bsn_never_belongs_to_two_people():
    BsnFactory(bsn=valid_bsn(6))

    with pytest.raises(Refused) as refusal:
        people.set_bsn(PersonFactory(), bsn=valid_bsn(6), actor=None)

    assert refusal.value.code == "bsn_taken"


def test_an_account_that_is_opened_can_be_signed_in_to(client):
    person = PersonFactory()

    people.open_account(person, email="Eva@Example.nl", password="een goed wachtwoord", actor=None)

    assert (person.email, person.check_password("een goed wachtwoord")) == ("eva@example.nl", True)
    assert EmailAddress.objects.get(user=person).verified


def test_one_address_never_belongs_to_two_people():
    other = PersonFactory(teacher=True)

    with pytest.raises(Refused) as refusal:
        people.open_account(PersonFactory(), email=other.email, password="x", actor=None)

    assert refusal.value.code == "email_taken"
    assert Person.objects.filter(email=other.email).count() == 1
