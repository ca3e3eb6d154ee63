"""Decisions to which providers can object: what they are about, and who had a part in them."""

from accounts.models import Person
from cpd.choices.judging import AssignmentStatus, Outcome
from cpd.choices.offers import OfferStatus
from cpd.choices.providers import Admission, ApplicationStatus
from cpd.models import (
    Advice,
    Application,
    ApplicationDecision,
    Assignment,
    Judgement,
    Offer,
    Suspension,
)
from cpd.querysets import SuspensionQuerySet


def refused_offer(pk: int, *, provider: int) -> Judgement | None:
    """Return the last decision about an offer of this provider, if that is a refusal."""
    rows = Judgement.objects.filter(submission__offer=pk, submission__offer__provider=provider)
    last = rows.select_related("submission__offer__provider").order_by("pk").last()
    return last if last and last.outcome == Outcome.REFUSE else None


def refused_application(application: Application) -> ApplicationDecision | None:
    """Return the last decision about an application, if that is a refusal."""
    rows = ApplicationDecision.objects.filter(round__application=application)
    last = rows.select_related("round__application").order_by("pk").last()
    return last if last and last.outcome == Admission.REFUSE else None


def suspensions_of(provider: int) -> SuspensionQuerySet:
    """Return the suspensions to which a provider can object, also where they were lifted."""
    return Suspension.objects.told().filter(provider=provider).select_related("provider")


def still_stands(decision: Judgement | ApplicationDecision | Suspension) -> bool:
    """Lock what a decision is about; tell whether it is still refused, or suspended, by it."""
    if isinstance(decision, Suspension):
        return not Suspension.objects.select_for_update(no_key=True).get(pk=decision.pk).taken_back
    if isinstance(decision, Judgement):
        offer = Offer.objects.hold(decision.submission.offer_id)
        now = refused_offer(offer.pk, provider=offer.provider_id)
        return offer.status == OfferStatus.REFUSED and now == decision
    application = Application.objects.hold(decision.round.application_id)
    refused = application.status == ApplicationStatus.REFUSED
    return refused and refused_application(application) == decision


def who_refused(offer: Offer) -> set[int]:
    """Return the validators by whose verdicts an offer was refused."""
    given = Assignment.objects.filter(
        status=AssignmentStatus.GIVEN,
        review__submission__offer=offer,
        review__submission__judgement__outcome=Outcome.REFUSE,
    )
    return set(given.values_list("validator", flat=True))


def judged(actor: Person, offer: Offer) -> bool:
    """Tell whether somebody had a part in how an offer was judged, in any round."""
    mine = {"submission__offer": offer}
    return (
        Judgement.objects.filter(judged_by=actor, **mine).exists()
        or Advice.objects.filter(given_by=actor, **mine).exists()
        or Assignment.objects.filter(validator=actor, review__submission__offer=offer).exists()
    )


def decided(actor: Person, application: Application) -> bool:
    """Tell whether somebody decided something about an application, in any round."""
    rows = ApplicationDecision.objects.filter(round__application=application)
    return rows.filter(decided_by=actor).exists()
