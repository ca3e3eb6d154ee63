"""Mail to a teacher and the content of what is printed. Written in Dutch, whoever reads along.

The first line of a mail template is the subject.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from . import case_letters, rules
from .documents import CertificateContent, Issuer, LetterContent, Qualified
from .models import (
    CaseEvent,
    Certificate,
    Conversation,
    Cycle,
    Decision,
    DiplomaCheck,
    Qualification,
    Registration,
    Reminder,
    Sample,
    SampleMessage,
)
from .note_words import note_consequences
from .reasons import gap_text
from .selectors.admissions import asked_with
from .selectors.assessment import Standing
from .selectors.conversations import plain_token
from .selectors.diplomas import diploma_name
from .selectors.qualifications import qualification_name
from .selectors.rulesets import rules_of

LANGUAGE = "nl"
REMEDY_WEEKS = 6  # Awb 6:7


@dataclass(frozen=True)
class Mail:
    """The words of a message; how they reach somebody is for ``accounts.services.messages``."""

    subject: str
    body: str


def registered(registration: Registration, cycle: Cycle | None) -> Mail:
    """Tell somebody that they are registered from now on, and what happens next."""
    return _mail(registration, "registered", cycle=cycle, link=_full("register:home"))


def left_or_back(registration: Registration) -> Mail:
    """Tell somebody that the registration ended with the last appointment, or is back."""
    return _mail(registration, "left_or_back", link=_full("register:home"))


def reminder(reminder: Reminder, standing: Standing, *, days_left: int) -> Mail:
    """Remind a teacher of the end of a cycle, with what is still needed on this day."""
    cycle = reminder.cycle
    with translation.override(LANGUAGE):
        gap = gap_text(standing.assessment)
    return _mail(
        cycle.registration,
        "reminder",
        cycle=cycle,
        assessment=standing.assessment,
        gap=gap,
        days_left=days_left,
        submit_from=rules.submit_from(cycle.planned_until, rule_set=rules_of(cycle.rule_set_id)),
        link=_full("register:requirements"),
    )


def decision(decision: Decision) -> Mail:
    link = f"{settings.SITE_URL}{decision.get_absolute_url()}"
    return _mail(decision.cycle.registration, "decision", decision=decision, link=link)


def certificate(certificate: Certificate) -> Mail:
    registration = certificate.cycle.registration
    link = _full("register:certificates")
    return _mail(registration, "certificate", certificate=certificate, link=link)


def withdrawal(certificate: Certificate) -> Mail:
    registration = certificate.cycle.registration
    link = _full("register:certificates")
    return _mail(registration, "withdrawal", certificate=certificate, link=link)


def sample(sample: Sample) -> Mail:
    link = _full("register:own_sample")
    return _mail(sample.cycle.registration, "sample", sample=sample, link=link)


def sample_question(message: SampleMessage) -> Mail:
    """Tell that there is a question; the question itself is read behind the sign-in."""
    link = _full("register:own_sample")
    return _mail(message.sample.cycle.registration, "sample_question", link=link)


def case_event(event: CaseEvent) -> Mail:
    """Tell that a letter about a case is there; the letter itself is read behind the sign-in."""
    title = case_letters.title(event)
    link = f"{settings.SITE_URL}{event.case.get_absolute_url()}"
    return _mail(event.case.registration, "case", event=event, title=title, link=link)


def case_letter(event: CaseEvent) -> case_letters.CaseLetter:
    return case_letters.CaseLetter(
        event=event,
        issuer=issuer(),
        draft=not settings.LEGAL_TERMS_CONFIRMED,
        demo=settings.DEMO,
    )


def letter_content(decision: Decision) -> LetterContent:
    """Return the letter of a decision; before the notification it names no last day."""
    cycle, person = decision.cycle, decision.cycle.registration.person
    facts = rules.facts_from_record(decision.inputs)
    return LetterContent(
        outcome=decision.outcome,
        submitted=cycle.submitted_on is not None,
        reference=reference(decision),
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
        name=person.full_name,
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


def reference(decision: Decision) -> str:
    """Return the name by which a letter is known: the year and the number of the decision."""
    return f"HR-{decision.made_on.year}-{decision.pk:06}"


def issuer() -> Issuer:
    return Issuer(settings.ISSUER_NAME, tuple(settings.ISSUER_ADDRESS), settings.ISSUER_EMAIL)


def conversation(conversation: Conversation) -> EmailMessage:
    """Give somebody without an account the link to what a teacher shows them."""
    path = reverse("register:conversation_link", args=[plain_token(conversation)])
    context = {"conversation": conversation, "link": f"{settings.SITE_URL}{path}"}
    with translation.override(LANGUAGE):
        text = render_to_string("register/mail/conversation.txt", context)
    subject, _, body = text.partition("\n")
    return EmailMessage(subject.strip(), body.strip() + "\n", to=[conversation.partner_email])


def diploma(check: DiplomaCheck, move: str, *, on: date) -> Mail:
    """Tell a teacher what came of a diploma: ``move`` is what was decided about it.

    Who asked to be in the register with it reads what came of that.
    """
    asked = asked_with(check) is not None
    own_page = reverse("register:admission") if asked else check.get_absolute_url()
    template = f"register/mail/{'admission' if asked else 'diploma'}_{move}.txt"
    context = {
        "person": check.person,
        "check": check,
        "name": diploma_name(check, language=LANGUAGE),
        "issuer": issuer(),
        "link": f"{settings.SITE_URL}{own_page}",
        "draft": not settings.LEGAL_TERMS_CONFIRMED,
        "remedy_until": rules.term_end(on, weeks=REMEDY_WEEKS),
    }
    with translation.override(LANGUAGE):
        text = render_to_string(template, context)
    subject, _, body = text.partition("\n")
    return Mail(subject.strip(), body.strip() + "\n")


def _qualified(row: Qualification) -> Qualified:
    return Qualified(qualification_name(row), qualification_name(row, language="en"))


def _mail(registration: Registration, name: str, **context) -> Mail:
    person = registration.person
    context |= {"person": person, "registration": registration}
    with translation.override(LANGUAGE):
        text = render_to_string(f"register/mail/{name}.txt", context)
    subject, _, body = text.partition("\n")
    return Mail(subject.strip(), body.strip() + "\n")


def _full(route: str) -> str:
    return f"{settings.SITE_URL}{reverse(route)}"
