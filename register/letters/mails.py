"""Messages that tell teachers what happened, made from texts that administrators can edit.

This module only provides the values for the blanks in a text (``message_texts``). A value for which
a text has no blank is ignored.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.names import grouped_number
from accounts.texts import Words, words_for
from register import rules
from register.choices.cases import ProcedureCode
from register.choices.cycles import CycleStatus, Withdrawal
from register.choices.registrations import RegistrationStatus
from register.models import (
    CaseEvent,
    Certificate,
    Cycle,
    Decision,
    DiplomaCheck,
    Registration,
    Reminder,
    Sample,
    SampleMessage,
)
from register.selectors.admissions import asked_with
from register.selectors.assessment import Standing
from register.selectors.diplomas import diploma_name
from register.selectors.rulesets import rules_of
from register.words.reasons import gap_text
from schools.choices import Section

from . import case_letters

ONE_DAY = timedelta(days=1)
REMEDY_WEEKS = 6  # Awb 6:7
REGISTERED = {
    Section.REGISTER: "registered",
    Section.ANTEROOM: "registered_anteroom",
    Section.SUPPORT: "registered_support",
}
DRAFT = gettext_lazy("This message is a draft: a lawyer has not confirmed the term yet.")


def registered(registration: Registration, cycle: Cycle | None, *, on: date) -> Words:
    """Tell somebody that they are registered from now on, and what happens next."""
    section = registration.section
    return _words(
        registration,
        REGISTERED[Section(section)],
        on=on,
        vanaf=registration.registered_on,
        nummer=grouped_number(registration.person.number),
        laatste_dag=cycle.until - ONE_DAY if cycle else None,
        link=_full("register:home"),
    )


def left_or_back(registration: Registration, *, on: date) -> Words:
    """Tell somebody that the registration ended with the last appointment, or is back."""
    code = "left" if registration.status == RegistrationStatus.LEFT else "back"
    link = _full("register:home")
    return _words(registration, code, on=on, vanaf=registration.ended_on, link=link)


def reminder(reminder: Reminder, standing: Standing, *, on: date) -> Words:
    """Remind a teacher of the end of a cycle, with what is still needed on this day."""
    cycle = reminder.cycle
    days_left = rules.days_left(cycle.until, on=on)
    return _words(
        cycle.registration,
        _reminder_code(cycle, days_left),
        on=on,
        dagen=lazy(_days, str)(days_left),
        stand=lazy(_standing_sentence, str)(standing.assessment),
        laatste_dag=cycle.until - ONE_DAY,
        aanvragen_vanaf=rules.submit_from(
            cycle.planned_until, rule_set=rules_of(cycle.rule_set_id)
        ),
        link=_full("register:requirements"),
    )


def decision(decision: Decision, *, on: date) -> Words:
    return _words(
        decision.cycle.registration,
        "decision",
        on=on,
        weken=decision.cycle.rule_set.objection_weeks,
        link=f"{settings.SITE_URL}{decision.get_absolute_url()}",
    )


def certificate(certificate: Certificate, *, on: date) -> Words:
    """Tell somebody that a certificate is ready, and which one it replaces, if any."""
    replaced = certificate.replaces
    return _words(
        certificate.cycle.registration,
        "certificate_again" if replaced else "certificate",
        on=on,
        code=replaced.grouped if replaced else None,
        laatste_dag=certificate.valid_until - ONE_DAY,
        link=_full("register:certificates"),
    )


def withdrawal(certificate: Certificate, *, on: date) -> Words:
    return _words(
        certificate.cycle.registration,
        "withdrawal",
        on=on,
        code=certificate.grouped,
        dag=certificate.withdrawn_on,
        reden=Withdrawal(certificate.withdrawn_for).label,
        link=_full("register:certificates"),
    )


def sample(sample: Sample, *, on: date) -> Words:
    link = _full("register:own_sample")
    return _words(sample.cycle.registration, "sample", on=on, link=link)


def sample_question(message: SampleMessage, *, on: date) -> Words:
    """Tell a teacher that there is a question, which they read after signing in."""
    link = _full("register:own_sample")
    return _words(message.sample.cycle.registration, "sample_question", on=on, link=link)


def case_event(event: CaseEvent, teacher: Person, *, on: date) -> Words:
    """Tell a teacher that there is a letter about a case, which they read after signing in."""
    case = event.case
    values = {
        "naam": _name(teacher),
        "titel": case_letters.title(event),
        "procedure": ProcedureCode(case.procedure).label,
        "weken": case.table.remedy_weeks,
        "link": f"{settings.SITE_URL}{case.get_absolute_url()}",
    }
    code = "case_decision" if event.rule.decides else "case_letter"
    return words_for(teacher, code, on=on, values=values)


def diploma(check: DiplomaCheck, move: str, *, on: date) -> Words:
    """Tell a teacher what happened to a diploma; ``move`` is the act.

    People who asked to be registered with it read the result of that request.
    """
    asked = asked_with(check) is not None
    own_page = reverse("register:admission") if asked else check.get_absolute_url()
    values = {
        "naam": _name(check.person),
        "nummer": check.person.number,
        "beoordelaar": check.checker.name,
        "diploma": lazy(_named_diploma, str)(check),
        "reden": check.reasons,
        "dag": check.decided_on if move == "accept" else check.submitted_on,
        "besluitdag": check.decided_on,
        "laatste_dag": rules.term_end(on, weeks=REMEDY_WEEKS),
        "adres": "\n".join((settings.ISSUER_NAME, *settings.ISSUER_ADDRESS)),
        "voorbehoud": "" if settings.LEGAL_TERMS_CONFIRMED else DRAFT,
        "link": f"{settings.SITE_URL}{own_page}",
    }
    code = f"{'admission' if asked else 'diploma'}_{move}"
    return words_for(check.person, code, on=on, values=values)


def _reminder_code(cycle: Cycle, days_left: int) -> str:
    if cycle.status == CycleStatus.CONDITIONAL:
        return "reminder_extra_time"
    return "reminder" if days_left else "reminder_last_day"


def _days(number: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": number}


def _standing_sentence(assessment: rules.Assessment) -> str:
    if assessment.met:
        return _("You have everything that is needed. You only have to ask for renewal.")
    return f"{gap_text(assessment)}."


def _named_diploma(check: DiplomaCheck) -> str:
    return diploma_name(check, language=get_language() or "nl")


def _name(person: Person) -> str | Promise:
    return person.full_name or gettext_lazy("user")


def _words(registration: Registration, code: str, /, *, on: date, **values: Any) -> Words:
    """Fill in a message about a registration; values without a blank are ignored."""
    person = registration.person
    return words_for(person, code, on=on, values={"naam": _name(person), **values})


def _full(route: str) -> str:
    return f"{settings.SITE_URL}{reverse(route)}"
