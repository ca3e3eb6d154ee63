"""People, organisations and roles.

``PersonFactory()`` is somebody whom a board delivered: a name and a date of birth, but no way to
sign in. ``PersonFactory(teacher=True)`` claimed the record; other traits are staff, with a second
factor and a role: ``PersonFactory(hr_officer=True, role__organisation=board)``.
"""

from datetime import UTC, date, datetime

import factory
from allauth.mfa.utils import encrypt
from factory.django import DjangoModelFactory

from accounts import identifiers, names
from accounts.choices import (
    OWN_SCOPES,
    SCOPES_OF,
    OrganisationKind,
    Purpose,
    RoleKind,
    ShieldReason,
)
from accounts.services.clients import issue_token

PASSWORD = "een goed wachtwoord"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
JOINED_ON = date(2026, 1, 1)


def valid_bsn(n: int) -> str:
    """Return a made-up number that passes the eleven test; unique for ``n`` below a million."""
    stem = f"9{n:07}"
    weighed = sum(int(digit) * weight for digit, weight in zip(stem, range(9, 1, -1), strict=True))
    check = weighed % 11
    return valid_bsn(n + 1_000_000) if check == 10 else f"{stem}{check}"


class OrganisationFactory(DjangoModelFactory):
    """A school board without the row of ``schools``; see the traits for other kinds."""

    class Meta:
        model = "accounts.Organisation"

    kind = OrganisationKind.BOARD
    name = factory.Sequence(lambda n: f"Stichting De Brug {n}")

    class Params:
        provider = factory.Trait(
            kind=OrganisationKind.PROVIDER, name=factory.Sequence(lambda n: f"Cursusbureau {n}")
        )
        fund = factory.Trait(
            kind=OrganisationKind.FUND, name=factory.Sequence(lambda n: f"Lerarenfonds {n}")
        )


class RegisterFactory(DjangoModelFactory):
    """The register itself; there is only one."""

    class Meta:
        model = "accounts.Organisation"
        django_get_or_create = ["kind"]

    kind = OrganisationKind.REGISTER
    name = "Lerarenregister"


def staff(kind: RoleKind) -> factory.Trait:
    return factory.Trait(
        signs_in=True,
        second_factor=True,
        role=factory.RelatedFactory(
            "tests.factories.accounts.RoleFactory", factory_related_name="person", kind=kind
        ),
    )


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.Person"
        skip_postgeneration_save = True

    given_names = "Sanne"
    family_name = factory.Sequence(lambda n: f"Jansen {n}")
    birth_date = date(1990, 4, 12)
    sort_key = factory.LazyAttribute(
        lambda person: names.sort_key(
            family_name=person.family_name, given_names=person.given_names
        )
    )

    class Params:
        signs_in = factory.Trait(
            email=factory.Sequence(lambda n: f"persoon{n}@example.nl"),
            password=factory.django.Password(PASSWORD),
            address=factory.RelatedFactory(
                "tests.factories.accounts.EmailAddressFactory", factory_related_name="user"
            ),
        )
        second_factor = factory.Trait(
            totp=factory.RelatedFactory(
                "tests.factories.accounts.TotpFactory", factory_related_name="user"
            )
        )
        teacher = factory.Trait(
            signs_in=True,
            claimed_at=datetime(2026, 2, 1, 9, tzinfo=UTC),
            number=factory.LazyFunction(names.new_number),
        )
        hr_officer = staff(RoleKind.HR_OFFICER)
        provider = staff(RoleKind.PROVIDER_EDITOR)
        clerk = staff(RoleKind.OFFICE_CLERK)
        administrator = staff(RoleKind.ADMINISTRATOR)
        validator = staff(RoleKind.VALIDATOR)
        committee = staff(RoleKind.COMMITTEE_MEMBER)
        objections = staff(RoleKind.OBJECTION_MEMBER)
        checker = staff(RoleKind.CHECKER)


class EmailAddressFactory(DjangoModelFactory):
    """The email address with which a person signs in."""

    class Meta:
        model = "account.EmailAddress"

    user = factory.SubFactory(PersonFactory)
    email = factory.SelfAttribute("user.email")
    verified = True
    primary = True


class TotpFactory(DjangoModelFactory):
    class Meta:
        model = "mfa.Authenticator"

    user = factory.SubFactory(PersonFactory)
    type = "totp"
    data = factory.LazyFunction(lambda: {"secret": encrypt(TOTP_SECRET)})


class OfficeFactory(DjangoModelFactory):
    """An administration office."""

    class Meta:
        model = "accounts.Organisation"

    kind = OrganisationKind.OFFICE
    name = factory.Sequence(lambda n: f"Administratiekantoor De Linde {n}")
    search_key = factory.LazyAttribute(lambda office: names.plain(office.name))


