"""Judging again what was refused, after a well-founded objection."""

from datetime import date

from django.db import transaction

from accounts.models import Person
from core.moves import advance, open_moves
from cpd.admitting import decided_by
from cpd.models import (
    Application,
    ApplicationDecision,
    ApplicationRound,
    Judgement,
    Offer,
    Submission,
)
from cpd.rules import judged_by
from cpd.selectors.terms import terms_on


@transaction.atomic
def reopen_offer(judgement: int, *, actor: Person | None, on: date) -> None:
    """Return a refused offer to the queue as it was handed in; today's term applies.

    The caller has checked the permission.
    """
    refused = Judgement.objects.select_related("submission").get(pk=judgement).submission
    offer = Offer.objects.hold(refused.offer_id)
    advance(offer, "reopen", actor=actor, due_on=judged_by(on, terms_on(on)))
    Submission.objects.create(
        offer=offer, content=refused.content, submitted_by_id=refused.submitted_by_id
    )


@transaction.atomic
def reopen_application(decision: int, *, actor: Person | None, on: date) -> None:
    """Return a refused application to the queue, unless its board has applied again."""
    refused = ApplicationDecision.objects.select_related("round").get(pk=decision).round
    application = Application.objects.hold(refused.application_id)
    again = Application.objects.going_on().filter(board=application.board)
    if (application.board_id and again.exists()) or "reopen" not in open_moves(application):
        return
    due_on = decided_by(on, terms_on(on).admission_weeks)
    advance(application, "reopen", actor=actor, due_on=due_on)
    ApplicationRound.objects.create(application=application)
