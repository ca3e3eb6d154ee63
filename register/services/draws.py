"""The draw of a month: committed to in advance, completed, used, and published."""

import secrets
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from core import audit, crypto
from core.errors import Refused
from core.permissions import require
from register import permissions, rules
from register.choices.sample_terms import sample_terms
from register.models import Draw
from register.selectors.samples import read_outcome


@transaction.atomic
def prepare_draw(*, on: date) -> Draw | None:
    """Choose the secret of the coming month and publish its hash, once.

    Returns None if that was done already, or if the external result is already known: then the
    previous draw remains in use.
    """
    month = rules.next_month(on)
    terms = sample_terms(month)
    outside_on = rules.last_before(month, weekday=terms.weekday)
    if on >= outside_on or Draw.objects.filter(month=month).exists():
        return None
    secret = secrets.token_hex(32)
    draw = Draw.objects.create(
        month=month,
        version=terms.version,
        share=terms.share,
        commitment=rules.commitment(secret),
        committed_on=on,
        sealed=crypto.encrypt(secret.encode(), bound_to=f"draw {month}"),
        outside=terms.outside,
        outside_on=outside_on,
    )
    audit.record("committed", draw, actor=None, commitment=draw.commitment)
    return draw


@transaction.atomic
def fill_in_outcome(draw: Draw, *, actor: Person, numbers: str, on: date) -> Draw:
    """Enter the external result, after which the draw of the month can be used.

    It never changes again, and anybody can compare it with the source. Raises Refused before its
    day, and for an impossible result.
    """
    require(permissions.can_fill_in_outcome(actor))
    draw = Draw.objects.select_for_update(no_key=True).get(pk=draw.pk)
    if draw.outcome_on is not None or on < draw.outside_on:
        raise Refused(_("There is no result to fill in now."), code="not_now")
    draw.outcome, draw.outcome_on = read_outcome(draw, numbers), on
    draw.save(update_fields=["outcome", "outcome_on"])
    audit.record("filled_in", draw, actor=actor, outcome=draw.outcome)
    return draw


@transaction.atomic
def publish_secrets(*, on: date) -> int:
    """Publish the secret of every draw that was succeeded by a later one; return how many."""
    used = Draw.objects.in_use(on)
    if used is None:
        return 0
    over = Draw.objects.select_for_update(no_key=True).filter(month__lt=used.month, secret_on=None)
    draws = list(over.exclude(outcome_on=None))
    for draw in draws:
        draw.secret, draw.secret_on = draw.opened(), on
        draw.save(update_fields=["secret", "secret_on"])
        audit.record("published", draw, actor=None)
    return len(draws)
