"""What letters and certificates say, from the records. Always in Dutch."""

from django.conf import settings
from django.urls import reverse

from register import rules
from register.models import CaseEvent, Certificate, Decision, Qualification
from register.papers.documents import CertificateContent, Issuer, LetterContent, Qualified
from register.selectors.qualifications import qualification_name
from register.selectors.rulesets import rules_of
from register.words.notes import note_consequences

from . import case_letters

LANGUAGE = "nl"


def case_letter(event: CaseEvent) -> case_letters.CaseLetter:
    return case_letters.CaseLetter(
        event=event,
        issuer=issuer(),
        draft=not settings.LEGAL_TERMS_CONFIRMED,
        demo=settings.DEMO,
    )


def letter_content(decision: Decision) -> LetterContent:
    """Return the letter of a decision; before notification it has no last day to object."""
    cycle, person = decision.cycle, decision.cycle.registration.person
    facts = rules.facts_from_record(decision.inputs)
    return LetterContent(
        outcome=decision.outcome,
        submitted=cycle.submitted_on is not None,
        reference=decision.reference,
        decided_on=decision.made_on,
        name=person.full_name,
        number=person.number,
        qualifications=tuple(row.qualification for row in facts.teaching),
        period=rules.Period(cycle.since, cycle.planned_until),
        until=decision.until,
        assessment=rules.from_record(decision.findings),
        rules_name=f"{cycle.rule_set.name}, versie {cycle.rule_set.version}",
        motivation=decision.motivation,
        objection_weeks=cycle.rule_set.objection_weeks,
        objection_ends_on=decision.objection_until,
        issuer=issuer(),
        draft=not settings.LEGAL_TERMS_CONFIRMED,
        demo=settings.DEMO,
        consequences=note_consequences(on=decision.made_on, language=LANGUAGE),
    )


def certificate_content(certificate: Certificate, decision: Decision) -> CertificateContent:
    cycle, person = certificate.cycle, certificate.cycle.registration.person
    check = reverse("register:check_code", args=[certificate.code])
    return CertificateContent(
        name=certificate.name,
        number=person.number,
        qualifications=tuple(_qualified(row) for row in person.qualifications.confirmed()),
        registered_on=cycle.registration.registered_on,  # type: ignore[arg-type]  # confirmed
        period=rules.Period(cycle.since, cycle.planned_until),
        valid_until=certificate.valid_until,
        rules=rules_of(cycle.rule_set_id),
        rules_name=f"{cycle.rule_set.name}, versie {cycle.rule_set.version}",
        facts=rules.facts_from_record(decision.inputs),
        issued_on=certificate.issued_on,
        code=certificate.code,
        check_url=f"{settings.SITE_URL}{check}",
        issuer=issuer(),
        demo=settings.DEMO,
    )


def issuer() -> Issuer:
    return Issuer(settings.ISSUER_NAME, tuple(settings.ISSUER_ADDRESS), settings.ISSUER_EMAIL)


def _qualified(row: Qualification) -> Qualified:
    return Qualified(qualification_name(row), qualification_name(row, language="en"))
