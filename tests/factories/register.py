"""Registrations, cycles and what follows from them.

``CycleFactory()`` runs from 1 August 2022 to 31 July 2026 for a registered teacher; a trait says
how it ended.
"""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts.identifiers import bsn_ciphertext, bsn_digest
from core.crypto import encrypt
from register.choices.cycles import CycleStatus, Ground, Outcome, Withdrawal
from register.choices.diplomas import CheckStatus
from register.choices.registrations import Proof, RegistrationStatus
from register.choices.samples import SampleStatus
from register.models import RuleSet
from register.papers.scans import of_diploma, seal_paper
from register.rules import commitment
from schools.choices import Section
from tests.factories.accounts import (
    OrganisationFactory,
    PersonFactory,
    RegisterFactory,
    valid_bsn,
)

DRAW_SECRET = "geheim "
PAPER = b"%PDF-1.7\n%made up\n"
STARTED_ON = date(2022, 8, 1)
PLANNED_UNTIL = date(2026, 8, 1)
EXTRA_UNTIL = date(2027, 2, 1)
NEXT_UNTIL = date(2030, 8, 1)


class RegistrationFactory(DjangoModelFactory):
    """A teacher who confirmed the delivered data; see the traits."""

    class Meta:
        model = "register.Registration"

    person = factory.SubFactory(PersonFactory, teacher=True)
    section = Section.REGISTER
    status = RegistrationStatus.REGISTERED
    delivered_on = date(2022, 7, 1)
    registered_on = STARTED_ON

    class Params:
        delivered = factory.Trait(status=RegistrationStatus.DELIVERED, registered_on=None)
        anteroom = factory.Trait(section=Section.ANTEROOM)
        support = factory.Trait(section=Section.SUPPORT)
        left = factory.Trait(status=RegistrationStatus.LEFT, ended_on=date(2025, 8, 1))
        struck_off = factory.Trait(status=RegistrationStatus.STRUCK_OFF, ended_on=date(2025, 8, 1))


class QualificationFactory(DjangoModelFactory):
    class Meta:
        model = "register.Qualification"

    person = factory.SubFactory(PersonFactory, teacher=True)
    sector = "vo"
    subject = "NED"
    since = date(2015, 9, 1)
    proof = Proof.BASIS
    basis_code = "VO-GET"
    checked_by = factory.SubFactory(OrganisationFactory)
    checked_on = date(2022, 7, 1)
    confirmed_on = STARTED_ON

    class Params:
        proposed = factory.Trait(confirmed_on=None)


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = "register.Cycle"

    registration = factory.SubFactory(RegistrationFactory)
    rule_set = factory.LazyFunction(lambda: RuleSet.objects.get(code="2015"))
    since = STARTED_ON
    planned_until = PLANNED_UNTIL
    counted_since = factory.SelfAttribute("since")
    until = factory.SelfAttribute("planned_until")

    class Params:
        submitted = factory.Trait(status=CycleStatus.SUBMITTED, submitted_on=date(2026, 3, 1))
        conditional = factory.Trait(
            status=CycleStatus.CONDITIONAL, decided_on=PLANNED_UNTIL, until=EXTRA_UNTIL
        )
        renewed = factory.Trait(
            status=CycleStatus.RENEWED,
            submitted_on=date(2026, 3, 1),
            decided_on=date(2026, 3, 1),
            until=date(2026, 3, 2),
        )


class DecisionFactory(DjangoModelFactory):
    """The automatic renewal of a registration on 1 March 2026; its letter has not been sent yet."""

    class Meta:
        model = "register.Decision"

    cycle = factory.SubFactory(CycleFactory, renewed=True)
    outcome = Outcome.RENEWED
    ground = Ground.MET
    until = NEXT_UNTIL
    rule_set_code = "2015"
    rule_set_version = "1.0"
    inputs = factory.LazyFunction(
        lambda: {"duty": True, "sectors": [], "hours": {}, "teaching": []}
    )
    findings = factory.LazyFunction(dict)
    made_on = date(2026, 3, 1)


class CertificateFactory(DjangoModelFactory):
    class Meta:
        model = "register.Certificate"

    cycle = factory.SubFactory(CycleFactory, renewed=True)
    name = factory.SelfAttribute("cycle.registration.person.full_name")
    issued_on = date(2026, 3, 1)
    valid_until = NEXT_UNTIL

    class Params:
        made = factory.Trait(
            pdf="certificates/een.pdf", sha256=factory.Sequence(lambda n: f"{n:064}")
        )
        withdrawn = factory.Trait(withdrawn_on=date(2026, 3, 1), withdrawn_for=Withdrawal.MISTAKE)
        replaced = factory.Trait(made=True, replaced_on=date(2026, 3, 1))


