"""A provider's sessions of an offer, and the teachers who intend to go."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Expression,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core import audit, outbox
from core.errors import InvalidMove, Refused
from core.moves import advance
from core.permissions import require
from cpd import permissions
from cpd.attending import MOST_PLANNED, Occasion, wrong_in_occasion
from cpd.choices.offers import OfferStatus
from cpd.choices.sessions import ONLINE, SessionStatus
from cpd.models import Intention, Offer, Session
from cpd.querysets import OfferQuerySet
from cpd.redrawing import redraw
from cpd.selectors.in_company import refuse_outsiders
from cpd.selectors.suspensions import refuse_suspended

WRONG = {
    "past": _("The first day is in the past. Choose a day from today on."),
    "far_away": _("The first day is more than three years ahead. Is the year right?"),
    "ends_before": _("The end lies before the beginning."),
    "too_long": _("A session takes two years at most. Is the year of the last day right?"),
    "seats": _("Write how many seats there are: 1 to 5000."),
    "place": _("Write the town and choose the province, or say that it is online."),
    "price_negative": _("A price cannot be less than 0."),
}
A_WEEK = timedelta(weeks=1)  # the nightly run may have failed that long
TELLING = ("since", "until", "starts_at", "ends_at", "online", "venue", "town")


@transaction.atomic
def plan_session(offer: Offer, *, actor: Person, on: date, occasion: Occasion) -> Session:
    """Plan a session of a validated offer.

    Raises Refused, with all errors in the occasion, and for a session exactly like another one:
    that is a second press.
    """
    offer = Offer.objects.select_for_update(no_key=True).get(pk=offer.pk)
    require(permissions.can_edit_for(actor, offer.provider_id))
    refuse_suspended(offer.provider, on)
    if offer.status != OfferStatus.VALIDATED:
        raise Refused(
            _("Sessions are planned of a course that is validated."), code="not_validated"
        )
    if offer.sessions.to_come(on).count() >= MOST_PLANNED:
        raise Refused(
            _("This course has 200 sessions to come. Cancel some, or wait until they are over."),
            code="too_many",
        )
    _refuse_wrong(occasion, on)
    if offer.sessions.filter(status=SessionStatus.PLANNED, **asdict(occasion)).exists():
        raise Refused(
            _("This session is planned already. Is it another group? Then say so in the place."),
            code="planned_already",
        )
    session = Session.objects.create(offer=offer, **asdict(occasion))
    _repeat_on_offers(Offer.objects.filter(pk=offer.pk), on)
    audit.record("planned", session, actor=actor, offer=offer.pk)
    return session


@transaction.atomic
def move_sessions(old: Offer, new: Offer, *, actor: Person, on: date) -> None:
    """Move the future sessions of an offer to its next version."""
    coming = Session.objects.filter(offer=old).to_come(on)
    audit.record_each("moved", coming, actor=actor, offer=new.pk)
    coming.update(offer=new)
    _repeat_on_offers(Offer.objects.filter(pk__in=[old.pk, new.pk]), on)


@transaction.atomic
def change_session(
    session: Session, *, actor: Person, on: date, occasion: Occasion, version: int
) -> Session:
    """Change a session that has not begun, and tell those who intend to go if time or place change.

    ``version`` is the one that the actor saw. Raises Refused.
    """
    session = _lock(session)
    require(permissions.can_edit_for(actor, session.offer.provider_id))
    _refuse_begun(session, on)
    if session.version != version:
        raise Refused(
            _("This session was changed in another window meanwhile. Open it again to go on."),
            code="changed_meanwhile",
        )
    _refuse_wrong(occasion, on)
    columns = asdict(occasion)
    telling = any(getattr(session, name) != columns[name] for name in TELLING)
    for name, value in {**columns, "version": version + 1}.items():
        setattr(session, name, value)
    session.save(update_fields=[*columns, "version"])
    _repeat_on_offers(Offer.objects.filter(pk=session.offer_id), on)
    audit.record("changed", session, actor=actor, version=session.version)
    if telling:
        _tell(session, "changed")
    return session


@transaction.atomic
def cancel_session(session: Session, *, actor: Person, on: date, reason: str) -> Session:
    """Cancel a session before it begins, and tell those who intend to go why. Raises Refused."""
    session = _lock(session)
    require(permissions.can_edit_for(actor, session.offer.provider_id))
    _refuse_begun(session, on)
    _cancel(session, actor=actor, reason=reason)
    _repeat_on_offers(Offer.objects.filter(pk=session.offer_id), on)
    return session


@transaction.atomic
def cancel_sessions(offer: Offer, *, actor: Person, on: date, reason: str) -> None:
    """Cancel the sessions of an offer that are not over, and tell those who intend to go why."""
    coming = Session.objects.filter(offer=offer).to_come(on).order_by("pk")
    for session in coming.select_for_update(no_key=True):
        _cancel(session, actor=actor, reason=reason)
    _repeat_on_offers(Offer.objects.filter(pk=offer.pk), on)


@transaction.atomic
def intend(session: Session, *, actor: Person, on: date) -> None:
    """Record that a teacher intends to go.

    Raises Refused if it is over or only for the staff of another board, InvalidMove if cancelled.
    """
    session = _lock(session)
    require(permissions.can_follow(actor))
    _refuse_over(session, on)
    refuse_outsiders(session.offer.provider, actor.pk, on)
    intention, noted = Intention.objects.get_or_create(session=session, person=actor)
    if noted:
        audit.record("noted", intention, actor=actor, session=session.pk)


@transaction.atomic
def change_mind(session: Session, *, actor: Person) -> None:
    """Remove a teacher's intention to go to a session."""
    require(permissions.can_follow(actor))
    for intention in Intention.objects.filter(session=session, person=actor):
        audit.record("removed", intention, actor=actor, session=session.pk)
        intention.delete()


