"""How an offer is judged: advice from validators, a decision by an administrator, its end."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance, advance_many
from core.permissions import require
from cpd import permissions
from cpd.choices import OfferStatus, Outcome
from cpd.models import Advice, Judgement, Offer, Submission
from cpd.rules import valid_until
from cpd.selectors.terms import terms_on


@transaction.atomic
def ask_advice(offer: Offer, *, actor: Person) -> None:
    """Ask the validators what they think of an offer; the administrator still decides."""
    offer = _lock(offer)
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
    """Tell as a validator whether an offer meets the criteria (domain.md §5.4), and why.

    Raises Refused for a second time in the same round, or where no advice is asked (any more).
    """
    offer = _lock(offer)
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
    offer: Offer, *, actor: Person, on: date, outcome: Outcome, reasons: str
) -> Judgement:
    """Validate, refuse or ask for changes, with reasons, and tell the provider.

    Raises InvalidMove where the offer was judged or withdrawn meanwhile.
    """
    offer = _lock(offer)
    require(permissions.can_judge(actor, offer))
    terms = terms_on(on)
    until = valid_until(on, terms) if outcome == Outcome.VALIDATE else None
    _end_round(offer, outcome, actor=actor, since=on if until else None, until=until)
    judgement = Judgement.objects.create(
        submission=_in_hand(offer),
        outcome=outcome,
        reasons=reasons,
        valid_until=until,
        criteria=terms.criteria,
        judged_by=actor,
    )
    outbox.post(
        "cpd.tasks.mail_judgement", key=f"offer-judgement-{judgement.pk}", judgement=judgement.pk
    )
    return judgement


@transaction.atomic
def expire_offers(*, on: date) -> list[int]:
    """End the offers whose validity is over; return their keys. Started by the clock."""
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


def _in_hand(offer: Offer) -> Submission:
    """Return the submission that is being judged: the last one."""
    return offer.submissions.latest("pk")


def _lock(offer: Offer) -> Offer:
    rows = Offer.objects.select_related("provider").select_for_update(of=("self",))
    return rows.get(pk=offer.pk)
