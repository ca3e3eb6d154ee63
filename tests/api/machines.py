"""One client of each kind."""

from accounts.choices import SCOPES_OF, OrganisationKind, Scope
from tests.factories.accounts import AgreementFactory, ApiClientFactory, PersonFactory


def boards_machine():
    return ApiClientFactory()


def funds_machine():
    agreement = AgreementFactory()
    checker = PersonFactory(checker=True, role__organisation=agreement.organisation)
    facts = {"organisation": agreement.organisation, "responsible": checker}
    return ApiClientFactory(scopes=[Scope.CHECKS], **facts)


def providers_machine():
    editor = PersonFactory(provider=True)
    facts = {"organisation": editor.current_roles[0].organisation, "responsible": editor}
    return ApiClientFactory(scopes=SCOPES_OF[OrganisationKind.PROVIDER], **facts)


def teachers_program():
    return ApiClientFactory(own=True)


def machine_without_rights():
    return ApiClientFactory(scopes=[Scope.READ_DELIVERIES])


def nobody():
    return None