@transaction.atomic
def forget_past_sessions(*, on: date) -> int:
    """Stop the catalogue from finding offers by sessions that ended in the past week."""
    ended = Session.objects.filter(until__lte=on, until__gt=on - A_WEEK)
    return _repeat_on_offers(Offer.objects.filter(sessions__in=ended), on)


def _repeat_on_offers(offers: OfferQuerySet, on: date) -> int:
    """Copy places and months of future sessions to their offers, for the catalogue's filters."""
    coming = Session.objects.filter(offer=OuterRef("pk")).to_come(on).order_by().values("offer")
    place = Case(When(online=True, then=Value(ONLINE)), default=F("province"))
    month = Func(F("since"), Value("YYYY-MM"), function="to_char", output_field=CharField())
    redraw()
    return Offer.objects.filter(pk__in=offers.values("pk")).update(
        places=_distinct(coming, place), months=_distinct(coming, month)
    )


def _distinct(coming: QuerySet[Session, Any], value: Expression) -> Coalesce:
    found = coming.annotate(found=ArrayAgg(value, distinct=True)).values("found")
    return Coalesce(Subquery(found), Value([]), output_field=ArrayField(CharField()))


def _lock(session: Session) -> Session:
    rows = Session.objects.select_related("offer__provider").select_for_update(
        of=("self",), no_key=True
    )
    return rows.get(pk=session.pk)


def _refuse_wrong(occasion: Occasion, on: date) -> None:
    if wrong := wrong_in_occasion(occasion, on=on):
        raise Refused([Refused(WRONG[code], code=code) for code in wrong])


def _refuse_begun(session: Session, on: date) -> None:
    if session.status != SessionStatus.PLANNED:
        raise InvalidMove(session, "cancel")
    if session.since < on:
        raise Refused(
            _("This session has begun. It cannot be changed or cancelled any more."), code="begun"
        )


def _refuse_over(session: Session, on: date) -> None:
    if session.status != SessionStatus.PLANNED:
        raise InvalidMove(session, "intend")
    if session.until <= on:
        raise Refused(_("This session is over."), code="over")


def _cancel(session: Session, *, actor: Person, reason: str) -> None:
    advance(session, "cancel", actor=actor, cancelled_because=reason, version=session.version + 1)
    _tell(session, "cancelled")


def _tell(session: Session, what: str) -> None:
    """Post a mail to everybody who intends to go, one message each."""
    people = session.intentions.values_list("person_id", flat=True)
    outbox.post_many(
        "cpd.tasks.mail_session",
        (
            (
                f"session-{session.pk}-{session.version}-{person}",
                {"session": session.pk, "person": person, "what": what},
            )
            for person in people
        ),
    )