class MandateFactory(DjangoModelFactory):
    """A mandate of a board for an office to deliver on its behalf, from the start of the year."""

    class Meta:
        model = "accounts.Mandate"

    board = factory.SubFactory(OrganisationFactory)
    office = factory.SubFactory(OfficeFactory)
    since = JOINED_ON
    granted_by = factory.SubFactory("tests.factories.accounts.PersonFactory")


class RoleFactory(DjangoModelFactory):
    """A role held since ``JOINED_ON``, at a new organisation of the kind that has it."""

    class Meta:
        model = "accounts.Role"

    class Params:
        home = factory.Maybe(
            factory.LazyAttribute(lambda role: role.kind == RoleKind.HR_OFFICER),
            factory.SubFactory(OrganisationFactory),
            factory.Maybe(
                factory.LazyAttribute(lambda role: role.kind == RoleKind.PROVIDER_EDITOR),
                factory.SubFactory(OrganisationFactory, provider=True),
                factory.Maybe(
                    factory.LazyAttribute(lambda role: role.kind == RoleKind.CHECKER),
                    factory.SubFactory(OrganisationFactory, fund=True),
                    factory.SubFactory(RegisterFactory),
                ),
            ),
        )

    person = factory.SubFactory(PersonFactory)
    kind = RoleKind.HR_OFFICER
    organisation = factory.SelfAttribute("home")
    since = JOINED_ON


class BsnFactory(DjangoModelFactory):
    """A citizen service number of a made-up person."""

    class Meta:
        model = "accounts.PersonIdentifier"

    class Params:
        bsn = factory.Sequence(valid_bsn)

    person = factory.SubFactory(PersonFactory)
    digest = factory.LazyAttribute(lambda identifier: identifiers.bsn_digest(identifier.bsn))
    ciphertext = factory.LazyAttribute(
        lambda identifier: identifiers.bsn_ciphertext(identifier.bsn, identifier.digest)
    )


class ViewFactory(DjangoModelFactory):
    class Meta:
        model = "accounts.View"

    subject = factory.SubFactory(PersonFactory, teacher=True)
    role = factory.SubFactory(RoleFactory)
    viewer = factory.SelfAttribute("role.person")
    purpose = Purpose.STAFF_DATA


class AgreementFactory(DjangoModelFactory):
    """An agreement of a fund that checks applicants and hears why somebody cannot be registered."""

    class Meta:
        model = "accounts.Agreement"

    organisation = factory.SubFactory(OrganisationFactory, fund=True)
    code = "lerarenbeurs"
    purpose = "Aanvragen voor de lerarenbeurs"
    ground = "Subsidieregeling lerarenbeurs, artikel 4"
    with_reason = True
    since = JOINED_ON


class ApiClientFactory(DjangoModelFactory):
    """A board's API client for which its HR officer answers; ``own=True``: a teacher's program."""

    class Meta:
        model = "accounts.ApiClient"

    class Params:
        officer = factory.SubFactory(RoleFactory)
        own = factory.Trait(
            officer=None,
            organisation=None,
            responsible=factory.SubFactory(PersonFactory, teacher=True),
            scopes=OWN_SCOPES,
        )

    organisation = factory.SelfAttribute("officer.organisation")
    responsible = factory.SelfAttribute("officer.person")
    name = factory.Sequence(lambda n: f"Personeelssysteem {n}")
    purpose = "De levering van elke maand"
    scopes = SCOPES_OF[OrganisationKind.BOARD]
    since = JOINED_ON


def token_for(client) -> str:
    """Return a token with which this client signs in."""
    return issue_token(client, actor=client.responsible)[1]


class ClaimCodeFactory(DjangoModelFactory):
    """The code with which a teacher claimed the record on 1 February 2026."""

    class Meta:
        model = "accounts.ClaimCode"

    person = factory.SubFactory(PersonFactory, teacher=True)
    digest = factory.Sequence(lambda n: f"{n:032}".encode())
    ciphertext = b""
    issued_by = factory.SubFactory(PersonFactory)
    expires_at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    used_at = factory.SelfAttribute("person.claimed_at")


class ClaimAlarmFactory(DjangoModelFactory):
    """An alarm, “This was not me”, not investigated yet; the account is frozen."""

    class Meta:
        model = "accounts.ClaimAlarm"

    person = factory.SubFactory(PersonFactory, teacher=True, is_active=False)
    code = factory.SubFactory(ClaimCodeFactory, person=factory.SelfAttribute("..person"))


class DoubleFactory(DjangoModelFactory):
    """Two records that may be the same person; ``first`` is the older one."""

    class Meta:
        model = "accounts.Double"

    first = factory.SubFactory(PersonFactory, number=factory.LazyFunction(names.new_number))
    second = factory.SubFactory(PersonFactory, number=factory.LazyFunction(names.new_number))


class ShieldFactory(DjangoModelFactory):
    """A teacher's request to be shielded that nobody has handled yet."""

    class Meta:
        model = "accounts.Shield"

    person = factory.SubFactory(PersonFactory, teacher=True)
    reason = ShieldReason.THREAT
    asked_by = factory.SelfAttribute("person")
