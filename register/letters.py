"""The content of decision letters, always in Dutch, and mail to people without an account.

The first line of a mail's template is its subject.
"""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cpd.selectors.applications import link_to
from cpd.selectors.offers import editors_of

from . import case_letters, rules
from .documents import CertificateContent, Issuer, LetterContent, Qualified
from .models import CaseEvent, Certificate, Conversation, Decision, Qualification
from .note_words import note_consequences
from .selectors.conversations import plain_token
from .selectors.qualifications import qualification_name
from .selectors.rulesets import rules_of

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


def conversation(conversation: Conversation) -> EmailMessage:
    """Send somebody without an account the link to what a teacher shows them."""
    path = reverse("register:conversation_link", args=[plain_token(conversation)])
    context = {"conversation": conversation, "link": f"{settings.SITE_URL}{path}"}
    return _mail("conversation", context, to=[conversation.partner_email])


def to_provider(event: CaseEvent, *, on: date) -> EmailMessage:
    """Tell a provider, or an applicant, that there is a letter about their objection."""
    case = event.case
    if case.provider:
        to = editors_of(case.provider.pk, on=on)
        link = f"{settings.SITE_URL}{case.get_absolute_url()}"
    elif case.application:
        to = [case.application.email, case.application.second_email]
        link = link_to(case.application)
    context = {"event": event, "case": case, "title": case_letters.title(event), "link": link}
    return _mail("case_event", context, to=[address for address in to if address])


def _mail(template: str, context: dict[str, object], *, to: list[str]) -> EmailMessage:
    with translation.override(LANGUAGE):
        text = render_to_string(f"register/mail/{template}.txt", context)
    subject, _, body = text.strip().partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=to)


def _qualified(row: Qualification) -> Qualified:
    return Qualified(qualification_name(row), qualification_name(row, language="en"))
