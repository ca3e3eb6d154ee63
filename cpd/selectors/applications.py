"""What applicants and administrators read about applications of providers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.names import plain
from core.errors import Refused
from cpd import admitting
from cpd.admitting import Requirement
from cpd.choices.providers import Admission, ApplicationStatus
from cpd.models import Application, ApplicationDecision, ApplicationFile, Provider

from .terms import requirements_of

LINK = "application of a provider"
LINK_FOR = timedelta(days=180)
MISSING = {
    "organisation": _("Write the name and the number at the Chamber of Commerce."),
    "contact": _("Write who the contact person is."),
}


@dataclass(frozen=True)
class Answered:
    """A requirement with what the applicant wrote and added."""

    requirement: Requirement
    text: str
    files: list[ApplicationFile]


def link_token(application: Application) -> str:
    """Return the secret of the link that leads to an application. For letters only."""
    return signing.dumps(application.pk, salt=LINK)


def link_to(application: Application) -> str:
    """Return the complete URL that leads to an application. For letters only."""
    path = reverse("cpd:apply_link", args=[link_token(application)])
    return f"{settings.SITE_URL}{path}"


def application_of(token: str) -> Application | None:
    """Return the application that a link leads to."""
    try:
        pk = signing.loads(token, salt=LINK, max_age=LINK_FOR)
    except signing.BadSignature:
        return None
    return Application.objects.with_all().filter(pk=pk).first()


def answered(application: Application) -> list[Answered]:
    """Return every requirement of the version with which an application began."""
    texts = {one.requirement: one.text for one in application.answers.all()}
    files: dict[str, list[ApplicationFile]] = {}
    for file in application.files.all():
        files.setdefault(file.requirement, []).append(file)
    return [
        Answered(one, texts.get(one.code, ""), files.get(one.code, []))
        for one in requirements_of(application.requirements)
    ]


def missing_pages(application: Application) -> list[str]:
    """Return the pages that must be completed before it can be handed in."""
    return admitting.missing_in(
        name=application.name,
        kvk=application.kvk,
        contact=application.contact,
        answered={one.requirement for one in application.answers.all()},
        asked=requirements_of(application.requirements),
    )


def missing_of(application: Application) -> list[Refused]:
    """Return what an application lacks, as messages."""
    questions = {one.code: one.question for one in requirements_of(application.requirements)}
    return [
        Refused(MISSING.get(page) or questions[page], code=page)
        for page in missing_pages(application)
    ]


def last_decision(application: Application) -> ApplicationDecision | None:
    """Return the latest decision."""
    for one in reversed(application.rounds.all()):
        if hasattr(one, "decision"):
            return one.decision
    return None


def open_question(application: Application) -> str:
    """Return what the applicant was asked and has not answered yet."""
    last = last_decision(application)
    asked = application.status == ApplicationStatus.CHANGES_ASKED
    return last.reasons if asked and last and last.outcome == Admission.ASK else ""


def same_number(application: Application) -> list[Application | Provider]:
    """Return who else applied, or is admitted, with the same number."""
    others = Application.objects.handed_in().exclude(pk=application.pk)
    providers = Provider.objects.exclude(application=application)
    return [*others.filter(kvk=application.kvk), *providers.filter(kvk=application.kvk)]


def applications_to_decide() -> int:
    return Application.objects.filter(status=ApplicationStatus.SUBMITTED).count()


def application_counts(on: date) -> dict[str, int]:
    """Return how many applications there are per status, and how many are ``late``."""
    counts = {status.value: Count("pk", filter=Q(status=status)) for status in ApplicationStatus}
    late = Count("pk", filter=Q(due_on__lt=on))
    return Application.objects.handed_in().aggregate(**counts, late=late)


def search_applications(wanted: Mapping[str, Any]) -> QuerySet[Application]:
    """Return the applications that match the filters, those due soonest first."""
    found = Application.objects.handed_in()
    if status := wanted.get("status"):
        found = found.filter(status=status)
    if text := wanted.get("q"):
        found = found.filter(Q(name__icontains=text) | Q(kvk__startswith=plain(text)))
    return found.order_by(F("due_on").asc(nulls_last=True), "-first_submitted_on", "pk")