class DiplomaCheckFactory(DjangoModelFactory):
    """A teacher of Dutch submitted a history diploma, which the register has to check."""

    class Meta:
        model = "register.DiplomaCheck"
        skip_postgeneration_save = True

    class Params:
        asked = factory.Trait(
            status=CheckStatus.ASKED, due_on=None, reasons="De scan is onleesbaar."
        )
        refused = factory.Trait(
            status=CheckStatus.REFUSED,
            due_on=None,
            reasons="Dit is een certificaat van een cursus.",
            decided_on=date(2026, 3, 1),
            checked_by=factory.SubFactory(PersonFactory),
        )

    person = factory.SubFactory(PersonFactory, teacher=True)
    sector = "vo"
    subject = "GES"
    awarded_on = date(2012, 7, 1)
    checker = factory.SubFactory(RegisterFactory)
    submitted_on = date(2026, 2, 23)
    due_on = date(2026, 3, 9)

    file = factory.RelatedFactory(
        "tests.factories.register.DiplomaFileFactory", factory_related_name="check_of"
    )


class AdmissionFactory(DjangoModelFactory):
    """Somebody whom no school delivered answered all questions, and waits for the register."""

    class Meta:
        model = "register.Admission"

    class Params:
        number = factory.LazyFunction(lambda: valid_bsn(1))
        draft = factory.Trait(diploma=None)
        empty = factory.Trait(
            draft=True, digest=None, ciphertext=None, sector="", subject="", awarded_on=None
        )

    person = factory.SubFactory(PersonFactory, signs_in=True, number="")
    begun_on = date(2026, 2, 20)
    digest = factory.LazyAttribute(lambda one: bsn_digest(one.number))
    ciphertext = factory.LazyAttribute(lambda one: bsn_ciphertext(one.number, one.digest))
    sector = "vo"
    subject = "GES"
    awarded_on = date(2012, 7, 1)
    diploma = factory.SubFactory(DiplomaCheckFactory, person=factory.SelfAttribute("..person"))


class DiplomaFileFactory(DjangoModelFactory):
    class Meta:
        model = "register.DiplomaFile"

    check_of = factory.SubFactory(DiplomaCheckFactory, file=None)
    name = "diploma.pdf"
    kind = "application/pdf"
    sealed = factory.LazyAttribute(
        lambda file: seal_paper(PAPER, place=of_diploma(file.check_of.pk))
    )


class DrawFactory(DjangoModelFactory):
    """The draw of March 2026, with its outcome; with ``share`` 1 every request is drawn."""

    class Meta:
        model = "register.Draw"

    month = date(2026, 3, 1)
    version = "1.0"
    share = Decimal("0.05")
    commitment = factory.LazyAttribute(lambda draw: commitment(DRAW_SECRET + str(draw.month)))
    committed_on = date(2026, 2, 2)
    sealed = factory.LazyAttribute(
        lambda draw: encrypt(
            (DRAW_SECRET + str(draw.month)).encode(), bound_to=f"draw {draw.month}"
        )
    )
    outside = "de Lotto-trekking van de laatste zaterdag voor de maand"
    outside_on = date(2026, 2, 28)
    outcome = "3 7 12 22 31 40 5"
    outcome_on = date(2026, 2, 28)

    class Params:
        unknown = factory.Trait(outcome="", outcome_on=None)
        public = factory.Trait(
            month=date(2026, 2, 1),
            committed_on=date(2026, 1, 5),
            outside_on=date(2026, 1, 31),
            secret=DRAW_SECRET + "2026-02-01",
            secret_on=date(2026, 3, 1),
        )


class SampleFactory(DjangoModelFactory):
    """A request of 2 March 2026 that was drawn; its cycle should be submitted."""

    class Meta:
        model = "register.Sample"

    cycle = factory.SubFactory(CycleFactory, submitted=True)
    draw = factory.SubFactory(DrawFactory, share=1)
    stratum = "vo/3"
    asked_on = date(2026, 3, 2)
    due_on = date(2026, 4, 28)
    status = SampleStatus.DRAWN
