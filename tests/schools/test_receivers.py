import pytest

from accounts.services import claims
from core.models import OutboxMessage
from schools.tasks import mail_claimed
from tests.factories.accounts import PersonFactory
from tests.factories.schools import StaffRecordFactory

pytestmark = pytest.mark.django_db


def claim(person, email):
    """Claim a record with an address of one's own."""
    officer = PersonFactory(hr_officer=True)
    plain = claims.issue_claim_code(person, actor=officer)
    code = claims.check_code(plain, birth_date=person.birth_date, actor=None)
    address = claims.claim(code, email=email, password="een goed wachtwoord", actor=None)
    address.set_verified()
    address.set_as_primary()
    claims.finish_claim(address.user, actor=address.user)


@pytest.fixture
def person():
    return PersonFactory()


def told():
    return OutboxMessage.objects.filter(task="schools.tasks.mail_claimed")


def test_every_delivered_address_is_told_of_a_claim_once(person, mailoutbox):
    StaffRecordFactory(person=person, email="f.yilmaz@school-een.example")
    StaffRecordFactory(person=person, email="fatima@school-twee.example")
    StaffRecordFactory(person=person, email="fatima@school-twee.example")
    StaffRecordFactory(person=person, email="")

    claim(person, "prive@example.nl")
    for message in told():
        mail_claimed(**message.kwargs)

    assert sorted(mail.to[0] for mail in mailoutbox) == [
        "f.yilmaz@school-een.example",
        "fatima@school-twee.example",
    ]


def test_the_address_that_is_claimed_with_is_not_told_twice(person):
    StaffRecordFactory(person=person, email="Fatima@Example.nl")

    claim(person, "fatima@example.nl")

    assert not told().exists()


def test_the_address_of_somebody_else_is_not_told(person):
    StaffRecordFactory(email="ander@school.example")

    claim(person, "prive@example.nl")

    assert not told().exists()
