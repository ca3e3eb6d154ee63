import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Invitation
from core.models import AuditEvent
from cpd.models import Provider
from cpd.services.providers import admit_provider
from tests.factories.accounts import PersonFactory
from tests.factories.cpd import ProviderFactory

pytestmark = pytest.mark.django_db
FACTS = {"name": "Hogeschool De Waag", "kvk": "01234567", "email": "cursus@waag.example"}


def test_a_provider_is_admitted_and_its_first_person_invited():
    administrator = PersonFactory(administrator=True)

    provider = admit_provider(actor=administrator, **FACTS)

    invitation = Invitation.objects.get()
    assert (provider.kind, provider.kvk) == ("provider", "01234567")
    assert (invitation.organisation_id, invitation.kind, invitation.email) == (
        provider.pk,
        "provider_editor",
        "cursus@waag.example",
    )
    assert AuditEvent.objects.about(provider).get().action == "provider.admitted"


@pytest.mark.parametrize(
    ("kvk", "words"),
    [
        pytest.param("12345678", "Er is al een aanbieder met dit nummer.", id="known"),
        pytest.param("1234567", "Dit nummer heeft acht cijfers.", id="seven digits"),
        pytest.param("1234567a", "Dit nummer heeft acht cijfers.", id="a letter"),
    ],
)
def test_a_number_that_cannot_be_is_refused(kvk, words):
    ProviderFactory(kvk="12345678")

    with pytest.raises(ValidationError) as refusal:
        admit_provider(actor=PersonFactory(administrator=True), **{**FACTS, "kvk": kvk})

    assert words in refusal.value.messages
    assert Provider.objects.count() == 1


@pytest.mark.parametrize("who", ["teacher", "provider", "validator", "hr_officer"])
def test_only_administrators_admit(who):
    with pytest.raises(PermissionDenied):
        admit_provider(actor=PersonFactory(**{who: True}), **FACTS)
