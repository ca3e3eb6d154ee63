"""Judging offers: advice from validators, a decision by an administrator, and expiry."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance, advance_many
from core.permissions import require
from cpd import permissions
from cpd.choices.judging import Outcome
from cpd.choices.offers import OfferStatus
from cpd.models import Advice, Judgement, Offer, PlanItem, Submission
from cpd.redrawing import redraw
from cpd.reviewing import wrong_in_findings
from cpd.rules import valid_until
from cpd.selectors.reviews import Findings, findings_in_words, open_review
from cpd.selectors.terms import terms_on, way_of

from .sessions import move_sessions

WRONG = {
    "unmet_validated": _("A criterion is not met and still you validate. Change one of the two."),
    "nothing_unmet": _("Every criterion is met and still you refuse. Change one of the two."),
}


@transaction.atomic
def ask_advice(offer: Offer, *, actor: Person) -> None:
    """Ask the validators what they think of an offer; the administrator still decides."""
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_judge(actor, offer))
    if offer.status != OfferStatus.SUBMITTED:
        raise InvalidMove(offer, "ask_advice")
    if offer.advice_asked:
        return
    offer.advice_asked = True
    offer.save(update_fields=["advice_asked"])
    audit.record("advice_asked", offer, actor=actor)


@transaction.atomic
def give_advice(offer: Offer, *, actor: Person, positive: bool, motivation: str) -> Advice:
    """Advise as a validator whether an offer meets the criteria (domain.md §5.4), and why.

    Raises Refused for a second advice in the same round, or if no advice is asked (any more).
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_advise(actor, offer))
    if not offer.advice_asked:
        raise Refused(_("No advice is asked about this offer any more."), code="not_asked")
    advice = Advice(
        submission=_in_hand(offer), given_by=actor, positive=positive, motivation=motivation
    )
    advice.validate_constraints()
    advice.save()
    audit.record("advised", offer, actor=actor, positive=positive)
    return advice


@transaction.atomic
def judge_offer(
    offer: Offer,
    *,
    actor: Person,
    on: date,
    outcome: Outcome,
    reasons: str,
    findings: Findings | None = None,
) -> Judgement:
    """Validate, refuse or ask for changes, with reasons, and tell the provider.

    ``findings`` tell per criterion whether it is met, and why; they become part of the reasons.
    Raises InvalidMove if the offer was judged or withdrawn meanwhile, and Refused if two validators
    are deciding about it or if the outcome contradicts the findings.
    """
    offer = Offer.objects.hold(offer.pk)
    require(permissions.can_judge(actor, offer))
    if outcome != Outcome.ASK and _is_for_validators(offer, on):
        raise Refused(
            _("Two validators judge this course. You can ask the provider something."),
            code="double_review",
        )
    criteria = terms_on(on).criteria
    if findings:
        if wrong := wrong_in_findings(outcome, (met for met, _why in findings.values())):
            raise Refused([Refused(WRONG[code], code=code) for code in wrong])
        reasons = f"{reasons}\n\n{findings_in_words(findings, criteria)}"
    stop_review(offer, actor=actor)
    return settle_offer(
        offer, actor=actor, on=on, outcome=outcome, reasons=reasons, criteria=criteria
    )


def settle_offer(
    offer: Offer, *, actor: Person, on: date, outcome: Outcome, reasons: str, criteria: str
) -> Judgement:
    """Record the decision about an offer that the caller has locked, and tell the provider."""
    terms = terms_on(on)
    until = valid_until(on, terms) if outcome == Outcome.VALIDATE else None
    _end_round(offer, outcome, actor=actor, since=on if until else None, until=until)
    if outcome == Outcome.VALIDATE and offer.replaces_id:
        _take_over(offer, offer.replaces_id, actor=actor, on=on)
    judgement = Judgement.objects.create(
        submission=_in_hand(offer),
        outcome=outcome,
        reasons=reasons,
        valid_until=until,
        criteria=criteria,
        judged_by=actor,
    )
    outbox.post(
        "cpd.tasks.mail_judgement", key=f"offer-judgement-{judgement.pk}", judgement=judgement.pk
    )
    redraw()
    return judgement


@transaction.atomic
def expire_offers(*, on: date) -> list[int]:
    """Expire offers whose validity is over; return their primary keys."""
    redraw()
    return advance_many(Offer.objects.overdue(on), "expire", actor=None)


def _end_round(
    offer: Offer, outcome: Outcome, *, actor: Person, since: date | None, until: date | None
) -> None:
    advance(
        offer,
        outcome,
        actor=actor,
        due_on=None,
        advice_asked=False,
        valid_since=since,
        valid_until=until,
    )


def _take_over(offer: Offer, replaced: int, *, actor: Person, on: date) -> None:
    """End the offer that this one replaces; its future sessions and plans of teachers move here."""
    old = Offer.objects.hold(replaced)
    if old.status == OfferStatus.VALIDATED:
        advance(old, "expire", actor=actor, valid_until=max(on, old.valid_since or on))
    plans = PlanItem.objects.planned().filter(offer=old)
    audit.record_each("moved", plans, actor=actor, offer=offer.pk)
    plans.update(offer=offer)
    move_sessions(old, offer, actor=actor, on=on)


def _in_hand(offer: Offer) -> Submission:
    """Return the submission that is being judged: the last one."""
    return offer.submissions.latest("pk")


def stop_review(offer: Offer, *, actor: Person) -> None:
    """Stop the review of an offer that the caller has locked, since nothing is left to judge."""
    if review := open_review(offer):
        advance(review, "stop", actor=actor)
        advance_many(review.assignments.all(), "release", actor=actor)


def _is_for_validators(offer: Offer, on: date) -> bool:
    return offer.status == OfferStatus.IN_REVIEW or way_of(offer.kind, on).double
