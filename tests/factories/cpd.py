"""Providers, offers in each status, and activities with their hours.

``OfferFactory()`` is a draft that can be submitted; ``OfferFactory(validated=True)`` is in the
catalogue. ``ActivityFactory(hours={"pedagogy": 2})`` counts.
"""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts.choices import OrganisationKind
from accounts.names import plain
from cpd.choices.activities import ActivityKind, ActivityStatus, PlanStatus
from cpd.choices.judging import Outcome
from cpd.choices.offers import OfferStatus
from cpd.choices.providers import ApplicationStatus
from cpd.choices.sessions import AttendanceStatus, Province, SessionStatus
from cpd.models import SearchWord
from cpd.models.offer import words_in

from .accounts import PersonFactory

SUBMITTED_ON = date(2026, 11, 2)
DUE_ON = date(2026, 11, 30)
VALID_SINCE = date(2026, 3, 1)
VALID_UNTIL = date(2030, 3, 1)


class ProviderFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.Provider"

    kind = OrganisationKind.PROVIDER
    name = factory.Sequence(lambda n: f"Hogeschool De Waag {n}")
    kvk = factory.Sequence(lambda n: f"{n + 10_000_000}")
    search_key = factory.LazyAttribute(lambda provider: plain(f"{provider.name} {provider.kvk}"))


REQUIREMENTS = ["quality", "staff", "practice", "evaluation", "complaints"]


def answers_of(application, create, extracted, **kwargs):
    for code in REQUIREMENTS if extracted is None else extracted:
        application.answers.create(requirement=code, text=f"Zo doen wij {code}.")


class SuspensionFactory(DjangoModelFactory):
    """The suspension of a provider since 16 November 2026."""

    class Meta:
        model = "cpd.Suspension"

    class Params:
        lifted = factory.Trait(until=date(2026, 11, 20), lifted_because="Het is opgelost.")
        taken_back = factory.Trait(
            until=factory.SelfAttribute("since"), lifted_because="Het bezwaar is gegrond."
        )

    provider = factory.SubFactory(ProviderFactory)
    since = date(2026, 11, 16)
    reason = "De docenten hebben geen hbo-niveau."
    imposed_by = factory.SubFactory(PersonFactory, administrator=True)


class ApplicationFactory(DjangoModelFactory):
    """An application to become a provider, with all questions answered."""

    class Meta:
        model = "cpd.Application"
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(
            status=ApplicationStatus.SUBMITTED,
            first_submitted_on=date(2026, 11, 14),
            due_on=date(2026, 11, 28),
            round=factory.RelatedFactory(
                "tests.factories.cpd.ApplicationRoundFactory", factory_related_name="application"
            ),
        )

    email = factory.Sequence(lambda n: f"cursus{n}@waag.example")
    name = "Museum Pakhuis"
    kvk = factory.Sequence(lambda n: f"{n + 30_000_000}")
    contact = "Eva de Boer"
    requirements = "2026-1"

    answers = factory.PostGeneration(answers_of)


class ApplicationRoundFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.ApplicationRound"

    application = factory.SubFactory(ApplicationFactory)


def offered_hours(offer, create, extracted, **kwargs):
    for category, hours in (extracted or {"subject_content": 16}).items():
        offer.hours.create(category=category, hours=hours)


def words_of(offer):
    """Return the search words of an offer that is not saved yet, after saving those words."""
    words = words_in(f"{offer.title} {offer.provider.name} {offer.summary}")
    SearchWord.objects.bulk_create(map(SearchWord, words), ignore_conflicts=True)
    return words


class OfferFactory(DjangoModelFactory):
    """A complete offer of 16 hours of subject content."""

    class Meta:
        model = "cpd.Offer"
        skip_postgeneration_save = True

    class Params:
        handed_in = factory.Trait(first_submitted_on=SUBMITTED_ON)
        submitted = factory.Trait(handed_in=True, status=OfferStatus.SUBMITTED, due_on=DUE_ON)
        changes_asked = factory.Trait(handed_in=True, status=OfferStatus.CHANGES_ASKED)
        refused = factory.Trait(handed_in=True, status=OfferStatus.REFUSED)
        was_valid = factory.Trait(handed_in=True, valid_since=VALID_SINCE, valid_until=VALID_UNTIL)
        validated = factory.Trait(was_valid=True, status=OfferStatus.VALIDATED)
        expired = factory.Trait(was_valid=True, status=OfferStatus.EXPIRED)
        withdrawn = factory.Trait(was_valid=True, status=OfferStatus.WITHDRAWN)

    provider = factory.SubFactory(ProviderFactory)
    title = "Middeleeuwse letterkunde in de klas"
    kind = ActivityKind.COURSE
    summary = "Lees ridderverhalen met leerlingen van nu."
    learns = "Deelnemers kiezen teksten en maken er lessen bij."
    sectors = ["vo"]
    contact_hours = Decimal(12)
    self_study_hours = Decimal(4)
    self_study_reason = "Deelnemers lezen de teksten thuis."
    price = Decimal(240)
    search_words = factory.LazyAttribute(words_of)
    categories = ["subject_content"]

    hours = factory.PostGeneration(offered_hours)


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.Submission"

    offer = factory.SubFactory(OfferFactory, submitted=True)
    submitted_by = factory.SubFactory(PersonFactory)


class JudgementFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.Judgement"

    submission = factory.SubFactory(SubmissionFactory)
    outcome = Outcome.REFUSE
    reasons = "De doelen zijn te vaag."
    criteria = "2026-1"
    judged_by = factory.SubFactory(PersonFactory)


class AdviceFactory(DjangoModelFactory):
    class Meta:
        model = "cpd.Advice"

    submission = factory.SubFactory(SubmissionFactory)
    positive = True
    motivation = "De doelen zijn concreet."
    given_by = factory.SubFactory(PersonFactory)


def hours_of_activity(activity, create, extracted, **kwargs):
    for category, hours in (extracted or {"pedagogy": 1, "subject_teaching": 1}).items():
        activity.hours.create(
            category=category,
            hours=hours,
            person=activity.person,
            done_on=activity.done_on,
            status=activity.status,
        )


class ActivityFactory(DjangoModelFactory):
    """Two hours of intervision that count."""

    class Meta:
        model = "cpd.Activity"
        skip_postgeneration_save = True

    class Params:
        withdrawn = factory.Trait(status=ActivityStatus.WITHDRAWN)
        settled = factory.Trait(
            status=ActivityStatus.SETTLED, settled_at=datetime(2026, 8, 1, 9, tzinfo=UTC)
        )

    person = factory.SubFactory(PersonFactory, teacher=True)
    kind = ActivityKind.INTERVISION
    done_on = date(2026, 11, 12)

    hours = factory.PostGeneration(hours_of_activity)


class PlanItemFactory(DjangoModelFactory):
    """Eight planned hours of lesson development."""

    class Meta:
        model = "cpd.PlanItem"

    class Params:
        dropped = factory.Trait(status=PlanStatus.DROPPED)
        of_offer = factory.Trait(
            offer=factory.SubFactory(OfferFactory, validated=True),
            kind=factory.SelfAttribute("offer.kind"),
            title=factory.SelfAttribute("offer.title"),
            hours=factory.SelfAttribute("offer.total"),
        )

    person = factory.SubFactory(PersonFactory, teacher=True)
    kind = ActivityKind.LESSON_DEVELOPMENT
    title = "Lessenreeks debatteren"
    hours = Decimal(8)


class SessionFactory(DjangoModelFactory):
    """A session on 19 November 2026; with ``to_come=True`` on 10 December."""

    class Meta:
        model = "cpd.Session"

    class Params:
        to_come = factory.Trait(since=date(2026, 12, 10), until=date(2026, 12, 11))
        cancelled = factory.Trait(
            status=SessionStatus.CANCELLED, cancelled_because="De docent is ziek."
        )

    offer = factory.SubFactory(OfferFactory, validated=True)
    since = date(2026, 11, 19)
    until = date(2026, 11, 20)
    starts_at = time(19, 30)
    ends_at = time(21)
    venue = "De Waag, Brink 1"
    town = "Deventer"
    province = Province.OVERIJSSEL
    seats = 24


class AttendanceFactory(DjangoModelFactory):
    """A teacher who confirmed attendance; ``credited=True`` adds the hours to the file."""

    class Meta:
        model = "cpd.Attendance"

    class Params:
        credited = factory.Trait(
            status=AttendanceStatus.CREDITED,
            activity=factory.SubFactory(
                ActivityFactory,
                person=factory.SelfAttribute("..person"),
                offer=factory.SelfAttribute("..session.offer"),
                done_on=factory.SelfAttribute("..session.last_day"),
            ),
        )
        contested = factory.Trait(
            credited=True,
            status=AttendanceStatus.CONTESTED,
            reason="Stond per ongeluk op de lijst.",
        )

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory, teacher=True)
    name = "Jansen"


class RatingFactory(DjangoModelFactory):
    """A positive review by somebody who attended."""

    class Meta:
        model = "cpd.Rating"

    attendance = factory.SubFactory(AttendanceFactory, credited=True)
    offer = factory.SelfAttribute("attendance.session.offer")
    score = 4
    text = "Meteen bruikbaar in de les."
    given_on = date(2026, 11, 20)
