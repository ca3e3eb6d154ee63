"""What two people, or one impatient one, do to the same account at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.choices import OWN_SCOPES
from accounts.models import ApiClient, Person
from accounts.services.claims import claim, issue_claim_code
from accounts.services.clients import MOST_OWN, add_own_client
from core.errors import Refused
from tests.factories.accounts import ApiClientFactory, PersonFactory
from tests.faults.waiting import until
from tests.races import at_once, waiting_for_a_lock

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 3, 2)


def test_an_address_that_a_new_code_takes_away_at_that_moment_claims_nothing():
    """The earlier code may have reached somebody else; and neither may wait for the other."""
    person, officer = PersonFactory(), PersonFactory(hr_officer=True)
    issue_claim_code(person, actor=officer)
    code = person.claim_codes.get()
    address = claim(code, actor=None, email="wie@example.nl", password="een lange zin")
    link = reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])

    def follow():
        try:
            return Client().post(link).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=person.pk)
            answer = pool.submit(follow)
            until(lambda: waiting_for_a_lock() > 0, "who follows the link waits")
            issue_claim_code(person, actor=officer)
        assert answer.result() == 404

    person.refresh_from_db()
    assert (person.claimed_at, person.email) == (None, "")
    assert not EmailAddress.objects.filter(user=person).exists()
    assert person.claim_codes.open().count() == 1


def test_two_programs_that_are_added_at_once_are_not_one_too_many():
    teacher = PersonFactory(teacher=True)
    ApiClientFactory.create_batch(MOST_OWN - 1, own=True, responsible=teacher)

    answers = at_once(
        *[
            lambda name=name: add_own_client(
                teacher, actor=teacher, name=name, scopes=OWN_SCOPES, since=ON, until=None
            )
            for name in ("Rooster", "Agenda", "Portfolio", "Schrift")
        ]
    )

    assert [type(answer) for answer in answers].count(Refused) == 3
    assert ApiClient.objects.own_of(teacher).count() == MOST_OWN
